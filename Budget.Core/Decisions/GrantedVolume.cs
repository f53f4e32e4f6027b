using Budget.Core.Providers;

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

    /// <summary>Of some days of it; of a volume for the whole period the part of those days, a hundredth up.</summary>
    public static Quantity OfDays(Period days, Period whole, Quantity volume, Frequency frequency) => frequency == Frequency.Total
        ? Quantity.FromHundredths((volume.Hundredths * days.Days + whole.Days - 1) / whole.Days)
        : Over(days, volume, frequency);

    /// <summary>The most of it that there can be in one month: of a weekly volume five weeks, of a volume for the whole period all of it.</summary>
    public static Quantity InAMonth(Quantity volume, Frequency frequency) => frequency == Frequency.Week ? volume * 5 : volume;

    /// <summary>More support than there are hours, days or minutes in the time it is for cannot be meant.</summary>
    public static bool Fits(string unit, Quantity volume, Frequency frequency, Period period)
    {
        var days = frequency switch { Frequency.Week => 7, Frequency.Month => 31, _ => period.Days };
        var mostPerDay = unit switch { CareUnit.Minute => 24 * 60, CareUnit.Hour => 24, CareUnit.Day => 1, CareUnit.DayPart => 6, CareUnit.Euro => 10_000, _ => 100 };
        return volume.Value <= days * mostPerDay;
    }

    public static Money Amount(Period period, Quantity volume, Frequency frequency, Money rate) =>
        Money.Of(rate, Over(period, volume, frequency));
}
