using Budget.Core.Audit;
using Budget.Core.Ledger;
using Budget.Core.Storage;
using Budget.Core.SupportRequests;

namespace Budget.Core.Decisions;

/// <summary>Persoonsvolgend (PVB: the municipality contracts, the resident chooses) or persoonsgebonden (PGB: the resident holds it).</summary>
public enum FundingForm { PersonFollowing, PersonHeld }

/// <summary>
/// The beschikking (Wmo 2015, 2.3.5) that grants what was asked, or part of it, and opens its personal budget; the grant is the budget's first posting.
/// Only after the report and the application; what it may grant stands in <see cref="ProvisionRules"/>.
/// </summary>
public sealed class GrantProvision(Database database)
{
    /// <summary>Ten years is longer than any provision, and further away than any: beyond it somebody's finger slipped.</summary>
    public static bool IsPlausible(Period period, DateOnly today) => period.Days <= 3660 && Math.Abs(period.StartsOn.Year - today.Year) <= 10;

    /// <param name="AppliedOn">The day of an application on paper; ignored when the resident has applied in the portal.</param>
    /// <param name="Ground">Why the rest of what was asked is not granted; none when all of it is.</param>
    /// <param name="Seen">How many decisions on this request the caseworker saw; none when nobody looked.</param>
    public sealed record Entry(
        string RequestNumber, DateOnly? AppliedOn, string ProductCode, Quantity Volume, Frequency Frequency, Money Rate,
        Period Period, FundingForm FundingForm, string Reasons, RefusalGround? Ground = null, long? Seen = null)
    {
        /// <summary>Of a reablement route: what the volume in total is made of (<see cref="ReablementRoute"/>); none of other provisions.</summary>
        public IReadOnlyList<ReablementStep> Steps { get; init; } = [];

        internal ProvisionTerms Terms => new(ProductCode, Volume, Frequency, Rate, Period, FundingForm);
    }

    public sealed record Answer(string DecisionNumber, string BudgetNumber, Money Granted);

    public Task<Outcome<Answer>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once(actor, key, nameof(GrantProvision), entry, session => Run(session, actor, entry));

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
        if ((Applied.Objection(session.Today, decision.Request, entry.AppliedOn) ?? await Applied.Refused(session, decision.Request)
            ?? await ProvisionRules.Objection(session, decision.Request, entry.Terms, entry.Reasons)) is { } refusal)
        {
            return refusal;
        }

        if (entry.Steps.Count > 0 && !ReablementRoute.Fits(entry.Steps, entry.Terms))
        {
            return Refusal.StepsInvalid;
        }

        await Applied.Keep(session, decision.Request, entry.AppliedOn);
        var kind = entry.Ground is null ? DecisionKind.Grant : DecisionKind.PartlyGrant;
        var opened = await decision.Open(kind, entry.Ground?.Stored(), entry.Reasons, entry.Terms);
        if (opened.IsRefused)
        {
            return opened.Refusal!;
        }

        foreach (var (step, index) in entry.Steps.Select((step, index) => (step, index)))
        {
            await session.Execute(InsertStepSql, new { opened.Value.Number, Step = index + 1L, Weeks = (long)step.Weeks, Volume = step.WeeklyVolume.Hundredths });
        }

        await Trace.Write(session, actor, nameof(GrantProvision), decision.Number, decision.Request.ResidentId);
        return new Answer(decision.Number, opened.Value.Number, opened.Value.Granted);
    }

    // Beside the budget, which is sealed as it stands.
    private const string InsertStepSql = """
        INSERT INTO reablement_steps (budget_id, step, weeks, weekly_volume_hundredths)
        SELECT id, @Step, @Weeks, @Volume
        FROM budgets
        WHERE number = @Number
        """;
}
