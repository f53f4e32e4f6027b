namespace Budget.Core.Decisions;

/// <summary>So many weeks, with so much support in each.</summary>
public sealed record ReablementStep(int Weeks, Quantity WeeklyVolume);

/// <summary>
/// Learning to do it oneself again: a route of at most half a year in which support gets less step by step, before a line that stays is granted. What it comes to is granted as a volume in total
/// over its weeks, so that a week with more and one with less are no trouble; the steps stand beside the budget.
/// </summary>
public static class ReablementRoute
{
    public const int MostSteps = 6;
    public const int MostWeeks = 26;

    public static Quantity Total(IReadOnlyList<ReablementStep> steps) => new(steps.Sum(step => step.WeeklyVolume.Value * step.Weeks));

    /// <summary>Whole weeks from the first day on.</summary>
    public static Period Days(DateOnly startsOn, IReadOnlyList<ReablementStep> steps) => new(startsOn, startsOn.AddDays((steps.Sum(step => step.Weeks) * 7) - 1));

    /// <summary>The days of each step.</summary>
    public static IEnumerable<(ReablementStep Step, Period Days)> Schedule(DateOnly startsOn, IReadOnlyList<ReablementStep> steps)
    {
        foreach (var step in steps)
        {
            var days = Days(startsOn, [step]);
            yield return (step, days);
            startsOn = days.EndsOn.AddDays(1);
        }
    }

    /// <summary>Of some days of it: the weeks of the route that they touch, each with its own volume.</summary>
    public static Quantity OfDays(Period days, DateOnly startsOn, IReadOnlyList<ReablementStep> steps) => new(
        Schedule(startsOn, steps).Sum(one => one.Days.Intersect(days) is { } both
            ? one.Step.WeeklyVolume.Value * (Week(both.EndsOn, one.Days) - Week(both.StartsOn, one.Days) + 1)
            : 0));

    private static int Week(DateOnly day, Period step) => (day.DayNumber - step.StartsOn.DayNumber) / 7;

    /// <summary>Two steps or more, none with more than the one before it and the last with less than the first, in at most half a year.</summary>
    public static bool IsRoute(IReadOnlyList<ReablementStep> steps) =>
        steps.Count is >= 2 and <= MostSteps
        && steps.All(step => step.Weeks is >= 1 and <= MostWeeks && step.WeeklyVolume.Value > 0 && decimal.IsInteger(step.WeeklyVolume.Value * 100m))
        && steps.Sum(step => step.Weeks) <= MostWeeks
        && steps.Zip(steps.Skip(1)).All(pair => pair.Second.WeeklyVolume <= pair.First.WeeklyVolume)
        && steps[^1].WeeklyVolume < steps[0].WeeklyVolume;

    /// <summary>Whether what is granted is what the steps come to.</summary>
    internal static bool Fits(IReadOnlyList<ReablementStep> steps, ProvisionTerms terms) =>
        IsRoute(steps) && terms.Frequency == Frequency.Total && terms.Volume == Total(steps) && terms.Period == Days(terms.Period.StartsOn, steps);
}
