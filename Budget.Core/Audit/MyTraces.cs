using Budget.Core.Consent;
using Budget.Core.Storage;

namespace Budget.Core.Audit;

/// <summary>What did I do and look at? For staff, the newest first; and how the portal will tell it of them. No names of a municipality where one does not work any more, and of
/// a provider's clients no longer than it gives them support.</summary>
public sealed class MyTraces(Database database)
{
    public const int Most = 200;

    public sealed record Item(DateTimeOffset At, string Action, string What, string Subject, string? ResidentName, string Basis);

    public Task<IReadOnlyList<Item>> Of(Actor actor) => database.Read(session => session.List<Item>(TracesSql, new { actor.UserId, actor.MunicipalityCode, actor.ProviderId, session.Today, Most = (long)Most }));

    private const string TracesSql = $"""
        SELECT t.at AS At, t.action AS Action, t.what AS What, t.subject AS Subject,
               CASE WHEN r.municipality_code = @MunicipalityCode OR EXISTS (
                   SELECT 1
                   FROM assignments a
                   JOIN budgets b ON b.id = a.budget_id
                   WHERE a.provider_id = @ProviderId
                     AND b.resident_id = r.id
                     AND {RunningAssignment.Sql}) THEN r.name END AS ResidentName,
               t.basis AS Basis
        FROM traces t
        LEFT JOIN residents r ON r.id = t.resident_id
        WHERE t.user_id = @UserId
        ORDER BY t.id DESC
        LIMIT @Most
        """;
}
