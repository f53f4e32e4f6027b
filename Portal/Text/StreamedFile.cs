using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace Portal.Text;

/// <summary>A download that is made while it is sent: nothing of it is kept here. One that breaks off half-way is a broken line, never a file that looks whole.</summary>
internal sealed class StreamedFile(string name, string contentType, Func<Stream, Task> write) : ActionResult
{
    public override async Task ExecuteResultAsync(ActionContext context)
    {
        var response = context.HttpContext.Response;
        response.ContentType = contentType;
        response.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileName = name }.ToString();
        // A zip closes each of its files with a few bytes at once, whoever waits for them; all the rest is not.
        context.HttpContext.Features.GetRequiredFeature<IHttpBodyControlFeature>().AllowSynchronousIO = true;
        await write(response.Body);
    }
}
