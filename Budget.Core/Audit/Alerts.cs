using Budget.Core.Ledger;
using Budget.Core.Storage;

namespace Budget.Core.Audit;

/// <summary>What should somebody look at? For administrator and auditor of the municipality: what nobody has seen first, at most a hundred.</summary>
public sealed class Alerts(Database database)
{
    /// <param name="UserName">None of a resident: who watches over the installation reads no names of residents.</param>
    public sealed record Item(AlertId Id, DateTimeOffset RaisedAt, string Kind, UserId UserId, string? UserName, ResidentId? ResidentId, string? ResidentName, long Amount, string? SeenByName, DateTimeOffset? SeenAt)
    {
        public AlertKind What => StoredAlertKind.Parse(Kind);
    }

    /// <summary>Of each resident who is named in one the look stands in the file.</summary>
    public async Task<IReadOnlyList<Item>> Of(Actor actor)
    {
        if (actor.Role is not (Role.Administrator or Role.Auditor))
        {
            return [];
        }

        var alerts = await database.Read(session => session.List<Item>(AlertsSql, new { actor.MunicipalityCode }));
        var named = alerts.Where(alert => alert.ResidentId is not null).Select(alert => alert.ResidentId!.Value).Distinct().ToList();
        if (named.Count > 0)
        {
            await database.Overwrite(async session =>
            {
                foreach (var resident in named)
                {
                    await Trace.Write(session, actor, TraceAction.Look, nameof(Alerts), subject: "", resident, onBehalfOf: null, TraceBasis.Task);
                }
            });
        }

        return alerts;
    }

    /// <summary>Says that it was looked at: who and when. Seen once is seen; what is about oneself a colleague has to look at.</summary>
    /// <returns>Whether there is such an alert, of somebody else.</returns>
    public Task<bool> See(Actor actor, AlertId alert) => actor.Role != Role.Administrator ? Task.FromResult(false) : database.Overwrite(async session =>
    {
        var parameters = new { Id = alert, actor.UserId, actor.MunicipalityCode, session.Now };
        if (await session.Execute(SeenSql, parameters) > 0)
        {
            await Trace.Write(session, actor, "SeeAlert", alert.Value.ToString("D"));
        }

        return await session.Single<long>(IsThereSql, parameters) > 0;
    });

    private const string AlertsSql = """
        SELECT a.id AS Id, a.raised_at AS RaisedAt, a.kind AS Kind, a.user_id AS UserId, CASE WHEN u.role <> 'resident' THEN u.name END AS UserName,
               a.resident_id AS ResidentId, r.name AS ResidentName, a.amount AS Amount,
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
          AND user_id <> @UserId
          AND seen_at IS NULL
        """;

    private const string IsThereSql = """
        SELECT COUNT(*)
        FROM alerts
        WHERE id = @Id
          AND municipality_code IN (@MunicipalityCode, '')
          AND user_id <> @UserId
        """;
}
