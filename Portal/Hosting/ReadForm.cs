using Microsoft.AspNetCore.Http.Features;
using Portal.Api;

namespace Portal.Hosting;

/// <summary>
/// Reads a form before its page does, so that one that cannot be taken is told for what it is: 413 when it is too large, 400 when it cannot
/// be read. Otherwise the check of the form's token meets the fault first, and a browser that is still sending sees a broken line.
/// </summary>
internal sealed class ReadForm(RequestDelegate next)
{
    /// <summary>So much of what is too large is still heard out and thrown away: a browser reads no answer before it has sent all.</summary>
    private const long HeardOut = 16 * 1024 * 1024;

    public async Task InvokeAsync(HttpContext context)
    {
        // The page of a fault runs on the same request, whose form was looked at already.
        if (!HttpMethods.IsPost(context.Request.Method) || FaultPage.IsMadeFor(context))
        {
            await next(context);
            return;
        }

        if (await WrongWith(context) is not { } status)
        {
            await next(context);
            return;
        }

        // Nobody looks at it again.
        (context.Request.ContentType, context.Request.ContentLength, context.Request.Body) = (null, null, Stream.Null);
        context.Response.StatusCode = status;
    }

    private static async Task<int?> WrongWith(HttpContext context)
    {
        var limit = context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>();
        if (context.Request.ContentLength > limit.MaxRequestBodySize)
        {
            if (context.Request.ContentLength <= HeardOut && !limit.IsReadOnly)
            {
                limit.MaxRequestBodySize = HeardOut;
                await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
            }

            return StatusCodes.Status413PayloadTooLarge;
        }

        // A program sends messages, which are no forms whatever it calls them, but where it asks for a token.
        if (!context.Request.HasFormContentType || (ApiAnswers.IsFor(context.Request) && !context.Request.Path.Equals(ApiRoutes.Token, StringComparison.OrdinalIgnoreCase)))
        {
            return null;
        }

        try
        {
            await context.Request.ReadFormAsync(context.RequestAborted);
            return null;
        }
        catch (BadHttpRequestException bad)
        {
            return bad.StatusCode;
        }
        // Too many fields, a name that is too long, parts that do not fit; letters that .NET does not read (UTF-7).
        catch (Exception bad) when (bad is InvalidDataException or NotSupportedException or IOException)
        {
            return StatusCodes.Status400BadRequest;
        }
    }
}
