using System.Data.Common;
using Budget.Core.Storage;

namespace Budget.Core.SignIn;

/// <summary>Whose session is this cookie's? Asked at every request.</summary>
public sealed class SessionOfToken(Database database)
{
    /// <summary>Requests that follow close on one another are one sign of life: a page with its pictures is not ten writes.</summary>
    private static readonly TimeSpan Closely = TimeSpan.FromSeconds(20);

    /// <returns>The session as it stands, also when it is over; none when there never was one.</returns>
    /// <param name="isSignOfLife">Whether the quarter of an hour begins anew with this request.</param>
    public async Task<PortalSession?> Find(string token, bool isSignOfLife)
    {
        var hash = SessionToken.Hash(token);
        var found = await database.Read(session => session.FirstOrNone<PortalSession>(SessionSql, new { hash }));
        var now = database.Time.GetUtcNow();
        if (found is null || !isSignOfLife || found.Left(now) == TimeSpan.Zero || now - found.SeenAt < Closely)
        {
            return found;
        }

        try
        {
            await database.Overwrite(session => session.Execute(SeenSql, new { found.Id, session.Now }));
            return found with { SeenAt = now };
        }
        catch (DbException)
        {
            // A disk that is full keeps nobody from reading; the session is as old as it was.
            return found;
        }
    }

    private const string SessionSql = """
        SELECT s.id AS Id, s.user_id AS UserId, u.name AS UserName, u.role AS Role,
               COALESCE(r.municipality_code, u.municipality_code) AS MunicipalityCode, COALESCE(m.name, '') AS MunicipalityName,
               u.provider_id AS ProviderId, s.acts_for AS ActsFor, r.name AS ActsForName, s.means AS Means,
               s.started_at AS StartedAt, s.seen_at AS SeenAt, s.ends_at AS EndsAt, s.ended_at AS EndedAt, u.blocked_at AS BlockedAt, s.closed_to AS ClosedTo
        FROM sessions s
        JOIN users u ON u.id = s.user_id
        LEFT JOIN residents r ON r.id = s.acts_for
        LEFT JOIN municipalities m ON m.code = COALESCE(r.municipality_code, u.municipality_code)
        WHERE s.token_hash = @hash
        """;

    // Never back in time, and never to life again.
    private const string SeenSql = """
        UPDATE sessions
        SET seen_at = @Now
        WHERE id = @Id
          AND seen_at < @Now
          AND ended_at IS NULL
        """;
}
