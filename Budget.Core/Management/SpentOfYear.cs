using Budget.Core.Funds;
using Budget.Core.Storage;

namespace Budget.Core.Management;

/// <summary>
/// What was spent on the budgets of one fund year (those that begin in it), by the month in which it counts: of the care, unless that month was closed before (decision 3). All of it together is what the fund says
/// was spent.
/// </summary>
/// <param name="Months">From January until the month of today; of a year that is over twelve.</param>
/// <param name="Later">What counts after those months, of budgets that go on.</param>
/// <param name="PutAside">In all; none as long as nobody said it of one of the categories (<see cref="FundOverview.Line"/>), for what was spent is of all of them.</param>
public sealed record SpentOfYear(IReadOnlyList<SpentOfYear.Month> Months, Money Later, Money? PutAside)
{
    /// <param name="Together">From January on.</param>
    /// <param name="Even">What would be spent by the end of this month if what was put aside were spent evenly over the year; none where <see cref="PutAside"/> is.</param>
    public sealed record Month(DateOnly StartsOn, Money Spent, Money Together, Money? Even);

    public Money Total => (Months.Count == 0 ? Money.Zero : Months[^1].Together) + Later;

    internal static async Task<SpentOfYear> In(Session session, string municipality, int year, Money? putAside)
    {
        var firstDays = FundYear.FirstDays(year);
        var days = await session.List<Day>(DaysSql, new { municipality, First = firstDays.StartsOn, Last = firstDays.EndsOn });
        return Of(days.Select(day => (day.EffectiveOn, day.Spent)), year, session.Today, putAside);
    }

    /// <param name="days">What was spent by the day on which it counts; less than nothing where more was taken back.</param>
    public static SpentOfYear Of(IEnumerable<(DateOnly Day, Money Spent)> days, int year, DateOnly today, Money? putAside)
    {
        var all = days.ToList();
        var (months, together) = (new List<Month>(), Money.Zero);
        for (var number = 1; number <= 12 && new DateOnly(year, number, 1) <= today; number++)
        {
            var month = Period.Month(year, number);
            var spent = all.Where(one => month.Covers(one.Day)).Aggregate(Money.Zero, (sum, one) => sum + one.Spent);
            together += spent;
            months.Add(new Month(month.StartsOn, spent, together, putAside is { } whole ? Even(whole, number) : null));
        }

        return new SpentOfYear(months, all.Aggregate(Money.Zero, (sum, one) => sum + one.Spent) - together, putAside);
    }

    /// <summary>Rounded of the whole and not added up from months, so that no month is more than half a cent off and the twelfth is all of it.</summary>
    private static Money Even(Money whole, int months) => new((long)decimal.Round(whole.Cents * (decimal)months / 12, 0, MidpointRounding.AwayFromZero));

    private sealed record Day(DateOnly EffectiveOn, Money Spent);

    // Nothing counts later than it was posted, so what counts in the year or after was posted in it or after: the end of postings_by_day, which holds all that is asked but whose it is. Postings first, for the budgets of a
    // town fit in memory and its postings do not.
    private const string DaysSql = """
        SELECT p.effective_on AS EffectiveOn,
               CAST(SUM(CASE WHEN p.to_account = 'payable' OR p.to_account = 'paid' THEN p.amount_cents ELSE -p.amount_cents END) AS BIGINT) AS Spent
        FROM postings p
        CROSS JOIN budgets b
        WHERE p.posted_on >= @First
          AND (p.to_account = 'payable' OR p.to_account = 'paid') <> (p.from_account = 'payable' OR p.from_account = 'paid')
          AND b.id = p.budget_id
          AND b.municipality_code = @municipality
          AND b.starts_on >= @First
          AND b.starts_on <= @Last
        GROUP BY p.effective_on
        """;
}
