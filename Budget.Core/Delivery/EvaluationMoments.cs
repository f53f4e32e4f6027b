namespace Budget.Core.Delivery;

/// <summary>
/// When a resident is asked whether the goals are reached: six weeks after the support began, then each half year after it began, as long as it lasts. Follows from the days of the
/// support and from nothing else; what was not answered at one moment is not asked again once the next is there.
/// </summary>
public static class EvaluationMoments
{
    public const int FirstWeeks = 6;
    public const int EachMonths = 6;

    public static IEnumerable<DateOnly> Of(Period support)
    {
        var first = support.StartsOn.AddDays(7 * FirstWeeks);
        return Enumerable.Range(1, (support.Days / 28 / EachMonths) + 1).Select(time => support.StartsOn.AddMonths(time * EachMonths))
            .Prepend(first)
            .TakeWhile(day => day <= support.EndsOn);
    }

    /// <summary>The moment about which one is asked on this day; none before the first, and none when the support is over.</summary>
    public static DateOnly? On(DateOnly today, Period? support) =>
        support is { } days && today <= days.EndsOn && Of(days).TakeWhile(day => day <= today).ToList() is [.., var last] ? last : null;

    /// <summary>The next that is to come.</summary>
    public static DateOnly? After(DateOnly today, Period? support) =>
        support is { } days && Of(days).SkipWhile(day => day <= today).ToList() is [var next, ..] ? next : null;
}
