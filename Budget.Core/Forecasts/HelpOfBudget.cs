using Budget.Core.PersonHeld;

namespace Budget.Core.Forecasts;

/// <summary>Somebody whose help a budget pays, as far as a forecast wants to know.</summary>
/// <param name="Key">One of a kind within the budget: the number of the care agreement or assignment.</param>
/// <param name="Name">Whom people read.</param>
/// <param name="Period">The days on which it was agreed that this person helps, within the budget.</param>
/// <param name="PerMonth">What a whole month costs by what was agreed; of part of a month the part of its days.</param>
/// <param name="Rate">What one unit of it costs.</param>
/// <param name="Spent">What was claimed or declared and still stands, by the first day of the month of the help.</param>
public sealed record HelpOfBudget(string Key, string Name, Period Period, Money PerMonth, Money Rate, IReadOnlyDictionary<DateOnly, Money> Spent)
{
    /// <summary>The months of <see cref="Spent"/> of which not everything need be known: they were claimed line by line, and more lines may come.</summary>
    public IReadOnlySet<DateOnly> InParts { get; init; } = new HashSet<DateOnly>();

    /// <summary>What the holder pays on top of a month as it was agreed, of own money; no part of anything else here.</summary>
    public Money OnTopPerMonth { get; init; }

    /// <summary>Days of <see cref="Period"/> that cost nothing, because the helper is away, or stands in for somebody who is there.</summary>
    public IReadOnlyList<Period> Away { get; init; } = [];

    /// <summary>Of a care agreement how it is paid, as it is stored (<see cref="AgreementPay"/>); empty of a PVB.</summary>
    public string Pay { get; init; } = "";

    /// <summary>Of a care agreement the kind of helper, as it is stored (<see cref="HelperKind"/>); empty of a PVB.</summary>
    public string Kind { get; init; } = "";

    /// <summary>Of a care agreement at most so much a month.</summary>
    public Quantity MonthlyVolume { get; init; }

    /// <summary>Stands in for a helper who is away, and shares the maximum of a month with that one.</summary>
    public bool StandsIn { get; init; }

    /// <summary>On how many of these days there is help.</summary>
    /// <param name="days">Within <see cref="Period"/>.</param>
    public int Helped(Period days) => HelperAway.Worked(days, Away);

    /// <summary>In which part of a month there is help.</summary>
    /// <param name="days">Of one month.</param>
    public decimal PartOf(Period days) => Helped(days) / (decimal)Period.MonthOf(days.StartsOn).Days;
}

/// <summary>Something else than now, to see what would happen: on these days it costs so many times as much.</summary>
/// <param name="Key">Of whom; none for everybody.</param>
/// <param name="Factor">0 for days without help, 0.75 for an hour less out of four, 1.2 for a helper who asks a fifth more. Never less than nothing.</param>
public sealed record WhatIf(string? Key, Period Days, decimal Factor)
{
    private const decimal WeeksInMonth = 52 / 12m;

    /// <summary>How many units a week that is now.</summary>
    public static decimal UnitsAWeek(HelpOfBudget help, Money perMonth) => perMonth.Cents / (help.Rate.Cents * WeeksInMonth);

    /// <summary>So many units a week less than now, and never less than none.</summary>
    /// <param name="perMonth">What a month costs now.</param>
    public static WhatIf LessAWeek(HelpOfBudget help, Money perMonth, Quantity units, Period days) =>
        new(help.Key, days, perMonth.IsPositive ? Math.Max(0, 1 - (units.Value * help.Rate.Cents * WeeksInMonth / perMonth.Cents)) : 1);

    /// <summary>Somebody else, who asks another rate for the same help.</summary>
    public static WhatIf AnotherRate(HelpOfBudget help, Money rate, Period days) => new(help.Key, days, rate.Cents / (decimal)help.Rate.Cents);
}
