namespace Budget.Core.Forecasts;

/// <summary>What is known of a budget when somebody looks ahead: its days, its grant, whose help it pays and what was claimed of it.</summary>
/// <param name="Days">On which it is there.</param>
/// <param name="Granted">What may be spent in all, as it stands now.</param>
/// <param name="Help">Whose help it pays: by care agreement of a PGB, by assignment of a PVB. Of nobody's help there is nothing to forecast; of what ended before it began there is none.</param>
/// <param name="OnItsWay">What helpers of a PGB claimed and nobody answered.</param>
public record KnownOfBudget(Period Days, Money Granted, DateOnly Today, IReadOnlyList<HelpOfBudget> Help, Money OnItsWay)
{
    /// <summary>What is spent of it, as the ledger says; what waits for an answer (<see cref="OnItsWay"/>) is no part of it.</summary>
    public Money Spent { get; init; }

    /// <summary>Which helpers are away today or will be, and whether their pay goes on.</summary>
    public IReadOnlyList<AwayHelper> Away { get; init; } = [];

    /// <summary>It is not over, and somebody helps or will.</summary>
    public bool HasForecast => Help.Count > 0 && Days.EndsOn >= Today && Granted.IsPositive;

    /// <summary>What was agreed with helpers until the end, and not claimed.</summary>
    public Money StillAgreed => Help.Aggregate(Money.Zero, (sum, one) => sum + BudgetForecast.StillAgreed(one, Days, Today));

    /// <summary>
    /// Whom the holder pays something on top, of own money: who helps today or, of what is still to come, on its first day; when none of them does, who helps in that month. The budget never pays that, and no sum of it is among public money.
    /// </summary>
    public IReadOnlyList<HelpOfBudget> PaidOnTop
    {
        get
        {
            var day = Days.StartsOn > Today ? Days.StartsOn : Today;
            List<HelpOfBudget> inMonth = [.. Help.Where(one => one.OnTopPerMonth.IsPositive && one.Period.Overlaps(Period.MonthOf(day)))];
            List<HelpOfBudget> onDay = inMonth.FindAll(one => one.Period.Covers(day));
            return Days.EndsOn < Today ? [] : onDay.Count > 0 ? onDay : inMonth;
        }
    }

    /// <summary>What <see cref="PaidOnTop"/> is together, in a month as it was agreed.</summary>
    public Money OnTopPerMonth => PaidOnTop.Aggregate(Money.Zero, (sum, one) => sum + one.OnTopPerMonth);

    public ForecastCause? Cause => ForecastCause.Of(Days, Granted, Today, Help);

    public BudgetForecast Forecast(params IReadOnlyList<WhatIf> changes) => BudgetForecast.Of(Days, Granted, Today, Help, changes);
}
