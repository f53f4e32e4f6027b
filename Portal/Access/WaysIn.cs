using System.Data.Common;
using System.Runtime.ExceptionServices;
using Budget.Core.SignIn;
using Microsoft.AspNetCore.Authentication;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Portal.Access;

/// <summary>
/// The ways in by OpenID Connect: where one begins (/inloggen/digid), what becomes of a refusal (/inloggen/mislukt), the way out at the provider, and
/// the provider's own word that a session is over (/inloggen/digid/uitgelogd).
/// </summary>
internal static partial class WaysIn
{
    public static void AddTo(AuthenticationBuilder authentication, IReadOnlyList<OidcProvider> providers, CookieRule cookies)
    {
        authentication.Services.AddSingleton(providers);
        foreach (var provider in providers)
        {
            provider.Check();
            authentication.AddOAuth<OidcOptions, OidcHandler>(provider.Scheme, options =>
            {
                options.Follow(provider, cookies);
                options.Events.OnRemoteFailure = Refuse;
                options.Events.OnTicketReceived = static context =>
                {
                    // The session is open already; there is nothing for the framework to keep.
                    context.HandleResponse();
                    context.Response.Redirect(context.ReturnUri is { Length: > 0 } back ? back : "/");
                    return Task.CompletedTask;
                };
            });
        }
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var provider in routes.ServiceProvider.GetRequiredService<IReadOnlyList<OidcProvider>>())
        {
            routes.MapGet($"/inloggen/{provider.Scheme}", (string? terug) =>
                Results.Challenge(new AuthenticationProperties { RedirectUri = LocalPath.Or(terug, "/") }, [provider.Scheme])).AllowAnonymous();
            routes.MapPost($"/inloggen/{provider.Scheme}/uitgelogd", BackChannelLogout.Of(provider)).AllowAnonymous().DisableAntiforgery();
        }
    }

    /// <summary>Kept of a sign-in that failed on a token that is not the provider's, or not for us: somebody made it.</summary>
    public const string Forged = "vervalst";

    private static async Task Refuse(RemoteFailureContext context)
    {
        var fault = context.Failure!;
        if (fault is DbException)
        {
            // Ours, and no word on the visitor: 503 when the database is away, and otherwise a fault with a number.
            ExceptionDispatchInfo.Throw(fault);
        }

        var reason = fault is SignInRefusedException refused ? refused.Reason
            // Said by the handler, after it found that the answer belongs to a question of this browser: anybody can write it in an address.
            : fault.Data["error"] is "access_denied" ? SignInRefusedException.Cancelled
            : fault is HttpRequestException or OperationCanceledException or IOException or InvalidOperationException { InnerException: IOException or HttpRequestException or OperationCanceledException }
                ? SignInRefusedException.Away
            : SignInRefusedException.Failed;
        // What the fault says of a token may quote it: its kind is enough.
        LogRefused(context.HttpContext.RequestServices.GetRequiredService<ILogger<OidcHandler>>(), context.Scheme.Name, reason, fault.GetType().Name);
        if (reason != SignInRefusedException.Away)
        {
            var kept = fault is SecurityTokenException or OpenIdConnectProtocolException ? Forged : reason;
            await context.HttpContext.RequestServices.GetRequiredService<KeepFailedSignIn>().Of(
                new(context.Scheme.Name, kept, context.HttpContext.Features.Get<KnownVisitor>()?.Identity));
        }

        context.HandleResponse();
        // Where one was going is sealed in the state that comes back, whatever is wrong with the rest.
        var back = ((OidcOptions)context.Options).StateDataFormat.Unprotect(context.Request.Query["state"])?.RedirectUri;
        context.Response.Redirect(SignInRefusedException.Page(reason, back));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A sign-in by {Provider} was refused: {Reason} ({Kind})")]
    private static partial void LogRefused(ILogger log, string provider, string reason, string kind);
}
