using Budget.Core;
using Budget.Core.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Portal.Access;

/// <summary>
/// A kept form that was sent on and taken (its page leads further, as after every deed) is kept no longer. One that comes back with a message stays: its
/// address is that of the page then, and it goes when it is taken.
/// </summary>
internal sealed class ForgetKeptForm(ParkedForm parked) : IAsyncPageFilter
{
    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var done = await next();
        var request = context.HttpContext.Request;
        if (HttpMethods.IsPost(request.Method)
            && done.Result is LocalRedirectResult
            && Guid.TryParseExact(request.Query[KeepForm.Query], "D", out var id)
            && context.HttpContext.User is { Identity.IsAuthenticated: true } user)
        {
            await parked.Forget(user.ToActor(), new ParkedFormId(id));
        }
    }
}
