using Budget.Core.Audit;
using Budget.Core.Storage;
using Budget.Core.SupportRequests;

namespace Budget.Core.Decisions;

/// <summary>
/// A temporary provision (Wmo 2015, 2.3.3): in an urgent case help begins at once, while the investigation runs and until it is decided. Needs no report and no
/// application, begins about now, lasts no longer than the municipality's term over all times on one request together, and does not end the case.
/// </summary>
public sealed class HelpAtOnce(Database database)
{
    /// <summary>It begins at most so many days before today, or after.</summary>
    private const int DaysAround = 7;

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

        if ((decision.Request.Objection(CaseAction.HelpAtOnce) ?? await Applied.Decided(session, decision.Request)
            ?? await Now(session, decision.Request, entry.Period, terms) ?? await ProvisionRules.Objection(session, decision.Request, entry.Terms, entry.Reasons)) is { } refusal)
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

    private static async Task<Refusal?> Now(Session session, RequestFacts request, Period period, DecisionTerms terms)
    {
        var before = (await session.List<Spell>(SpellsSql, new { request.Id })).Sum(spell => Math.Max(0, spell.LastDay.DayNumber - spell.StartsOn.DayNumber + 1));
        return before + period.Days > terms.TemporaryWeeks * 7 ? Refusal.TemporaryTooLong.With(terms.TemporaryWeeks)
            : Math.Abs(period.StartsOn.DayNumber - session.Today.DayNumber) > DaysAround ? Refusal.TemporaryNotNow
            : null;
    }

    private sealed record Spell(DateOnly StartsOn, DateOnly LastDay);

    private const string SpellsSql = $"""
        SELECT b.starts_on AS StartsOn, {Budgets.LastDay.Sql} AS LastDay
        FROM decisions d
        JOIN decision_kinds k ON k.decision_id = d.id
        JOIN budgets b ON b.decision_id = d.id
        WHERE d.request_id = @Id
          AND k.kind = 'temporary'
        """;
}
