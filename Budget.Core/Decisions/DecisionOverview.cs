using Budget.Core.Audit;
using Budget.Core.Residents;
using Budget.Core.Secrecy;
using Budget.Core.Storage;

namespace Budget.Core.Decisions;

/// <summary>One decision, whole: what it does, why, what it costs, until when one can object and what came of that. For the resident and for staff;
/// for an auditor only when something was declared or claimed on the budget that it opened, for that is what a payment rests on (docs/decisions/0040-the-auditors-sample.md).</summary>
public sealed class DecisionOverview(Database database)
{
    /// <param name="MunicipalityPhone">On the day of the decision, as its letter has it.</param>
    /// <param name="Colour">"#rrggbb" on that day; empty for ours.</param>
    /// <param name="Logo">A PNG in base64 on that day; empty for none.</param>
    /// <param name="Kind">As stored; a decision from before there were kinds is a grant.</param>
    /// <param name="WithdrawsToo">Whether a recovery also withdraws, because the budget was over before the wrong data were found.</param>
    public sealed record Decision(
        DecisionId Id, string Number, string RequestNumber, string MunicipalityCode, string MunicipalityName, string MunicipalityPhone, string MunicipalityEmail,
        ResidentId ResidentId, string ResidentName, DateOnly? ResidentBornOn, string DecidedByName, DateOnly DecidedOn, DateOnly ObjectBy, string Reasons,
        string Kind, string? Ground, Money? Receivable, DateOnly? PayBy, string LetterSender, string LetterClosingNl, string LetterClosingEn, string MunicipalityAddress,
        string Colour, string Logo, long WithdrawsToo = 0);

    /// <summary>What it opens, or what it follows, ends or recovers from.</summary>
    /// <param name="LastDay">As granted, or by the decision that ended it.</param>
    public sealed record Budget(
        string Number, string ProductNl, string ProductEn, string Category, string Unit, string FundingForm, Quantity Volume, string Frequency, Money Rate,
        DateOnly StartsOn, DateOnly EndsOn, DateOnly LastDay, Money Granted)
    {
        /// <summary>Of a reablement route; none of other provisions.</summary>
        public IReadOnlyList<ReablementStep> Steps { get; init; } = [];

        public bool IsPersonHeld => FundingForm == "personheld";
        public Quantity Total => GrantedVolume.Over(new Period(StartsOn, EndsOn), Volume, Ledger.StoredNames.Parse<Frequency>(Frequency));
    }

    /// <param name="DecideBy">The last day on which the municipality decides on it.</param>
    /// <param name="Outcome">"founded", "partly" or "unfounded"; none as long as it is open.</param>
    public sealed record Objection(
        string Id, string Number, string ObjectedByName, DateOnly ObjectedOn, string Words, string LateReason, DateOnly DecideBy, DateTimeOffset? DecidedAt, string? DecidedByName,
        string? Outcome, string Answer)
    {
        public DateOnly? DecidedOn => DecidedAt is { } at ? AmsterdamDay.Of(at) : null;

        /// <summary>The last day on which one can go to court (Awb 6:7).</summary>
        public DateOnly? AppealBy => DecidedOn is { } day ? SupportRequests.LegalTerm.ObjectBy(day) : null;
    }

    /// <param name="Opened">The budget that it opens; none of a refusal, a withdrawal or a recovery.</param>
    /// <param name="Earlier">The budget that it follows, ends or recovers from; none of others.</param>
    /// <param name="Contribution">None of a decision that opens no budget.</param>
    /// <param name="Terms">Of the municipality.</param>
    public sealed record Answer(Decision Decision, Budget? Opened, Budget? Earlier, OwnContribution? Contribution, Objection? Objection, DecisionTerms Terms, DateOnly Today)
    {
        /// <summary>The last day for deciding on an objection that is made today.</summary>
        public DateOnly DecideObjectionBy => SupportRequests.LegalTerm.DecideObjectionBy(Decision.ObjectBy, Today, Terms.ObjectionWeeks);

        public bool IsInTime => Today <= Decision.ObjectBy;
    }

    public Task<Answer?> Of(Actor actor, string number) => database.Look(actor, nameof(DecisionOverview), number, async session =>
    {
        if (await session.FirstOrNone<Decision>(DecisionSql, Access.Of(actor, session, number)) is not { } decision)
        {
            return null;
        }

        var words = await ResidentKey.Of(session, decision.ResidentId);
        var opened = await session.FirstOrNone<Budget>(OpenedSql, new { decision.Id }) is not { } budget ? null
            : budget with { Steps = [.. (await session.List<StepRow>(StepsSql, new { decision.Id })).Select(step => new ReablementStep((int)step.Weeks, step.WeeklyVolume))] };
        var earlier = await session.FirstOrNone<Budget>(EarlierSql, new { decision.Id });
        var objection = await session.FirstOrNone<Objection>(ObjectionSql, new { decision.Id });
        return new Answer(
            decision with { Reasons = words.Show(HiddenColumn.Reasons, $"{decision.Id.Value:D}", decision.Reasons) }, opened, earlier,
            opened is null ? null : OwnContribution.On(opened.StartsOn > decision.DecidedOn ? opened.StartsOn : decision.DecidedOn, opened.Category, decision.ResidentBornOn),
            objection is null ? null : Shown(words, objection), await DecisionTerms.Of(session, decision.MunicipalityCode), session.Today);
    }, answer => answer.Decision.ResidentId);

    internal static Objection Shown(TextKey words, Objection hidden) => hidden with
    {
        Words = words.Show(HiddenColumn.ObjectionWords, hidden.Id, hidden.Words),
        LateReason = words.Show(HiddenColumn.ObjectionLateReason, hidden.Id, hidden.LateReason),
        Answer = words.Show(HiddenColumn.ObjectionAnswer, hidden.Id, hidden.Answer),
    };

    private const string DecisionSql = $"""
        SELECT file.id AS Id, file.number AS Number, request.number AS RequestNumber, file.municipality_code AS MunicipalityCode, m.name AS MunicipalityName,
               profile.phone AS MunicipalityPhone, profile.email AS MunicipalityEmail, r.id AS ResidentId, r.name AS ResidentName, r.born_on AS ResidentBornOn,
               u.name AS DecidedByName, file.decided_on AS DecidedOn, file.object_by AS ObjectBy, file.reasons AS Reasons,
               COALESCE(k.kind, 'grant') AS Kind, k.ground AS Ground, k.receivable_cents AS Receivable, k.pay_by AS PayBy,
               profile.letter_sender AS LetterSender, profile.letter_closing_nl AS LetterClosingNl, profile.letter_closing_en AS LetterClosingEn, profile.address AS MunicipalityAddress,
               profile.colour AS Colour, profile.logo AS Logo,
               CAST(CASE WHEN k.kind = 'recovery' AND NOT EXISTS (
                   SELECT 1 FROM decision_kinds ending WHERE ending.earlier_budget_id = k.earlier_budget_id AND ending.ended_on IS NOT NULL AND ending.ground = 'a') THEN 1 ELSE 0 END AS BIGINT) AS WithdrawsToo
        FROM decisions file
        JOIN support_requests request ON request.id = file.request_id
        JOIN municipalities m ON m.code = file.municipality_code
        JOIN municipality_profiles profile ON profile.municipality_code = file.municipality_code
            AND profile.number = (
                SELECT MAX(known.number)
                FROM municipality_profiles known
                WHERE known.municipality_code = file.municipality_code
                  AND (known.set_at <= file.decided_at OR known.number = 1))
        JOIN residents r ON r.id = file.resident_id
        JOIN users u ON u.id = file.decided_by
        LEFT JOIN decision_kinds k ON k.decision_id = file.id
        WHERE file.number = @Subject
          AND r.destroyed_at IS NULL
          AND {Access.ToOne}
          AND (@Role <> 'auditor' OR EXISTS (
              SELECT 1
              FROM budgets opened
              JOIN postings line ON line.budget_id = opened.id
                  AND line.kind IN ('invoice', 'claim')
              WHERE opened.decision_id = file.id))
        """;

    private const string BudgetSql = $"""
        SELECT b.number AS Number, p.name_nl AS ProductNl, p.name_en AS ProductEn, p.category AS Category, p.unit AS Unit, b.funding_form AS FundingForm,
               b.volume_hundredths AS Volume, b.frequency AS Frequency, b.rate_cents AS Rate, b.starts_on AS StartsOn, b.ends_on AS EndsOn,
               {Budgets.LastDay.Sql} AS LastDay, grant_posting.amount_cents AS Granted
        FROM budgets b
        JOIN products p ON p.municipality_code = b.municipality_code AND p.code = b.product_code
        JOIN postings grant_posting ON grant_posting.budget_id = b.id AND grant_posting.number = 1
        """;

    private const string OpenedSql = $"""
        {BudgetSql}
        WHERE b.decision_id = @Id
        """;

    private sealed record StepRow(long Weeks, Quantity WeeklyVolume);

    private const string StepsSql = """
        SELECT route.weeks AS Weeks, route.weekly_volume_hundredths AS WeeklyVolume
        FROM budgets b
        JOIN reablement_steps route ON route.budget_id = b.id
        WHERE b.decision_id = @Id
        ORDER BY route.step
        """;

    private const string EarlierSql = $"""
        {BudgetSql}
        WHERE b.id = (SELECT earlier_budget_id FROM decision_kinds WHERE decision_id = @Id)
        """;

    internal const string ObjectionSql = """
        SELECT o.id AS Id, o.number AS Number, u.name AS ObjectedByName, o.objected_on AS ObjectedOn, o.words AS Words, o.late_reason AS LateReason,
               o.decide_by AS DecideBy, o.decided_at AS DecidedAt, decider.name AS DecidedByName, o.outcome AS Outcome, o.answer AS Answer
        FROM objections o
        JOIN users u ON u.id = o.objected_by
        LEFT JOIN users decider ON decider.id = o.decided_by
        WHERE o.decision_id = @Id
        """;
}
