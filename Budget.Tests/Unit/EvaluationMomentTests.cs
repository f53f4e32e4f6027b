using Budget.Core.Delivery;

namespace Budget.Tests.Unit;

/// <summary>When a resident is asked whether the support works.</summary>
public sealed class EvaluationMomentTests
{
    private static readonly Period Year = new(new(2026, 1, 31), new(2027, 1, 30));

    [Test]
    public void It_is_asked_six_weeks_after_the_start_and_each_half_year_after_it_as_long_as_the_support_lasts()
    {
        Assert.That(EvaluationMoments.Of(Year), Is.EqualTo(new DateOnly[] { new(2026, 3, 14), new(2026, 7, 31) }));
        Assert.That(EvaluationMoments.Of(new(new(2026, 1, 31), new(2027, 1, 31))), Is.EqualTo(new DateOnly[] { new(2026, 3, 14), new(2026, 7, 31), new(2027, 1, 31) }));
        Assert.That(EvaluationMoments.Of(new(new(2026, 1, 31), new(2026, 3, 13))), Is.Empty, "too short to ask");
        Assert.That(EvaluationMoments.Of(new(new(2020, 3, 1), new(2030, 2, 28))).Count(), Is.EqualTo(20), "the last half year is over a day too late");
    }

    [TestCase("2026-03-13", null, "2026-03-14")]
    [TestCase("2026-03-14", "2026-03-14", "2026-07-31")]
    [TestCase("2026-07-30", "2026-03-14", "2026-07-31")]
    [TestCase("2027-01-30", "2026-07-31", null)]
    [TestCase("2027-01-31", null, null)]
    public void The_last_moment_that_was_counts_until_the_support_is_over(string today, string? on, string? after)
    {
        var day = DateOnly.ParseExact(today, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        Assert.That((Said(EvaluationMoments.On(day, Year)), Said(EvaluationMoments.After(day, Year))), Is.EqualTo((on, after)));
        Assert.That(EvaluationMoments.On(day, support: null), Is.Null);
    }

    private static string? Said(DateOnly? day) => day?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
