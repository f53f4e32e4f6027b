using Budget.Core.Audit;
using Budget.Core.Storage;

namespace Budget.Core.Decisions;

/// <summary>What residents have to pay back (Wmo 2015, 2.4.1), for who collects it and who audits that: each recovery with its day and what came of an objection, the newest first.</summary>
public sealed class Receivables(Database database)
{
    private const int Most = 200;

    /// <param name="PayBy">The last day to pay (Awb 4:87); an objection does not move it (Awb 6:16).</param>
    /// <param name="ObjectionOutcome">"founded", "partly" or "unfounded"; none of an objection that is open.</param>
    public sealed record Item(
        string DecisionNumber, string RequestNumber, string ResidentName, string BudgetNumber, Money Amount, DateOnly DecidedOn, DateOnly PayBy, string? ObjectionNumber, string? ObjectionOutcome);

    public Task<IReadOnlyList<Item>> Of(Actor actor) => database.LookThrough<IReadOnlyList<Item>>(actor, nameof(Receivables), async session => actor.MaySeeBooks
        ? await session.List<Item>(ItemsSql, new { actor.MunicipalityCode, Most })
        : []);

    private const string ItemsSql = """
        SELECT d.number AS DecisionNumber, request.number AS RequestNumber, r.name AS ResidentName, b.number AS BudgetNumber, k.receivable_cents AS Amount, d.decided_on AS DecidedOn,
               k.pay_by AS PayBy, o.number AS ObjectionNumber, o.outcome AS ObjectionOutcome
        FROM decision_kinds k
        JOIN decisions d ON d.id = k.decision_id
        JOIN support_requests request ON request.id = d.request_id
        JOIN residents r ON r.id = d.resident_id
        JOIN budgets b ON b.id = k.earlier_budget_id
        LEFT JOIN objections o ON o.decision_id = d.id
        WHERE k.receivable_cents IS NOT NULL
          AND d.municipality_code = @MunicipalityCode
          AND r.destroyed_at IS NULL
        ORDER BY d.decided_on DESC, d.number DESC
        LIMIT @Most
        """;
}
