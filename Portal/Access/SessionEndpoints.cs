using Budget.Core.SignIn;

namespace Portal.Access;

/// <summary>What the page itself asks about the session (wwwroot/sessie.js): how long still, and to go on.</summary>
internal static class SessionEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(SessionHandler.LeftPath, static (HttpContext context, TimeProvider time) =>
            Results.Json(new { seconds = (int)context.Features.Get<PortalSession>()!.Left(time.GetUtcNow()).TotalSeconds }));
        // Being asked is the sign of life.
        routes.MapGet($"{SessionHandler.LeftPath}/verder", static () => Results.NoContent());
    }
}
