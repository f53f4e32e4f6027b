using Microsoft.AspNetCore.Diagnostics;

namespace Portal.Hosting;

/// <summary>Whether a request is the second round of one that was refused or failed, in which its page is made: what was asked of it was looked at already.</summary>
internal static class FaultPage
{
    public static bool IsMadeFor(HttpContext context) =>
        context.Features.Get<IStatusCodeReExecuteFeature>() is not null || context.Features.Get<IExceptionHandlerFeature>() is not null;
}
