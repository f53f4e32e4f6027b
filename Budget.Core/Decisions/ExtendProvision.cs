using Budget.Core.Audit;
using Budget.Core.Ledger;
using Budget.Core.Storage;

namespace Budget.Core.Decisions;

/// <summary>
/// What a resident has goes on: a new budget of the same product and form follows the old one, from the day after that ends. The old budget stays as it is; what is
/// left in it does not move along, and every cent keeps the year and the decision by which it was granted. Not of temporary help: that lasts some weeks (<see cref="HelpAtOnce"/>) or becomes
/// something for good (<see cref="ReviseProvision"/>).
/// </summary>
public sealed class ExtendProvision(Database database)
{
    /// <param name="EndsOn">The last day of the new budget.</param>
    /// <param name="Seen">As in <see cref="GrantProvision.Entry"/>.</param>
    public sealed record Entry(
        string RequestNumber, string BudgetNumber, Quantity Volume, Frequency Frequency, Money Rate, DateOnly EndsOn, string Reasons, long? Seen = null);

    public Task<Outcome<GrantProvision.Answer>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once(actor, key, nameof(ExtendProvision), entry, session => Run(session, actor, entry));

    /// <summary>What it would answer; nothing is written.</summary>
    public Task<Outcome<GrantProvision.Answer>> Draft(Actor actor, Entry entry) => database.Draft(session => Run(session, actor, entry));

    private static async Task<Outcome<GrantProvision.Answer>> Run(Session session, Actor actor, Entry entry)
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

        var (earlier, ledger) = found.Value;
        if (ledger.EndedOn is not null)
        {
            return Refusal.BudgetEnded;
        }

        if (await decision.IsTemporary(earlier.Id))
        {
            return Refusal.TemporaryNotExtended;
        }

        var from = earlier.EndsOn.AddDays(1);
        if (entry.EndsOn < from)
        {
            return Refusal.PeriodInvalid;
        }

        var terms = new ProvisionTerms(
            earlier.ProductCode, entry.Volume, entry.Frequency, entry.Rate, new Period(from, entry.EndsOn), StoredNames.Parse<FundingForm>(earlier.FundingForm));
        if (await ProvisionRules.Objection(session, decision.Request, terms, entry.Reasons) is { } refusal)
        {
            return refusal;
        }

        var opened = await decision.Open(DecisionKind.Extend, ground: null, entry.Reasons, terms, earlier.Id);
        if (opened.IsRefused)
        {
            return opened.Refusal!;
        }

        await Trace.Write(session, actor, nameof(ExtendProvision), decision.Number, decision.Request.ResidentId);
        return new GrantProvision.Answer(decision.Number, opened.Value.Number, opened.Value.Granted);
    }
}
