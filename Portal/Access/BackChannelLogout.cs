using System.Text.Json;
using Budget.Core.SignIn;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Portal.Access;

/// <summary>
/// The provider says that a session is over (OpenID Connect Back-Channel Logout 1.0, 2.6): believed when its token is the provider's, for us, fresh,
/// about a logout and about a session, and not heard before.
/// </summary>
internal static partial class BackChannelLogout
{
    private const string Event = "http://schemas.openid.net/event/backchannel-logout";
    /// <summary>Kept, with the sign-ins that failed, of a word that is not the provider's.</summary>
    private const string Refused = "uitlogwoord";

    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);

    public static Delegate Of(OidcProvider provider) => async (HttpContext context, IOptionsMonitor<OidcOptions> options, EndSession end, KeepFailedSignIn failed, ILogger<OidcHandler> log) =>
    {
        context.Response.Headers.CacheControl = "no-store";
        if (!context.Request.HasFormContentType || (await context.Request.ReadFormAsync(context.RequestAborted))["logout_token"] is not [{ Length: > 0 } token])
        {
            return Results.BadRequest();
        }

        JsonWebToken logout;
        try
        {
            logout = await OidcTokens.Signed(options.Get(provider.Scheme), token, "logout+jwt", context.RequestAborted);
        }
        catch (Exception fault) when (fault is SecurityTokenException or ArgumentException)
        {
            await failed.Of(new(provider.Scheme, Refused));
            return Results.BadRequest();
        }
        catch (Exception fault) when (OidcOptions.IsUndiscovered(fault))
        {
            // Whether it is the provider's cannot be known now. Whoever sent it, it is one line: anybody may send as many as the limit lets through.
            LogAway(log, provider.Scheme, fault.GetType().Name);
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }

        if (!IsLogout(logout) || string.IsNullOrEmpty(logout.Id))
        {
            await failed.Of(new(provider.Scheme, Refused));
            return Results.BadRequest();
        }

        if (!logout.TryGetPayloadValue<string>("sid", out var session) || string.IsNullOrEmpty(session))
        {
            // The provider's own word, about a person: nobody forged it, and which session it means we cannot know.
            LogWithoutSession(log, provider.Scheme);
            return Results.BadRequest();
        }

        await end.AtProvider(SignInVisitor.ProviderSession(logout.Issuer, session), $"{logout.Issuer}|{logout.Id}");
        return Results.Ok();
    };

    private static bool IsLogout(JsonWebToken token) =>
        token.TryGetPayloadValue<JsonElement>("events", out var events) && events.ValueKind == JsonValueKind.Object && events.TryGetProperty(Event, out _)
        && !token.TryGetPayloadValue<string>("nonce", out _)
        // The token's own clock, which is the provider's: not that of a demo town.
        && token.IssuedAt > TimeProvider.System.GetUtcNow().UtcDateTime - Fresh
        && token.IssuedAt < TimeProvider.System.GetUtcNow().UtcDateTime + Fresh;

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Provider} does not say by which keys its word that a session is over is known ({Kind})")]
    private static partial void LogAway(ILogger log, string provider, string kind);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Provider} says that somebody is out and not of which session: ask it for backchannel_logout_session_required")]
    private static partial void LogWithoutSession(ILogger log, string provider);
}
