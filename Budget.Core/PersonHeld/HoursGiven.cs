using Budget.Core.Audit;
using Budget.Core.Providers;
using Budget.Core.Storage;

namespace Budget.Core.PersonHeld;

/// <summary>
/// What a helper gave over all holders, by month: how much was entered and stands, how many hours a week that was, what was approved of it and what the SVB paid. A year of it; the newest month first. Only of agreements that were made in the
/// portal: of others nobody knows who the helper is. It is the helper's own work: no file of a holder is opened by it.
/// </summary>
public sealed class HoursGiven(Database database)
{
    /// <summary>This month, and so many before it.</summary>
    public const int MonthsBefore = 11;

    /// <param name="Volume">Entered and not turned down, in units of the agreement; none of an allowance, which is not for hours.</param>
    /// <param name="Approved">By the holder, or booked by itself; <paramref name="Paid"/> what the SVB paid of it.</param>
    public sealed record Row(string AgreementNumber, string ResidentName, string Unit, Quantity Volume, Money Approved, Money Paid)
    {
        /// <summary>None of what is not given by the clock.</summary>
        public decimal Hours => Unit switch { CareUnit.Hour => Volume.Value, CareUnit.Minute => Volume.Value / 60, _ => 0 };
    }

    /// <param name="Days">Of the month, those over which is counted.</param>
    public sealed record Month(DateOnly StartsOn, int Days, IReadOnlyList<Row> Rows)
    {
        public Quantity Hours => Rounded(Rows.Sum(row => row.Hours));

        /// <summary>On average, in the days over which is counted.</summary>
        public Quantity HoursAWeek => AWeek(Rows.Sum(row => row.Hours), Days);

        public Money Approved => Rows.Aggregate(Money.Zero, (sum, row) => sum + row.Approved);

        public Money Paid => Rows.Aggregate(Money.Zero, (sum, row) => sum + row.Paid);
    }

    /// <param name="Months">Only those in which there was something.</param>
    /// <param name="Counted">Over which is counted: from the first day with help until today, or until the last agreement or its budget ended. Days without help count too, so that more help is never less a week. None without help.</param>
    public sealed record Answer(IReadOnlyList<Month> Months, Period? Counted = null)
    {
        public Quantity Hours => Rounded(Months.Sum(month => month.Rows.Sum(row => row.Hours)));

        /// <summary>On average over all days that are counted.</summary>
        public Quantity HoursAWeek => Counted is { } counted ? AWeek(Months.Sum(month => month.Rows.Sum(row => row.Hours)), counted.Days) : default;
    }

    public Task<Answer> Of(Actor actor) => actor is not { Role: Role.Resident or Role.ProviderStaff, ActsFor: null } ? Task.FromResult(new Answer([])) : database.Read(async session =>
    {
        var given = await session.List<Given>(Sql, new { actor.UserId, actor.ClosedTo, Since = Period.MonthOf(session.Today).StartsOn.AddMonths(-MonthsBefore) });
        if (given.Count == 0)
        {
            return new Answer([]);
        }

        var (last, ends) = (given.Max(row => row.Day), given.Max(row => row.LastOn));
        var until = ends < session.Today ? ends : session.Today;
        var counted = new Period(given.Min(row => row.Day), until > last ? until : last);
        return new Answer(
        [
            .. given.GroupBy(row => Period.MonthOf(row.Day)).OrderByDescending(month => month.Key.StartsOn).Select(month => new Month(
                month.Key.StartsOn, month.Key.Intersect(counted)!.Value.Days,
                [
                    .. month.GroupBy(row => row.AgreementNumber).Select(one => new Row(
                        one.Key, one.First().ResidentName, one.First().Unit, new Quantity(one.Sum(row => row.Volume.Value)), one.Aggregate(Money.Zero, (sum, row) => sum + row.Approved), one.Aggregate(Money.Zero, (sum, row) => sum + row.Paid)))
                        .OrderBy(row => row.ResidentName, StringComparer.CurrentCulture).ThenBy(row => row.AgreementNumber, StringComparer.Ordinal),
                ])),
        ], counted);
    });

    /// <summary>Less than a week counts as a week: two hours today are not fourteen a week.</summary>
    private static Quantity AWeek(decimal hours, int days) => Rounded(hours * 7 / Math.Max(7, days));

    private static Quantity Rounded(decimal hours) => new(Math.Round(hours, 2, MidpointRounding.AwayFromZero));

    private sealed record Given(string AgreementNumber, string ResidentName, string Unit, DateOnly Day, DateOnly LastOn, Quantity Volume, Money Approved, Money Paid);

    private const string Agreements = """
        FROM agreement_helpers helper
            JOIN agreement_proposals drawn ON drawn.id = helper.proposal_id
            JOIN care_agreements agreement ON agreement.budget_id = drawn.budget_id AND agreement.proposal_id = drawn.id
            JOIN budgets file ON file.id = agreement.budget_id
            JOIN residents r ON r.id = file.resident_id
            JOIN products p ON p.municipality_code = file.municipality_code AND p.code = file.product_code
        """;

    private const string Mine = """
        helper.user_id = @UserId
              AND r.destroyed_at IS NULL
              AND (@ClosedTo = '' OR @ClosedTo NOT LIKE '%' || file.municipality_code || '%')
        """;

    // And what was booked without a line: a month that was forwarded, a fixed amount.
    private const string Sql = $"""
        SELECT known.number AS AgreementNumber, known.resident AS ResidentName, known.unit AS Unit, known.day AS Day, known.last_on AS LastOn, CAST(SUM(known.volume) AS BIGINT) AS Volume, CAST(SUM(known.approved) AS BIGINT) AS Approved,
               CAST(SUM(known.paid) AS BIGINT) AS Paid
        FROM (
            SELECT agreement.number AS number, r.name AS resident, p.unit AS unit, line.starts_on AS day, {AgreementEnd.OfBudget} AS last_on, COALESCE(c.volume_hundredths, line.volume_hundredths) AS volume, COALESCE(c.amount_cents, 0) AS approved,
                   CASE WHEN paid.claim_id IS NULL THEN 0 ELSE c.amount_cents END AS paid
            {Agreements}
            JOIN claim_lines line ON line.agreement_id = agreement.id
            {ClaimLineStanding.Joins}
            LEFT JOIN paid_claims paid ON paid.claim_id = c.id
            WHERE {Mine}
              AND line.starts_on >= @Since
              AND {ClaimLineStanding.Stands}
            UNION ALL
            SELECT agreement.number, r.name, p.unit, c.starts_on, {AgreementEnd.OfBudget}, CASE WHEN drawn.pay = 'allowance' THEN 0 ELSE c.volume_hundredths END, c.amount_cents, CASE WHEN paid.claim_id IS NULL THEN 0 ELSE c.amount_cents END
            {Agreements}
            JOIN claims c ON c.agreement_id = agreement.id
            LEFT JOIN paid_claims paid ON paid.claim_id = c.id
            WHERE {Mine}
              AND c.starts_on >= @Since
              AND NOT EXISTS (SELECT 1 FROM claim_line_answers said WHERE said.claim_id = c.id)
              AND NOT EXISTS (SELECT 1 FROM postings reversal WHERE reversal.budget_id = c.budget_id AND reversal.reverses_number = c.posting_number)
        ) known
        GROUP BY known.number, known.resident, known.unit, known.day, known.last_on
        ORDER BY known.day DESC, known.number
        """;
}
