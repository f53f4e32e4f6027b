using System.Globalization;
using System.Security.Claims;
using Budget.Core;
using Budget.Core.Couplings;
using Budget.Core.SignIn;

namespace Portal.Access;

/// <summary>From the session to the claims of this one request, and back to the actor that every deed and question asks for.</summary>
internal static class SignedIn
{
    private const string Municipality = "municipality";
    private const string MunicipalityNameClaim = "municipality-name";
    private const string Provider = "provider";
    private const string Session = "session";
    private const string ActsFor = "acts-for";
    private const string ClosedTo = "closed-to";
    private const string ActsForNameClaim = "acts-for-name";

    public static ClaimsPrincipal Principal(PortalSession session)
    {
        var actor = session.Actor;
        return new(new ClaimsIdentity(
            [
                new Claim(ClaimTypes.NameIdentifier, actor.UserId.Value.ToString("D")),
                new Claim(ClaimTypes.Name, session.UserName),
                new Claim(ClaimTypes.Role, actor.Role.ToString()),
                new Claim(Municipality, actor.MunicipalityCode),
                new Claim(MunicipalityNameClaim, session.MunicipalityName),
                new Claim(Provider, actor.ProviderId?.Value.ToString("D") ?? ""),
                new Claim(Session, session.Id.Value.ToString("D")),
                new Claim(ActsFor, actor.ActsFor?.Value.ToString("D") ?? ""),
                new Claim(ClosedTo, session.ClosedTo),
                new Claim(ActsForNameClaim, session.ActsForName ?? ""),
            ],
            SessionHandler.Scheme));
    }

    /// <summary>A program of a provider: no session, and of what it may one claim for each scope.</summary>
    public static ClaimsPrincipal Program(CouplingOfToken.Answer coupling)
    {
        var actor = coupling.Actor;
        return new(new ClaimsIdentity(
            [
                new Claim(ClaimTypes.NameIdentifier, actor.UserId.Value.ToString("D")),
                new Claim(ClaimTypes.Name, coupling.Name),
                new Claim(ClaimTypes.Role, actor.Role.ToString()),
                new Claim(Municipality, actor.MunicipalityCode),
                new Claim(Provider, coupling.ProviderId.Value.ToString("D")),
                new Claim(Session, ""),
                new Claim(ActsFor, ""),
                new Claim(ClosedTo, ""),
                .. coupling.Scopes.Select(scope => new Claim(BearerHandler.Scope, scope)),
            ],
            BearerHandler.Scheme));
    }

    /// <exception cref="InvalidOperationException">Nobody is signed in: the page's folder lacks its permission.</exception>
    public static Actor ToActor(this ClaimsPrincipal user) => new(
        new UserId(Id(user, ClaimTypes.NameIdentifier)!.Value),
        Enum.Parse<Role>(Value(user, ClaimTypes.Role)),
        Value(user, Municipality),
        Id(user, Provider) is { } provider ? new ProviderId(provider) : null,
        Id(user, ActsFor) is { } resident ? new ResidentId(resident) : null,
        Id(user, Session) is { } session ? new SessionId(session) : null,
        Value(user, ClosedTo));

    /// <summary>The session from which this is asked.</summary>
    public static SessionId SessionId(this ClaimsPrincipal user) => new(Id(user, Session)!.Value);

    public static Role? RoleOf(ClaimsPrincipal user) =>
        Enum.TryParse<Role>(user.FindFirstValue(ClaimTypes.Role), out var role) ? role : null;

    public static string MunicipalityCode(this ClaimsPrincipal user) => user.FindFirstValue(Municipality) ?? "";

    public static string MunicipalityName(this ClaimsPrincipal user) => user.FindFirstValue(MunicipalityNameClaim) ?? "";

    /// <summary>The id of the resident for whom this session acts; empty when for oneself, or for nobody.</summary>
    public static string ActsForId(this ClaimsPrincipal user) => user.FindFirstValue(ActsFor) ?? "";

    /// <summary>For whom this session acts; empty when for oneself.</summary>
    public static string ActsForName(this ClaimsPrincipal user) => user.FindFirstValue(ActsForNameClaim) ?? "";

    private static string Value(ClaimsPrincipal user, string claim) => user.FindFirstValue(claim) ?? throw new InvalidOperationException("Nobody is signed in.");

    private static Guid? Id(ClaimsPrincipal user, string claim) => Guid.TryParse(Value(user, claim), CultureInfo.InvariantCulture, out var id) ? id : null;
}
