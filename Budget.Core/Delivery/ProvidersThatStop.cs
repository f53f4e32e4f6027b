using Budget.Core.Budgets;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.Delivery;

/// <summary>
/// Which providers of a resident said that they stop, as long as nobody came in their place and the support lasts. For residents only; the pages that ask show the same budgets, and those leave the trace.
/// </summary>
public sealed class ProvidersThatStop(Database database)
{
    public sealed record Item(string RequestNumber, string BudgetNumber, string ResidentName, string ProviderName, string ProductNl, string ProductEn, DateOnly StopsOn);

    public Task<IReadOnlyList<Item>> Of(Actor actor) => database.Read<IReadOnlyList<Item>>(async session => actor.Role != Role.Resident
        ? []
        : await session.List<Item>(StopsSql, Access.Of(actor, session)));

    private const string StopsSql = $"""
        SELECT file.number AS RequestNumber, b.number AS BudgetNumber, r.name AS ResidentName, provider.name AS ProviderName, p.name_nl AS ProductNl, p.name_en AS ProductEn,
               stop.ended_on AS StopsOn
        FROM support_requests file
        JOIN residents r ON r.id = file.resident_id
        JOIN decisions d ON d.request_id = file.id
        JOIN budgets b ON b.decision_id = d.id
        JOIN products p ON p.municipality_code = b.municipality_code AND p.code = b.product_code
        JOIN assignments a ON a.budget_id = b.id
        JOIN assignment_ends stop ON stop.assignment_id = a.id AND stop.reason = 'provider'
        JOIN providers provider ON provider.id = a.provider_id
        WHERE {Access.ToFile}
          AND r.destroyed_at IS NULL
          AND {LastDay.Sql} >= @Today
          AND NOT EXISTS (SELECT 1 FROM assignments later WHERE later.budget_id = b.id AND later.number > a.number)
        ORDER BY stop.ended_on, b.number
        """;
}
