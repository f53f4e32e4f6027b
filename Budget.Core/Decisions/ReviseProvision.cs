using Budget.Core.Audit;
using Budget.Core.Budgets;
using Budget.Core.Ledger;
using Budget.Core.Storage;

namespace Budget.Core.Decisions;

/// <summary>
/// Herziening (Wmo 2015, 2.3.10): the budget ends on a day, and another of the same product follows the next day, with another volume or rate, in the same form
/// (another form is a decision of its own: <see cref="ChangeForm"/>). What is spent stays where it was spent. A temporary provision is revised into one for good by the same deed, under the
/// rules of a grant: after report and application, and not after a refusal that stands; then the form is decided too.
/// </summary>
public sealed class ReviseProvision(Database database)
{
    /// <param name="EndedOn">The last day of the old budget.</param>
    /// <param name="EndsOn">The last day of the new one.</param>
    /// <param name="Ground">Of 2.3.10; none when the resident asked for it.</param>
    /// <param name="FundingForm">That of the old budget, unless that is temporary help.</param>
    /// <param name="Seen">As in <see cref="GrantProvision.Entry"/>.</param>
    public sealed record Entry(
        string RequestNumber, string BudgetNumber, DateOnly EndedOn, WithdrawalGround? Ground, Quantity Volume, Frequency Frequency, Money Rate, DateOnly EndsOn,
        FundingForm FundingForm, string Reasons, long? Seen = null);

    public sealed record Answer(string DecisionNumber, string BudgetNumber, Money Granted, EndedBudget Effect);

    public Task<Outcome<Answer>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once(actor, key, nameof(ReviseProvision), entry, session => Run(session, actor, entry));

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

        var (earlier, ledger) = found.Value;
        var ending = await EndBudget.Prepare(session, ledger, earlier, entry.EndedOn);
        if (ending.IsRefused)
        {
            return ending.Refusal!;
        }

        if (entry.EndsOn <= entry.EndedOn)
        {
            return Refusal.PeriodInvalid;
        }

        var terms = new ProvisionTerms(
            earlier.ProductCode, entry.Volume, entry.Frequency, entry.Rate, new Period(entry.EndedOn.AddDays(1), entry.EndsOn), entry.FundingForm);
        if ((await OfForm(session, decision, earlier, terms.FundingForm)
            ?? await ProvisionRules.Objection(session, decision.Request, terms, entry.Reasons, earlier.Id)) is { } refusal)
        {
            return refusal;
        }

        var opened = await decision.Open(DecisionKind.Revise, entry.Ground?.Stored(), entry.Reasons, terms, earlier.Id, entry.EndedOn);
        if (opened.IsRefused)
        {
            return opened.Refusal!;
        }

        var effect = await ending.Value.Do(session, actor, decision);
        await Trace.Write(session, actor, nameof(ReviseProvision), decision.Number, decision.Request.ResidentId);
        return new Answer(decision.Number, opened.Value.Number, opened.Value.Granted, effect);
    }

    /// <summary>What would make of temporary help something for good keeps to what a grant keeps to; anything else keeps its form.</summary>
    private static async Task<Refusal?> OfForm(Session session, NewDecision decision, PersonalBudget earlier, FundingForm form) => await decision.IsTemporary(earlier.Id)
        ? Applied.Objection(session.Today, decision.Request, appliedOn: null) ?? await Applied.Refused(session, decision.Request)
        : form.Stored() == earlier.FundingForm ? null : Refusal.FormStays;
}
