namespace Budget.Core.Forecasts;

public enum CauseKind
{
    /// <summary>One helper cost more in one month than in the others, and by that most of the shortage comes.</summary>
    ExtraHelp,
    /// <summary>Somebody came to help as well; without this helper it would last.</summary>
    MoreHelpers,
    /// <summary>What was agreed is more than the budget, all together: what was claimed and what may still be claimed, as the bar reserves it (<see cref="BudgetForecast.StillAgreed"/>).</summary>
    AgreedTooMuch,
    /// <summary>A month costs more than the budget has for a month.</summary>
    Pace,
}

/// <summary>Why a budget does not last until its end. One cause is named, the first of these that explains it.</summary>
/// <param name="Name">Of the helper, of <see cref="CauseKind.ExtraHelp"/> and <see cref="CauseKind.MoreHelpers"/>; of <see cref="CauseKind.AgreedTooMuch"/> with whom most was agreed that there was no money for, and none of a single helper.</param>
/// <param name="Since">The first day of the month of the extra help, or the day on which the helper began.</param>
/// <param name="Amount">How much extra, or too much was agreed; of <see cref="CauseKind.Pace"/> what a month costs.</param>
public sealed record ForecastCause(CauseKind Kind, string? Name, DateOnly? Since, Money Amount)
{
    /// <summary>Extra is a fifth more than in the other months.</summary>
    private const decimal Extra = 1.2m;

    /// <returns>None when it lasts.</returns>
    public static ForecastCause? Of(Period period, Money granted, DateOnly today, IReadOnlyList<HelpOfBudget> help)
    {
        var forecast = BudgetForecast.Of(period, granted, today, help);
        return forecast.RunsOutOn is null ? null
            : ExtraMonth(period, granted, today, help, -forecast.Left) ?? LastToCome(period, granted, today, help) ?? TooMuch(period, granted, today, help)
                ?? new ForecastCause(CauseKind.Pace, Name: null, Since: null, PerMonth(forecast, today));
    }

    private static ForecastCause? ExtraMonth(Period period, Money granted, DateOnly today, IReadOnlyList<HelpOfBudget> help, Money shortage)
    {
        var highest = (from one in help
                       let months = one.Spent.Where(month => Period.MonthOf(month.Key).EndsOn < today && Part(one, month.Key) > 0).ToList()
                       where months.Count > 1
                       from month in months
                       let part = Part(one, month.Key)
                       let others = months.Where(other => other.Key != month.Key).ToList()
                       let usual = new Money((long)decimal.Round(others.Sum(other => (decimal)other.Value.Cents) / others.Sum(other => Part(one, other.Key)) * part, 0, MidpointRounding.AwayFromZero))
                       where month.Value.Cents > usual.Cents * Extra
                       orderby month.Value - usual descending, month.Key
                       select (Help: one, Month: month.Key, Usual: usual, More: month.Value - usual)).FirstOrDefault();
        if (highest.Help is null)
        {
            return null;
        }

        var without = BudgetForecast.Of(
            period, granted, today, [.. help.Select(one => one == highest.Help ? one with { Spent = one.Spent.ToDictionary(month => month.Key, month => month.Key == highest.Month ? highest.Usual : month.Value) } : one)]);
        return -without.Left.Cents * 2 <= shortage.Cents ? new ForecastCause(CauseKind.ExtraHelp, highest.Help.Name, highest.Month, highest.More) : null;
    }

    private static ForecastCause? LastToCome(Period period, Money granted, DateOnly today, IReadOnlyList<HelpOfBudget> help)
    {
        var last = help.MaxBy(one => one.Period.StartsOn)!;
        return help.Any(one => one.Period.StartsOn < last.Period.StartsOn) && BudgetForecast.Of(period, granted, today, [.. help.Where(one => one != last)]).RunsOutOn is null
            ? new ForecastCause(CauseKind.MoreHelpers, last.Name, last.Period.StartsOn, Money.Zero)
            : null;
    }

    private static ForecastCause? TooMuch(Period period, Money granted, DateOnly today, IReadOnlyList<HelpOfBudget> help)
    {
        // As on the day before anything was claimed: who claims more than was agreed for it is another cause.
        var agreed = BudgetForecast.Of(period, granted, period.StartsOn, [.. help.Select(one => one with { Spent = new Dictionary<DateOnly, Money>() })]);
        if (!agreed.Left.IsNegative)
        {
            return null;
        }

        // What there is no money for, agreement by agreement in the order in which they were made.
        var (left, most) = (granted, (Name: "", Above: Money.Zero));
        var above = Money.Zero;
        foreach (var one in help.OrderBy(one => one.Key, StringComparer.Ordinal))
        {
            left -= one.Spent.Values.Aggregate(BudgetForecast.StillAgreed(one, period, today), (sum, amount) => sum + amount);
            if (-left - above is { IsPositive: true } more && more > most.Above)
            {
                most = (one.Name, more);
            }

            above = left.IsNegative ? -left : Money.Zero;
        }

        return above.IsPositive ? new ForecastCause(CauseKind.AgreedTooMuch, help.Count > 1 ? most.Name : null, Since: null, above) : null;
    }

    /// <summary>The average of the whole months that are still to come, or of all when none is.</summary>
    private static Money PerMonth(BudgetForecast forecast, DateOnly today)
    {
        var whole = forecast.Months.Where(month => month.Days.IsWholeMonth).ToList();
        var toCome = whole.Where(month => month.Days.StartsOn > today).ToList();
        var months = toCome.Count > 0 ? toCome : whole;
        return months.Count == 0 ? forecast.Total : new Money(months.Sum(month => month.Total.Cents) / months.Count);
    }

    private static decimal Part(HelpOfBudget help, DateOnly month) => help.Period.Intersect(Period.MonthOf(month)) is { } days ? help.PartOf(days) : 0;
}
