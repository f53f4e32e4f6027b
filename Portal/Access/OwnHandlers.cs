using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Portal.Hosting;

namespace Portal.Access;

/// <summary>
/// A form names what it wants done, and a page does that or nothing. The framework would show a page half-made where it has no such handler, and do the unnamed
/// one where another was named.
/// </summary>
internal sealed class OwnHandlers : IPageFilter
{
    public void OnPageHandlerSelected(PageHandlerSelectedContext context)
    {
    }

    public void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        // The page of a fault is made for a form that was another page's.
        if (HttpMethods.IsPost(context.HttpContext.Request.Method) && !FaultPage.IsMadeFor(context.HttpContext)
            && (context.HandlerMethod is not { } handler || !string.Equals(handler.Name ?? "", context.HttpContext.Request.Query["handler"].ToString(), StringComparison.OrdinalIgnoreCase)))
        {
            context.Result = new NotFoundResult();
        }
    }

    public void OnPageHandlerExecuted(PageHandlerExecutedContext context)
    {
    }
}
