using System.Text.Encodings.Web;
using Budget.Core.Audit;
using Budget.Core.SignIn;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.Options;

namespace Portal.Access;

/// <summary>
/// Who asks? The cookie holds a secret and nothing else; the database says whose it is, at every request. Without a session a visitor goes to the
/// sign-in page and afterwards back; a form that came too late is kept for who typed it.
/// </summary>
internal sealed partial class SessionHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory log, UrlEncoder encoder,
    SessionOfToken sessions, SessionCookie cookie, KeepForm keep, KeepRefusal refused, IAntiforgery antiforgery, TimeProvider time)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, log, encoder)
{
    public new const string Scheme = "session";

    /// <summary>How long still? Asked by the page itself: it is no sign of life.</summary>
    public const string LeftPath = "/sessie";

    /// <summary>The session of this request's cookie when it is over: what it sends is kept, not done.</summary>
    private PortalSession? over;

    /// <summary>Somebody ended it: the person elsewhere, or an administrator. What comes with its cookie may be a thief's, and is not kept.</summary>
    private bool wasEnded;

    private string Address => $"{Request.Path.ToUriComponent()}{Request.QueryString.ToUriComponent()}";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (cookie.Of(Request) is not { } token || IsForAnybody)
        {
            return AuthenticateResult.NoResult();
        }

        var found = await sessions.Find(token, isSignOfLife: Request.Path != LeftPath || !HttpMethods.IsGet(Request.Method));
        if (found is null || found.Left(time.GetUtcNow()) == TimeSpan.Zero)
        {
            // Who was away for longer than a working day does not come back to a form.
            over = found is { IsEnded: false } && time.GetUtcNow() - found.SeenAt < TimeSpan.FromHours(8) ? found : null;
            wasEnded = found is { IsEnded: true };
            return AuthenticateResult.NoResult();
        }

        Context.Features.Set(found);
        return AuthenticateResult.Success(new AuthenticationTicket(SignedIn.Principal(found), Scheme));
    }

    /// <summary>Style sheets, pictures, scripts and signs of health ask for nobody, and must not need the database.</summary>
    private bool IsForAnybody =>
        Context.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null || Request.Path.StartsWithSegments("/health", StringComparison.OrdinalIgnoreCase);

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var back = HttpMethods.IsPost(Request.Method) && over is not null && await Park(over) is { } kept ? kept
            : HttpMethods.IsPost(Request.Method) ? LocalPath.Without(Address, "handler")
            : Address;
        var why = over is not null ? "&verlopen=ja" : wasEnded && HttpMethods.IsPost(Request.Method) ? "&verlopen=elders" : "";
        Response.Redirect($"/inloggen?terug={Uri.EscapeDataString(back)}{why}");
    }

    /// <summary>Wrong role is an answer, not a detour.</summary>
    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status403Forbidden;
        // The route, not the address: that may hold what somebody typed.
        return refused.Of(Context.User.ToActor(), (Context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "");
    }

    /// <summary>Only what our own page made for this person: a form of a stranger would be waiting for a click.</summary>
    private async Task<string?> Park(PortalSession session)
    {
        if (!Request.HasFormContentType)
        {
            return null;
        }

        Context.User = SignedIn.Principal(session);
        try
        {
            if (!await antiforgery.IsRequestValidAsync(Context))
            {
                return null;
            }

            var kept = await keep.Of(Request, session, Address);
            LogParked(Logger);
            return kept;
        }
        catch (Exception fault) when (fault is InvalidDataException or BadHttpRequestException)
        {
            return null;
        }
        finally
        {
            Context.User = new();
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "A form came after its session was over, and is kept")]
    private static partial void LogParked(ILogger log);
}
