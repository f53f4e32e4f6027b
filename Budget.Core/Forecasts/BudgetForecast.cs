using Budget.Core.Ledger;
using Budget.Core.PersonHeld;

namespace Budget.Core.Forecasts;

/// <summary>How sure a forecast is: it says so in words.</summary>
public enum Sureness
{
    /// <summary>Nothing was claimed of a whole month yet: it rests on what was agreed.</summary>
    Agreed,
    /// <summary>It rests on one month or two.</summary>
    Few,
    /// <summary>It rests on months that differ more than a tenth.</summary>
    Varied,
    /// <summary>It rests on three months that were nearly the same.</summary>
    Steady,
}

/// <summary>
/// Whether a budget lasts until its last day, by what was spent and at the pace of late. A pure function of what is known: it asks and writes nothing.
/// <para>
/// What was claimed of a month that is over counts as it is. A month that was not claimed, or line by line, and may still be, and the months to come count at the pace of that helper: the average of the last three months that are
/// known, by the part of each month in which this person helped; as long as there is none, what was agreed. A month of which nothing came when its terms were over (<see cref="ClaimableDays"/>) is known: nothing.
/// The month of today is not over, and costs no less than what was claimed of it. Within a month help is spread evenly over its days.
/// </para>
/// </summary>
public sealed class BudgetForecast
{
    /// <summary>A helper claims within six weeks after the month, and the holder forwards that within four (Uitvoeringsregeling Wmo 2015): what comes later, comes seldom.</summary>
    public const int ClaimableDays = 70;

    /// <summary>So many months that are known make a pace.</summary>
    private const int PaceMonths = 3;

    /// <param name="Spent">What is known of it; a part of <paramref name="Total"/>.</param>
    /// <param name="Total">With what is expected.</param>
    /// <param name="Even">What would last exactly until the end: the part of the grant that falls to its days.</param>
    public sealed record Month(Period Days, Money Spent, Money Total, Money Even);

    private readonly List<Pace> paces;

    private BudgetForecast(Period period, Money granted, DateOnly today, List<Pace> paces)
    {
        (Period, Granted, this.paces) = (period, granted, paces);
        Months = [.. period.Months().Select((days, at) => new Month(days, Sum(paces, pace => pace.Spent[at]), Sum(paces, pace => pace.Total[at]), EvenOf(days)))];
        Total = Sum(Months, month => month.Total);
        RunsOutOn = Total > granted ? FirstDayAbove(granted) : null;
        IsOutNow = RunsOutOn <= today;
    }

    public Period Period { get; }

    public Money Granted { get; }

    /// <summary>What the whole period costs.</summary>
    public Money Total { get; }

    /// <summary>What is left at the end; less than nothing is short.</summary>
    public Money Left => Granted - Total;

    /// <summary>The first day whose help cannot be paid in full; none when it lasts.</summary>
    public DateOnly? RunsOutOn { get; }

    /// <summary>That day is here or past: of a month that was not claimed yet the help is counted already. No such day is named to people, who read it as a day to come.</summary>
    public bool IsOutNow { get; }

    /// <summary>How many weeks before the end that is, rounded.</summary>
    public int WeeksEarly => RunsOutOn is { } day ? (int)Math.Round((Period.EndsOn.DayNumber - day.DayNumber + 1) / 7m, MidpointRounding.AwayFromZero) : 0;

    public IReadOnlyList<Month> Months { get; }

    public Sureness Sureness => paces.TrueForAll(pace => pace.Sureness == Sureness.Agreed) ? Sureness.Agreed : paces.Exists(pace => pace.Sureness == Sureness.Varied) ? Sureness.Varied
        : paces.Exists(pace => pace.Sureness != Sureness.Steady) ? Sureness.Few
        : Sureness.Steady;

    /// <summary>What a whole month of this helper costs at the pace of late.</summary>
    public Money PerMonthOf(string key) => paces.Find(pace => pace.Help.Key == key)?.PerMonth ?? Money.Zero;

    /// <param name="granted">What may be spent in all.</param>
    /// <param name="today">What is claimed of later days is not known yet.</param>
    public static BudgetForecast Of(Period period, Money granted, DateOnly today, IReadOnlyList<HelpOfBudget> help, params IReadOnlyList<WhatIf> changes) =>
        new(period, granted, today, [.. help.Select(one => Pace.Of(one, period, today, changes))]);

    /// <summary>What was agreed with this helper and may still be claimed: of each month that is not known the most that may be claimed of it by the agreement, less what was claimed of it.</summary>
    public static Money StillAgreed(HelpOfBudget help, Period period, DateOnly today) => Sum(StillAgreedByMonth(help, period, today), month => month.Amount);

    /// <summary>As above, by the first day of each month in which something may still be claimed.</summary>
    public static IEnumerable<(DateOnly Month, Money Amount)> StillAgreedByMonth(HelpOfBudget help, Period period, DateOnly today) =>
        from part in period.Months()
        where !Pace.IsKnown(help, part, today)
        let days = help.Period.Intersect(part)
        where days is not null
        let month = Period.MonthOf(part.StartsOn)
        let left = MostOf(help, days.Value, month) - help.Spent.GetValueOrDefault(month.StartsOn)
        where left.IsPositive
        select (month.StartsOn, left);

    /// <summary>Of a care agreement what may be claimed (<see cref="AgreementTerms.MostOfMonth"/>); of somebody who stands in, and shares that with the helper, the part of its days.</summary>
    private static Money MostOf(HelpOfBudget help, Period days, Period month) => help.Pay.Length == 0 || help.StandsIn
        ? Part(help.PerMonth, help.Helped(days), month.Days)
        : Money.Of(help.Rate, AgreementTerms.MostOfMonth(help.Pay != AgreementPay.Hours.Stored(), help.MonthlyVolume, help.Helped(days), month.Days));

    private static Money Sum<T>(IEnumerable<T> many, Func<T, Money> amount) => many.Aggregate(Money.Zero, (sum, one) => sum + amount(one));

    /// <summary>The parts of all months are the grant, whatever the number of days: each is the difference of two roundings.</summary>
    private Money EvenOf(Period days) => UpTo(days.EndsOn) - UpTo(days.StartsOn.AddDays(-1));

    private Money UpTo(DateOnly day) => Part(Granted, day.DayNumber - Period.StartsOn.DayNumber + 1, Period.Days);

    private static Money Part(Money amount, decimal part, decimal whole) => new((long)decimal.Round(amount.Cents * part / whole, 0, MidpointRounding.AwayFromZero));

    private DateOnly FirstDayAbove(Money limit)
    {
        var before = Money.Zero;
        var at = 0;
        for (; before + Months[at].Total <= limit; at++)
        {
            before += Months[at].Total;
        }

        var days = Months[at].Days;
        var spent = (decimal)before.Cents;
        for (var day = days.StartsOn; day < days.EndsOn; day = day.AddDays(1))
        {
            spent += paces.Sum(pace => pace.OnDay(at, day));
            // A hundredth of a cent is no help that cannot be paid: thirds do not add up to one.
            if (spent > limit.Cents + 0.01m)
            {
                return day;
            }
        }

        return days.EndsOn;
    }

    /// <summary>Of one helper: what each month of the budget costs, known or expected.</summary>
    private sealed record Pace(HelpOfBudget Help, Money PerMonth, IReadOnlyList<Money> Spent, IReadOnlyList<Money> Total, IReadOnlyList<Period?> Days, Sureness Sureness)
    {
        public static Pace Of(HelpOfBudget help, Period period, DateOnly today, IReadOnlyList<WhatIf> changes)
        {
            var months = period.Months().ToList();
            var days = months.ConvertAll(month => help.Period.Intersect(month));
            var spent = months.ConvertAll(month => help.Spent.GetValueOrDefault(Period.MonthOf(month.StartsOn).StartsOn));
            var known = months.Select((month, at) => IsKnown(help, month, today) ? spent[at] : (Money?)null).ToList();
            // By the part of the month in which there was help: half a month of half the amount is the same pace.
            var measured = months.Select((_, at) => (Amount: known[at], Part: days[at] is { } some ? help.PartOf(some) : 0)).Where(month => month is { Amount: not null, Part: > 0 }).TakeLast(PaceMonths).ToList();
            var perMonth = measured.Count == 0 ? help.PerMonth.Cents : measured.Sum(month => (decimal)month.Amount!.Value.Cents) / measured.Sum(month => month.Part);
            var total = months.Select((_, at) => known[at] ?? Larger(spent[at], days[at] is { } some ? Rounded(perMonth * WeighedPartOf(some, help, changes)) : Money.Zero)).ToList();
            return new Pace(help, Rounded(perMonth), spent, total, days, SurenessOf([.. measured.Select(month => month.Amount!.Value.Cents / month.Part)]));
        }

        /// <summary>What falls on a day of a month, in cents; what has no days of its own falls on its last.</summary>
        public decimal OnDay(int month, DateOnly day) =>
            Days[month] is { } days && days.Covers(day) && !IsAway(Help, day) ? (decimal)Total[month].Cents / Help.Helped(days) : 0;

        /// <summary>It is over, and was claimed whole, or cannot well be claimed any more.</summary>
        public static bool IsKnown(HelpOfBudget help, Period month, DateOnly today) =>
            Period.MonthOf(month.StartsOn) is var whole && whole.EndsOn < today
            && ((help.Spent.GetValueOrDefault(whole.StartsOn) != Money.Zero && !help.InParts.Contains(whole.StartsOn)) || whole.EndsOn.AddDays(ClaimableDays) < today);

        private static Money Larger(Money left, Money right) => left > right ? left : right;

        private static bool IsAway(HelpOfBudget help, DateOnly day) => help.Away.Any(away => away.Covers(day));

        private static decimal WeighedPartOf(Period days, HelpOfBudget help, IReadOnlyList<WhatIf> changes)
        {
            var mine = changes.Where(change => change.Key is null || change.Key == help.Key).ToList();
            if (mine.Count == 0)
            {
                return help.PartOf(days);
            }

            var weight = 0m;
            for (var day = days.StartsOn; day <= days.EndsOn; day = day.AddDays(1))
            {
                weight += IsAway(help, day) ? 0 : mine.Where(change => change.Days.Covers(day)).Aggregate(1m, (factor, change) => factor * Math.Max(0, change.Factor));
            }

            return weight / Period.MonthOf(days.StartsOn).Days;
        }

        private static Money Rounded(decimal cents) => new((long)decimal.Round(cents, 0, MidpointRounding.AwayFromZero));

        private static Sureness SurenessOf(IReadOnlyList<decimal> months) =>
            months.Count == 0 ? Sureness.Agreed
            : months.Count < PaceMonths ? Sureness.Few
            : months.Max() > months.Min() * 1.1m ? Sureness.Varied
            : Sureness.Steady;
    }
}
