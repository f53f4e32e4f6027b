using Budget.Core.Audit;
using Budget.Core.Consent;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.Messages;

/// <summary>
/// Which conversations do I have, and what in them is unread? Unread ones first, then the newest. A resident has one with the municipality about each request and one with each provider that gives the support,
/// also when nothing was written yet; staff sees those in which something was written in the past ninety days or is unread. At most two hundred.
/// </summary>
public sealed class Conversations(Database database)
{
    /// <param name="Other">The provider's id; empty: with the municipality.</param>
    /// <param name="Assignment">Of staff of a provider: by which it opens the conversation; empty for others.</param>
    /// <param name="Name">With whom: the municipality or the provider for a resident, the resident for staff.</param>
    public sealed record Item(string RequestNumber, string ResidentName, string Other, string Assignment, string Name, long Count, long Unread, DateTimeOffset? LastAt);

    private static readonly TimeSpan Shown = TimeSpan.FromDays(90);

    public Task<IReadOnlyList<Item>> Of(Actor actor) => database.LookThrough(actor, nameof(Conversations), session => actor.Role switch
    {
        Role.Resident => session.List<Item>(OfResidentSql, Access.Of(actor, session)),
        Role.Caseworker => session.List<Item>(OfMunicipalitySql, new { actor.MunicipalityCode, Since = session.Now - Shown }),
        Role.ProviderStaff => session.List<Item>(OfProviderSql, new { actor.ProviderId, session.Today, Since = session.Now - Shown }),
        _ => Task.FromResult<IReadOnlyList<Item>>([]),
    }, OthersSql);

    private const string OfResidentSql = $"""
        SELECT file.number AS RequestNumber, resident.name AS ResidentName, thread.provider_id AS Other, '' AS Assignment, COALESCE(provider.name, m.name) AS Name,
               COUNT(message.id) AS Count,
               CAST(COALESCE(SUM(CASE
                   WHEN message.side <> 'resident' AND NOT EXISTS (SELECT 1 FROM message_reads r WHERE r.message_id = message.id AND r.user_id = @UserId) THEN 1
                   ELSE 0 END), 0) AS BIGINT) AS Unread,
               MAX(message.written_at) AS LastAt
        FROM (
            SELECT request.id AS request_id, '' AS provider_id
            FROM support_requests request
            WHERE request.resident_id IN (
                {Access.Mine})
            UNION
            SELECT d.request_id, a.provider_id
            FROM decisions d
            JOIN budgets b ON b.decision_id = d.id
            JOIN assignments a ON a.budget_id = b.id
            WHERE d.resident_id IN (
                {Access.Mine})
              AND (({RunningAssignment.Sql})
                   OR EXISTS (SELECT 1 FROM case_messages said WHERE said.request_id = d.request_id AND said.provider_id = a.provider_id))
        ) thread
        JOIN support_requests file ON file.id = thread.request_id
        JOIN residents resident ON resident.id = file.resident_id
        JOIN municipalities m ON m.code = file.municipality_code
        LEFT JOIN providers provider ON provider.id = thread.provider_id
        LEFT JOIN case_messages message ON message.request_id = thread.request_id
            AND COALESCE(message.provider_id, '') = thread.provider_id
        GROUP BY file.number, resident.name, thread.provider_id, provider.name, m.name
        ORDER BY CASE WHEN SUM(CASE
                   WHEN message.side <> 'resident' AND NOT EXISTS (SELECT 1 FROM message_reads r WHERE r.message_id = message.id AND r.user_id = @UserId) THEN 1
                   ELSE 0 END) > 0 THEN 0 ELSE 1 END,
                 COALESCE(MAX(message.written_at), MAX(file.submitted_at)) DESC, file.number DESC, Other
        LIMIT 200
        """;

    private const string OfMunicipalitySql = """
        SELECT file.number AS RequestNumber, resident.name AS ResidentName, '' AS Other, '' AS Assignment, resident.name AS Name, COUNT(*) AS Count,
               COUNT(*) FILTER (WHERE message.side = 'resident' AND message.read_at IS NULL) AS Unread, MAX(message.written_at) AS LastAt
        FROM case_messages message
        JOIN support_requests file ON file.id = message.request_id
        JOIN residents resident ON resident.id = file.resident_id
        WHERE message.municipality_code = @MunicipalityCode
          AND message.provider_id IS NULL
          AND (message.written_at > @Since OR (message.side = 'resident' AND message.read_at IS NULL))
        GROUP BY file.number, resident.name
        ORDER BY CASE WHEN COUNT(*) FILTER (WHERE message.side = 'resident' AND message.read_at IS NULL) > 0 THEN 0 ELSE 1 END, MAX(message.written_at) DESC, file.number
        LIMIT 200
        """;

    private const string OfProviderSql = $"""
        SELECT file.number AS RequestNumber, resident.name AS ResidentName, '' AS Other, client.assignment_id AS Assignment, resident.name AS Name, COUNT(*) AS Count,
               COUNT(*) FILTER (WHERE message.side = 'resident' AND message.read_at IS NULL) AS Unread, MAX(message.written_at) AS LastAt
        FROM (
            SELECT d.request_id, MAX(a.id) AS assignment_id
            FROM assignments a
            JOIN budgets b ON b.id = a.budget_id
            JOIN decisions d ON d.id = b.decision_id
            WHERE a.provider_id = @ProviderId
              AND {RunningAssignment.Sql}
            GROUP BY d.request_id
        ) client
        JOIN case_messages message ON message.request_id = client.request_id
            AND message.provider_id = @ProviderId
        JOIN support_requests file ON file.id = client.request_id
        JOIN residents resident ON resident.id = file.resident_id
        WHERE message.written_at > @Since OR (message.side = 'resident' AND message.read_at IS NULL)
        GROUP BY file.number, resident.name, client.assignment_id
        ORDER BY CASE WHEN COUNT(*) FILTER (WHERE message.side = 'resident' AND message.read_at IS NULL) > 0 THEN 0 ELSE 1 END, MAX(message.written_at) DESC, file.number
        LIMIT 200
        """;

    private const string OthersSql = $"""
        SELECT DISTINCT request.resident_id
        FROM support_requests request
        WHERE request.resident_id IN (
            {Access.Others})
        """;
}
