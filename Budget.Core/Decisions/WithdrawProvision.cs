using Budget.Core.Audit;
using Budget.Core.Ledger;
using Budget.Core.Storage;

namespace Budget.Core.Decisions;

/// <summary>Intrekking (Wmo 2015, 2.3.10): the budget ends on a day, on one of the five grounds. What is spent stays spent (<see cref="EndBudget"/>).</summary>
public sealed class WithdrawProvision(Database database)
{
    /// <param name="EndedOn">The last day of the budget.</param>
    /// <param name="Seen">As in <see cref="GrantProvision.Entry"/>.</param>
    public sealed record Entry(string RequestNumber, string BudgetNumber, DateOnly EndedOn, WithdrawalGround Ground, string Reasons, long? Seen = null);

    public sealed record Answer(string DecisionNumber, EndedBudget Effect);

    public Task<Outcome<Answer>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once(actor, key, nameof(WithdrawProvision), entry, session => Run(session, actor, entry));

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

        var ending = await EndBudget.Prepare(session, found.Value.Ledger, found.Value.Budget, entry.EndedOn);
        if (ending.IsRefused)
        {
            return ending.Refusal!;
        }

        if (ProvisionRules.Written(entry.Reasons) is { } refusal)
        {
            return refusal;
        }

        await decision.Write(DecisionKind.Withdraw, entry.Ground.Stored(), entry.Reasons, earlier: found.Value.Budget.Id, endedOn: entry.EndedOn);
        var effect = await ending.Value.Do(session, actor, decision);
        await Trace.Write(session, actor, nameof(WithdrawProvision), decision.Number, decision.Request.ResidentId);
        return new Answer(decision.Number, effect);
    }
}
