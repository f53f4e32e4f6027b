using Budget.Core.Ledger;

namespace Budget.Core.SignIn;

/// <summary>With what somebody signed in.</summary>
public enum SignInMeans
{
    /// <summary>A persona of the demo town.</summary>
    Demo,
    DigiD,
    EHerkenning,
    /// <summary>The municipality's own provider of identities.</summary>
    Staff,
}

/// <summary>
/// A session as it stands now: who, for whom, and how long still. Read at every request, so that a right that was withdrawn, an account that was
/// blocked and a session that was ended count from the next request on.
/// </summary>
public sealed record PortalSession(
    SessionId Id, UserId UserId, string UserName, string Role, string MunicipalityCode, string MunicipalityName, ProviderId? ProviderId,
    ResidentId? ActsFor, string? ActsForName, string Means, DateTimeOffset StartedAt, DateTimeOffset SeenAt, DateTimeOffset EndsAt,
    DateTimeOffset? EndedAt, DateTimeOffset? BlockedAt, string ClosedTo)
{
    /// <summary>Without a request for this long, a session is over (domain.md, 8: DigiD).</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(15);

    /// <summary>However busy somebody is: residents sign in again after four hours, who works here after eight.</summary>
    public static TimeSpan Longest(Role role) => TimeSpan.FromHours(role == Core.Role.Resident ? 4 : 8);

    /// <summary>Ended by its owner, the provider or an administrator: nothing that comes with its cookie counts any more.</summary>
    public bool IsEnded => EndedAt is not null || BlockedAt is not null;

    public TimeSpan Left(DateTimeOffset now)
    {
        var until = SeenAt + Idle < EndsAt ? SeenAt + Idle : EndsAt;
        return IsEnded || until < now ? TimeSpan.Zero : until - now;
    }

    public Actor Actor => new(UserId, StoredNames.Parse<Role>(Role), MunicipalityCode, ProviderId, ActsFor, Id, ClosedTo);
}
