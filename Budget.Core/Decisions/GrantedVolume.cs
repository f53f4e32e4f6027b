namespace Budget.Core.Decisions;

/// <summary>How often the granted volume comes: each week, each month, or once for the whole period (iWmo frequencies 2, 4 and 6).</summary>
public enum Frequency { Week, Month, Total }

/// <summary>
/// How much a grant comes to over its period. Per week: the ISO weeks touched × the weekly volume; per month: the calendar months
/// touched × the monthly volume, whole months without pro rata (domain handbook, section 4, worked volumes).
/// </summary>
public static class GrantedVolume
{
    public static Quantity Over(Period period, Quantity volume, Frequency frequency) => frequency switch
    {
        Frequency.Week => volume * period.WeeksTouched(),
        Frequency.Month => volume * period.Months().Count(),
        _ => volume,
    };

    public static Money Amount(Period period, Quantity volume, Frequency frequency, Money rate) =>
        Money.Of(rate, Over(period, volume, frequency));
}
