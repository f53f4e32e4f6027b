using Budget.Core.SupportRequests;

namespace Budget.Core.Council;

/// <summary>Half of a calendar year: the time over which figures for the council are counted, once it is over and what is written down of it afterwards is in.</summary>
/// <param name="Number">1 until 30 June, 2 from 1 July.</param>
public sealed record HalfYear(int Year, int Number)
{
    public Period Days => Number == 1
        ? new Period(new DateOnly(Year, 1, 1), new DateOnly(Year, 6, 30))
        : new Period(new DateOnly(Year, 7, 1), new DateOnly(Year, 12, 31));

    /// <summary>The first day on which it is counted: a request on paper is written down up to so many days after it came.</summary>
    public DateOnly CountedFrom => Days.EndsOn.AddDays(WriteDownRequest.MostDays + 1);

    public bool MayBeCounted(DateOnly today) => CountedFrom <= today;
}
