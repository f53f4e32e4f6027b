using System.Diagnostics;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Portal.Pages.Faults;

/// <summary>
/// One page for everything that went wrong, whatever the method; a fault of ours gets a reference number that the log has too.
/// Asked for by its own address it does not exist.
/// </summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
[IgnoreAntiforgeryToken]
public sealed class StatusModel : PageModel
{
    private bool IsReached => HttpContext.Features.Get<IStatusCodeReExecuteFeature>() is not null
        || HttpContext.Features.Get<IExceptionHandlerFeature>() is not null;

    /// <summary>The status codes that have words of their own; any other of the visitor's (4xx) reads as 400, the rest as 500.</summary>
    public int Known => Response.StatusCode switch
    {
        403 => 403,
        404 or 405 => 404,
        >= 400 and < 500 => 400,
        _ => 500,
    };

    public string Reference => Activity.Current?.TraceId.ToString() ?? HttpContext.TraceIdentifier;

    public override void OnPageHandlerExecuting(Microsoft.AspNetCore.Mvc.Filters.PageHandlerExecutingContext context)
    {
        if (!IsReached)
        {
            Response.StatusCode = StatusCodes.Status404NotFound;
        }
    }

    public void OnGet()
    {
    }
}
