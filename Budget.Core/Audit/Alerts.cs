using Budget.Core.Ledger;
using Budget.Core.Storage;

namespace Budget.Core.Audit;

/// <summary>What should somebody look at? For administrator and auditor of the municipality: what nobody has seen first, at most a hundred.</summary>
public sealed class Alerts(Database database)
{
    /// <param name="UserName">None of a resident: who watches over the installation reads no names of residents.</param>
    public sealed record Item(AlertId Id, DateTimeOffset RaisedAt, string Kind, string? UserName, string? ResidentName, long Amount, string? SeenByName, DateTimeOffset? SeenAt)
    {
        public AlertKind What => StoredAlertKind.Parse(Kind);
    }

    public async Task<IReadOnlyList<Item>> Of(Actor actor) =>
        MaySee(actor) ? await database.Read(session => session.List<Item>(AlertsSql, new { actor.MunicipalityCode })) : [];

    /// <summary>Says that it was looked at: who and when. Seen once is seen.</summary>
    public async Task See(Actor actor, AlertId alert)
    {
        if (actor.Role == Role.Administrator)
        {
            await database.Overwrite(async session =>
            {
                if (await session.Execute(SeenSql, new { Id = alert, actor.UserId, actor.MunicipalityCode, session.Now }) > 0)
                {
                    await Trace.Write(session, actor, "SeeAlert", alert.Value.ToString("D"));
                }
            });
        }
    }

    private static bool MaySee(Actor actor) => actor.Role is Role.Administrator or Role.Auditor;

    private const string AlertsSql = """
        SELECT a.id AS Id, a.raised_at AS RaisedAt, a.kind AS Kind, CASE WHEN u.role <> 'resident' THEN u.name END AS UserName, r.name AS ResidentName, a.amount AS Amount,
               seer.name AS SeenByName, a.seen_at AS SeenAt
        FROM alerts a
        LEFT JOIN users u ON u.id = a.user_id
        LEFT JOIN residents r ON r.id = a.resident_id
        LEFT JOIN users seer ON seer.id = a.seen_by
        WHERE a.municipality_code IN (@MunicipalityCode, '')
        ORDER BY a.seen_at IS NOT NULL, a.raised_at DESC
        LIMIT 100
        """;

    private const string SeenSql = """
        UPDATE alerts
        SET seen_by = @UserId, seen_at = @Now
        WHERE id = @Id
          AND municipality_code IN (@MunicipalityCode, '')
          AND seen_at IS NULL
        """;
}
