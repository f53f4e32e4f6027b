using Budget.Core.Audit;
using Budget.Core.Budgets;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.PersonHeld;

/// <summary>The care agreements of the budgets a user may see, with the months that were forwarded and what is left in the budget.</summary>
public sealed class CareAgreements(Database database)
{
    /// <param name="Waiting">How many lines of the helper wait for the holder.</param>
    /// <param name="StandsInFor">Of somebody who stands in: the name of the helper who is away.</param>
    /// <param name="OwnPart">What the holder pays on top for each unit, of own money.</param>
    public sealed record Agreement(
        AgreementId Id, string Number, string BudgetNumber, ResidentId ResidentId, string ResidentName, string HelperName, string HelperKind,
        string ProductNl, string ProductEn, string Unit, Money Rate, Quantity MonthlyVolume, DateOnly StartsOn, DateOnly EndsOn, string Pay, long DrawnUp, long Waiting, string? StandsInFor, Money Available, Money OwnPart)
    {
        /// <summary>Until it really ends; of what ended before it began the first day.</summary>
        public Period Period => new(StartsOn, EndsOn < StartsOn ? StartsOn : EndsOn);

        /// <summary>Made in the portal, so that its text can be read.</summary>
        public bool WasDrawnUp => DrawnUp == 1;

        /// <summary>Its months book themselves.</summary>
        public bool IsFixed => Pay != "hours";
    }

    public sealed record Claim(string AgreementNumber, DateOnly StartsOn, Quantity Volume, Money Amount, DateOnly SubmittedOn, string SubmittedByName, long Reversals, long Paid)
    {
        /// <summary>The SVB said so.</summary>
        public bool IsPaid => Paid == 1;

        public bool IsReversed => Reversals > 0;
    }

    /// <summary>Of an agreement whose helper is away today or will be.</summary>
    public sealed record Away(string AgreementNumber, DateOnly StartsOn, DateOnly? LastOn);

    /// <param name="StartsOn">Its first day.</param>
    public sealed record Month(string AgreementNumber, DateOnly StartsOn);

    public sealed record Answer(IReadOnlyList<Agreement> Agreements, IReadOnlyList<Claim> Claims, IReadOnlyList<Away> Absences)
    {
        /// <summary>Of which help was claimed and stands, or waits for the holder: on that month nothing is booked as a whole any more.</summary>
        public IReadOnlyList<Month> MonthsClaimed { get; init; } = [];

        /// <summary>What of the months of this agreement is over, and can still be forwarded as a whole; newest first.</summary>
        public IReadOnlyList<Period> OpenMonths(Agreement agreement, DateOnly today)
        {
            var claimed = MonthsClaimed.Where(month => month.AgreementNumber == agreement.Number).Select(month => month.StartsOn).ToHashSet();
            return agreement.IsFixed ? [] : [.. agreement.Period.Months().Where(month => month.EndsOn < today && !claimed.Contains(Period.MonthOf(month.StartsOn).StartsOn)).Reverse()];
        }

        /// <summary>The first of these days; none of a helper who is there.</summary>
        public Away? AwayOf(Agreement agreement) => Absences.FirstOrDefault(away => away.AgreementNumber == agreement.Number);
    }

    /// <summary>Of one PGB.</summary>
    public sealed record OneBudget(PersonalBudget Budget, IReadOnlyList<Agreement> Agreements, IReadOnlyList<Claim> Claims);

    /// <summary>The same of one PGB, for a caseworker of its municipality; none of any other budget.</summary>
    public Task<OneBudget?> OfBudget(Actor actor, string number) => database.Look(actor, nameof(CareAgreements), number, async session =>
        actor.Role == Role.Caseworker && await BudgetQuery.Find(session, actor, number) is { IsPersonHeld: true } budget
            ? new OneBudget(budget, await session.List<Agreement>(OfBudgetSql, Access.Of(actor, session, number)), await session.List<Claim>(ClaimsOfBudgetSql, Access.Of(actor, session, number)))
            : null, answer => answer.Budget.ResidentId);

    public Task<Answer> Of(Actor actor) => database.LookThrough(actor, nameof(CareAgreements), async session => new Answer(
        await session.List<Agreement>(AgreementsSql, Access.Of(actor, session)),
        await session.List<Claim>(ClaimsSql, Access.Of(actor, session)),
        await session.List<Away>(AwaySql, Access.Of(actor, session)))
    {
        MonthsClaimed = await session.List<Month>(MonthsSql, Access.Of(actor, session)),
    }, OthersSql);

    internal static Task<Agreement?> Find(Session session, Actor actor, string number) =>
        session.FirstOrNone<Agreement>(AgreementByNumberSql, Access.Of(actor, session, number));

    private const string OthersSql = $"""
        SELECT DISTINCT file.resident_id
        FROM budgets file
        JOIN care_agreements agreement ON agreement.budget_id = file.id
        WHERE file.resident_id IN ({Access.Others})
        """;

    private const string Before = """
        SELECT agreement.id AS Id, agreement.number AS Number, file.number AS BudgetNumber, r.id AS ResidentId, r.name AS ResidentName,
               agreement.helper_name AS HelperName, agreement.helper_kind AS HelperKind, p.name_nl AS ProductNl, p.name_en AS ProductEn,
               p.unit AS Unit, agreement.rate_cents AS Rate, agreement.monthly_volume_hundredths AS MonthlyVolume,
               agreement.starts_on AS StartsOn,
        """;

    private const string Behind = """
         AS EndsOn,
               COALESCE((SELECT drawn.pay FROM agreement_proposals drawn WHERE drawn.id = agreement.proposal_id), 'hours') AS Pay,
               CASE WHEN COALESCE((SELECT drawn.identifier_hash FROM agreement_proposals drawn WHERE drawn.id = agreement.proposal_id), '') = '' THEN CAST(0 AS BIGINT) ELSE CAST(1 AS BIGINT) END AS DrawnUp,
               (SELECT CAST(COALESCE(SUM(claimed.waiting_lines), 0) AS BIGINT)
                FROM claimed_months claimed
                WHERE claimed.agreement_id = agreement.id) AS Waiting,
               (SELECT stood_in.helper_name
                FROM stand_ins standing
                JOIN care_agreements stood_in ON stood_in.id = standing.agreement_id
                WHERE standing.proposal_id = agreement.proposal_id) AS StandsInFor,
               (SELECT last.available_cents
                FROM postings last
                WHERE last.budget_id = file.id
                ORDER BY last.number DESC
                LIMIT 1) AS Available,
               COALESCE((SELECT drawn.own_part_cents FROM agreement_proposals drawn WHERE drawn.id = agreement.proposal_id), 0) AS OwnPart
        FROM care_agreements agreement
        JOIN budgets file ON file.id = agreement.budget_id
        JOIN residents r ON r.id = file.resident_id
        JOIN products p ON p.municipality_code = file.municipality_code AND p.code = file.product_code
        """;

    private const string AgreementSql = $"{Before} {AgreementEnd.Of} {Behind}";

    /// <summary>The same as somebody reads it: of what lies behind the end of the budget nothing is paid.</summary>
    private const string ShownSql = $"{Before} {AgreementEnd.OfBudget} {Behind}";

    private const string AgreementsSql = $"""
        {ShownSql}
        WHERE {Access.ToFile}
        ORDER BY EndsOn DESC, agreement.number
        LIMIT 200
        """;

    private const string OfBudgetSql = $"""
        {ShownSql}
        WHERE file.number = @Subject
          AND {Access.ToOne}
        ORDER BY EndsOn DESC, agreement.number
        LIMIT 200
        """;

    private const string AgreementByNumberSql = $"""
        {AgreementSql}
        WHERE agreement.number = @Subject
          AND {Access.ToOne}
        """;

    private const string ClaimSql = """
        SELECT agreement.number AS AgreementNumber, c.starts_on AS StartsOn, c.volume_hundredths AS Volume, c.amount_cents AS Amount,
               c.submitted_on AS SubmittedOn, u.name AS SubmittedByName,
               (SELECT COUNT(*)
                FROM postings reversal
                WHERE reversal.budget_id = c.budget_id
                  AND reversal.reverses_number = c.posting_number) AS Reversals,
               CASE WHEN EXISTS (SELECT 1 FROM paid_claims paid WHERE paid.claim_id = c.id) THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END AS Paid
        FROM claims c
        JOIN care_agreements agreement ON agreement.id = c.agreement_id
        JOIN budgets file ON file.id = agreement.budget_id
        JOIN users u ON u.id = c.submitted_by
        """;

    private const string ClaimsSql = $"""
        {ClaimSql}
        WHERE {Access.ToFile}
        ORDER BY c.starts_on DESC, c.submitted_at DESC
        LIMIT 200
        """;

    private const string ClaimsOfBudgetSql = $"""
        {ClaimSql}
        WHERE file.number = @Subject
          AND {Access.ToOne}
        ORDER BY c.starts_on DESC, c.submitted_at DESC
        LIMIT 200
        """;

    // Also of what was forwarded long ago.
    private const string MonthsSql = $"""
        SELECT agreement.number AS AgreementNumber, claimed.month AS StartsOn
        FROM budgets file
        JOIN care_agreements agreement ON agreement.budget_id = file.id
        JOIN claimed_months claimed ON claimed.agreement_id = agreement.id
        WHERE {Access.ToFile}
          AND (claimed.booked_cents > 0 OR claimed.waiting_lines > 0)
        """;

    // All at once, and not helper by helper.
    private const string AwaySql = $"""
        SELECT mine.number AS AgreementNumber, away.starts_on AS StartsOn, COALESCE(back.last_on, away.ends_on) AS LastOn
        FROM budgets file
        JOIN care_agreements mine ON mine.budget_id = file.id
        {HelperAway.SameHelperJoins}
        {HelperAway.Joins}
        WHERE {Access.ToFile}
          AND {HelperAway.SameHelper}
          AND {HelperAway.Stands}
          AND COALESCE(back.last_on, away.ends_on, @Today) >= @Today
        ORDER BY away.starts_on, mine.number
        LIMIT 200
        """;
}
