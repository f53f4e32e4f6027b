using Budget.Core.Audit;
using Budget.Core.Ledger;
using Budget.Core.Storage;
using Budget.Core.SupportRequests;

namespace Budget.Core.Decisions;

/// <summary>
/// Terugvordering (Wmo 2015, 2.4.1): a decision of its own, only after a withdrawal or revision because of wrong data (ground a), and only when that was on purpose. A budget that is
/// over, by its term or on another ground, cannot be ended any more: what is found out afterwards is withdrawn and recovered by one decision, which moves no money. What
/// is to be paid back is a claim of the municipality on the resident, written down beside the decision; nothing is booked on the budget, because what was spent was
/// spent (docs/decisions/0013). Never more than that, over all recoveries together that stand: one against which an objection was right counts no longer.
/// </summary>
public sealed class RecoverCosts(Database database)
{
    /// <param name="IsOnPurpose">The caseworker says so, and why in the reasons: without it the law allows no recovery.</param>
    /// <param name="Seen">As in <see cref="GrantProvision.Entry"/>.</param>
    public sealed record Entry(string RequestNumber, string BudgetNumber, Money Amount, bool IsOnPurpose, string Reasons, long? Seen = null);

    public sealed record Answer(string DecisionNumber, Money Amount, DateOnly PayBy);

    public Task<Outcome<Answer>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once(actor, key, nameof(RecoverCosts), entry, session => Run(session, actor, entry));

    /// <summary>What it would answer; nothing is written.</summary>
    public Task<Outcome<Answer>> Draft(Actor actor, Entry entry) => database.Draft(session => Run(session, actor, entry));

    private static async Task<Outcome<Answer>> Run(Session session, Actor actor, Entry entry)
    {
        var begun = await NewDecision.Begin(session, actor, entry.RequestNumber, entry.Seen);
        if (begun.IsRefused)
        {
            return begun.Refusal!;
        }

        var decision = begun.Value;
        var found = await decision.Earlier(entry.BudgetNumber);
        if (found.IsRefused)
        {
            return found.Refusal!;
        }

        var (budget, ledger) = found.Value;
        var isOver = (ledger.EndedOn ?? budget.EndsOn) < session.Today;
        if (!entry.IsOnPurpose || (!isOver && await session.Single<long>(WrongDataSql, new { budget.Id }) == 0))
        {
            return Refusal.RecoveryNotAllowed;
        }

        if (!entry.Amount.IsPositive)
        {
            return Refusal.AmountNotPositive;
        }

        var most = ledger.Balance.Spent - new Money(await session.Single<long>(RecoveredSql, new { budget.Id }));
        if (entry.Amount > most)
        {
            return Refusal.AmountAboveSpent.With(most);
        }

        if (ProvisionRules.Written(entry.Reasons) is { } refusal)
        {
            return refusal;
        }

        var payBy = LegalTerm.PayBy(session.Today);
        await decision.Write(DecisionKind.Recovery, WithdrawalGround.A.Stored(), entry.Reasons, earlier: budget.Id, receivable: entry.Amount, payBy: payBy);
        await Trace.Write(session, actor, nameof(RecoverCosts), decision.Number, decision.Request.ResidentId);
        return new Answer(decision.Number, entry.Amount, payBy);
    }

    private const string WrongDataSql = """
        SELECT COUNT(*)
        FROM decision_kinds
        WHERE earlier_budget_id = @Id
          AND ended_on IS NOT NULL
          AND ground = 'a'
        """;

    private const string RecoveredSql = """
        SELECT CAST(COALESCE(SUM(k.receivable_cents), 0) AS BIGINT)
        FROM decision_kinds k
        WHERE k.earlier_budget_id = @Id
          AND k.receivable_cents IS NOT NULL
          AND NOT EXISTS (SELECT 1 FROM objections o WHERE o.decision_id = k.decision_id AND o.outcome IN ('founded', 'partly'))
        """;
}
