using Budget.Core.Decisions;
using Budget.Core.Providers;

namespace Budget.Core.Invoices;

/// <summary>
/// How much may be declared on an assignment: in one product period (9321) and in sum (9322), by Standaard Administratieprotocol 3.2.b (domain handbook, section 4, worked volumes). Of effort that
/// comes each week the ISO weeks count that are touched, whole; household help may take up to six weekly volumes a month, and no more in sum. Of output that comes each week the Sundays count, and one
/// more in the period of the last of them when the assignment does not end on a Sunday. A month counts whole, without pro rata. What was granted in total has no limit for a period.
/// </summary>
/// <param name="Volume">As granted, each week, each month or in total.</param>
/// <param name="Period">Of the assignment; until it was ended, when it was.</param>
/// <param name="PerUnit">How many of the declared unit one of the granted is: 1, or of euros (83) the rate in cents.</param>
/// <param name="Extra">What was shifted to it since, in the declared unit; it is of no week and no month.</param>
/// <param name="Declared">What stands of it by other lines, in the declared unit.</param>
public sealed record AllottedVolume(Quantity Volume, Frequency Frequency, Period Period, string Category, string Unit, long PerUnit = 1, long Extra = 0, long Declared = 0)
{
    private const string HouseholdHelp = "01";
    private const int WeeksAMonthOfHouseholdHelp = 6;

    /// <summary>The most in a product period, which lies in one month; none where only the sum counts.</summary>
    public long? In(Period product) => Frequency switch
    {
        Frequency.Week when !IsOutput => Of(Category == HouseholdHelp ? WeeksAMonthOfHouseholdHelp : product.WeeksTouched()),
        Frequency.Week => Of(Sundays(product) + (product.Covers(LastWeekCountsIn) ? OpenWeek : 0)),
        Frequency.Month => Of(product.Months().Count()),
        _ => null,
    };

    public long InSum => Of(Frequency switch
    {
        Frequency.Week when !IsOutput => Period.WeeksTouched(),
        Frequency.Week => Sundays(Period) + OpenWeek,
        Frequency.Month => Period.Months().Count(),
        _ => 1,
    });

    private bool IsOutput => Unit is CareUnit.Output or CareUnit.Euro;

    /// <summary>The week in which the assignment ends, when that is not over with it.</summary>
    private int OpenWeek => Period.EndsOn.DayOfWeek == DayOfWeek.Sunday ? 0 : 1;

    /// <summary>The last Sunday; of an assignment without one its last day.</summary>
    private DateOnly LastWeekCountsIn => Period.EndsOn.AddDays(-(int)Period.EndsOn.DayOfWeek) is var sunday && sunday >= Period.StartsOn ? sunday : Period.EndsOn;

    /// <summary>Only a total is rounded, as what was delivered is: a half up.</summary>
    private long Of(int times) => checked((long)Math.Round(Volume.Value * times * PerUnit, MidpointRounding.AwayFromZero) + Extra);

    private static int Sundays(Period period)
    {
        var first = period.StartsOn.AddDays((7 - (int)period.StartsOn.DayOfWeek) % 7);
        return first > period.EndsOn ? 0 : ((period.EndsOn.DayNumber - first.DayNumber) / 7) + 1;
    }
}
