using Budget.Core.Audit;
using Budget.Core.Storage;
using Budget.Core.SupportRequests;

namespace Budget.Core.Decisions;

/// <summary>
/// A temporary provision (Wmo 2015, 2.3.3): in an urgent case help begins at once, while the investigation runs and until it is decided. Needs no report and no
/// application, lasts no longer than the municipality's term, and does not end the case.
/// </summary>
public sealed class HelpAtOnce(Database database)
{
    /// <inheritdoc cref="GrantProvision.Entry"/>
    public sealed record Entry(
        string RequestNumber, string ProductCode, Quantity Volume, Frequency Frequency, Money Rate, Period Period, FundingForm FundingForm, string Reasons, long? Seen = null)
    {
        internal ProvisionTerms Terms => new(ProductCode, Volume, Frequency, Rate, Period, FundingForm);
    }

    public Task<Outcome<GrantProvision.Answer>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once(actor, key, nameof(HelpAtOnce), entry, session => Run(session, actor, entry));

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
        var terms = await DecisionTerms.Of(session, decision.Request.MunicipalityCode);
        if (entry.Period.Days > terms.TemporaryWeeks * 7)
        {
            return Refusal.TemporaryTooLong.With(terms.TemporaryWeeks);
        }

        if ((decision.Request.Objection(CaseAction.HelpAtOnce) ?? await Applied.Decided(session, decision.Request) ?? await ProvisionRules.Objection(session, decision.Request, entry.Terms, entry.Reasons)) is { } refusal)
        {
            return refusal;
        }

        var opened = await decision.Open(DecisionKind.Temporary, ground: null, entry.Reasons, entry.Terms);
        if (opened.IsRefused)
        {
            return opened.Refusal!;
        }

        await Trace.Write(session, actor, nameof(HelpAtOnce), decision.Number, decision.Request.ResidentId);
        return new GrantProvision.Answer(decision.Number, opened.Value.Number, opened.Value.Granted);
    }
}
