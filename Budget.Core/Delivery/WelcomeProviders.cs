using Budget.Core.Audit;
using Budget.Core.Budgets;
using Budget.Core.Secrecy;
using Budget.Core.Storage;

namespace Budget.Core.Delivery;

/// <summary>
/// Providers that residents proposed and that a caseworker found welcome, as long as they wait for a contract: the name as the resident gave it and the support, for the administrators who make
/// contracts. Not who proposed it, nor why. When the resident chose somebody else, or the budget is over, nobody waits any more.
/// </summary>
public sealed class WelcomeProviders(Database database)
{
    public sealed record Item(string Id, string Name, string ProductCode, string ProductNl, string ProductEn, DateTimeOffset WelcomeAt);

    public Task<IReadOnlyList<Item>> Of(Actor actor) => database.LookThrough<IReadOnlyList<Item>>(actor, nameof(WelcomeProviders), async session =>
        actor.Role != Role.Administrator ? [] :
        [
            .. (await session.List<Row>(RowsSql, new { actor.MunicipalityCode, session.Today })).Select(row => new Item(
                row.Id, ResidentKey.From(session, row.ResidentId, row.Wrapped).Show(HiddenColumn.ProposalName, row.Id, row.Name), row.ProductCode, row.ProductNl, row.ProductEn, row.WelcomeAt)),
        ]);

    private sealed record Row(string Id, ResidentId ResidentId, string? Wrapped, string Name, string ProductCode, string ProductNl, string ProductEn, DateTimeOffset WelcomeAt);

    private const string RowsSql = $"""
        SELECT proposal.id AS Id, proposal.resident_id AS ResidentId, k.wrapped AS Wrapped, proposal.name AS Name, p.code AS ProductCode, p.name_nl AS ProductNl, p.name_en AS ProductEn,
               proposal.answered_at AS WelcomeAt
        FROM provider_proposals proposal
        JOIN budgets b ON b.id = proposal.budget_id
        JOIN residents r ON r.id = proposal.resident_id
        JOIN products p ON p.municipality_code = b.municipality_code AND p.code = b.product_code
        LEFT JOIN resident_keys k ON k.resident_id = r.id
        WHERE proposal.outcome = 'welcome'
          AND proposal.contract_id IS NULL
          AND b.municipality_code = @MunicipalityCode
          AND {LastDay.Sql} >= @Today
          AND r.destroyed_at IS NULL
          AND NOT EXISTS (SELECT 1 FROM assignments a WHERE a.budget_id = b.id AND a.chosen_at > proposal.answered_at)
        ORDER BY proposal.answered_at, proposal.id
        LIMIT 100
        """;
}
