using Budget.Core.Storage;

namespace Budget.Core.SignIn;

/// <summary>Where am I signed in? The sessions that are open, the newest first.</summary>
public sealed class MySessions(Database database)
{
    public sealed record Item(SessionId Id, string Device, string Means, string? ActsForName, DateTimeOffset StartedAt, DateTimeOffset SeenAt);

    public Task<IReadOnlyList<Item>> Of(Actor actor) => database.Read(session =>
        session.List<Item>(SessionsSql, About(session, actor.UserId)));

    internal static object About(Session session, UserId userId) => new { UserId = userId, session.Now, SeenSince = session.Now - PortalSession.Idle };

    internal const string SessionsSql = """
        SELECT s.id AS Id, s.device AS Device, s.means AS Means, r.name AS ActsForName, s.started_at AS StartedAt, s.seen_at AS SeenAt
        FROM sessions s
        LEFT JOIN residents r ON r.id = s.acts_for
        WHERE s.user_id = @UserId
          AND s.ended_at IS NULL
          AND s.ends_at >= @Now
          AND s.seen_at >= @SeenSince
        ORDER BY s.started_at DESC
        """;
}
