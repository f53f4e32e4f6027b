using Budget.Core.Audit;
using Budget.Core.Budgets;
using Budget.Core.Ledger;
using Budget.Core.Mail;
using Budget.Core.Storage;

namespace Budget.Core.Decisions;

/// <summary>Why help goes on in another form. Stored as the ground of a revision (docs/decisions/0033).</summary>
public enum FormGround
{
    /// <summary>The resident asked for it (Wmo 2015, 2.3.6 lid 1): the only way to a PGB.</summary>
    FormAsked,
    /// <summary>The conditions of a PGB are not met any more (2.3.10 lid 1, d).</summary>
    FormConditions,
    /// <summary>The PGB is not used, or for something else (2.3.10 lid 1, e).</summary>
    FormMisused,
}

/// <summary>
/// The same help goes on in the other form from a day on: a PVB becomes a PGB when its conditions were looked into (Wmo 2015, 2.3.6), a PGB becomes a PVB. A revision (2.3.10), by which the
/// old budget ends on the day before and the new one has the rest of its days, at the rate of the other form: never both on one day. What is spent stays where it was spent.
/// Not of temporary help, of which the form is decided when it becomes something for good (<see cref="ReviseProvision"/>).
/// </summary>
public sealed class ChangeForm(Database database)
{
    /// <param name="FirstOn">The first day in the other form: tomorrow at the earliest, so that nobody who helps today did so for nothing.</param>
    /// <param name="Rate">For one unit in the other form, at most the by-law's.</param>
    /// <param name="Held">Asked for when it becomes a PGB; ignored otherwise.</param>
    /// <param name="Seen">As in <see cref="GrantProvision.Entry"/>.</param>
    public sealed record Entry(
        string RequestNumber, string BudgetNumber, DateOnly FirstOn, FormGround Ground, Money Rate, string Reasons, HeldConditions? Held = null, long? Seen = null);

    /// <param name="Total">The volume over the rest of the days.</param>
    public sealed record Answer(string DecisionNumber, string BudgetNumber, Quantity Total, Money Granted, EndedBudget Effect);

    public Task<Outcome<Answer>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once(actor, key, nameof(ChangeForm), entry, session => Run(session, actor, entry));

    /// <summary>What it would answer; nothing is written.</summary>
    public Task<Outcome<Answer>> Draft(Actor actor, Entry entry) => database.Draft(session => Run(session, actor, entry));

    /// <summary>Whether a decision with this ground, as stored, is one on the form.</summary>
    internal static bool IsGround(string? ground) => ground is "formasked" or "formconditions" or "formmisused";

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
        if (await Objection(session, decision, earlier, entry) is { } objection)
        {
            return objection;
        }

        var endedOn = entry.FirstOn.AddDays(-1);
        var ending = await EndBudget.Prepare(session, ledger, earlier, endedOn);
        if (ending.IsRefused)
        {
            return ending.Refusal!;
        }

        var terms = await Rest(session, earlier, ending.Value, entry);
        if (await ProvisionRules.Objection(session, decision.Request, terms, entry.Reasons, earlier.Id) is { } refusal)
        {
            return refusal;
        }

        var reasons = earlier.IsPersonHeld ? entry.Reasons : entry.Held!.After(entry.Reasons);
        var opened = await decision.Open(DecisionKind.Revise, entry.Ground.Stored(), reasons, terms, earlier.Id, endedOn);
        if (opened.IsRefused)
        {
            return opened.Refusal!;
        }

        var effect = await ending.Value.Do(session, actor, decision);
        if (ending.Value.Provider is { } provider)
        {
            await Outbox.PutToProvider(session, MailKind.ClientLeaves, provider, earlier.MunicipalityCode, earlier.Number);
        }

        await Trace.Write(session, actor, nameof(ChangeForm), decision.Number, decision.Request.ResidentId);
        return new Answer(decision.Number, opened.Value.Number, GrantedVolume.Over(terms.Period, terms.Volume, terms.Frequency), opened.Value.Granted, effect);
    }

    private static async Task<Refusal?> Objection(Session session, NewDecision decision, PersonalBudget earlier, Entry entry) =>
        await decision.IsTemporary(earlier.Id) ? Refusal.TemporaryKeepsForm
        : entry.FirstOn <= session.Today ? Refusal.FormFromTomorrow
        : earlier.IsPersonHeld ? null
        : entry.Ground != FormGround.FormAsked ? Refusal.HeldOnlyWhenAsked
        : entry.Held is not { } held ? Refusal.HeldConditionsMissing
        : held.Objection();

    /// <summary>
    /// As much each week or month as before. Of a volume in total the part of the days that are left, and never more than what goes back of the old budget paid for: what was used at another pace
    /// is not granted twice.
    /// </summary>
    private static async Task<ProvisionTerms> Rest(Session session, PersonalBudget earlier, EndBudget ending, Entry entry)
    {
        var days = new Period(entry.FirstOn, earlier.EndsOn);
        var frequency = StoredNames.Parse<Frequency>(earlier.Frequency);
        var volume = earlier.Volume;
        if (frequency == Frequency.Total)
        {
            var byDays = earlier.VolumeOf(days);
            var paidFor = Quantity.FromHundredths((await ending.Returns(session)).Cents * 100 / earlier.Rate.Cents);
            volume = paidFor < byDays ? paidFor : byDays;
        }

        return new ProvisionTerms(
            earlier.ProductCode, volume, frequency, entry.Rate, days, earlier.IsPersonHeld ? FundingForm.PersonFollowing : FundingForm.PersonHeld);
    }
}
