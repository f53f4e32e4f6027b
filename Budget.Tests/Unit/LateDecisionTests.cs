using Budget.Core.SupportRequests;

namespace Budget.Tests.Unit;

/// <summary>What a late municipality pays: two weeks after the notice 23, then 35, then 45 euro a day, 42 days at most; nothing for a notice of 2026 or later.</summary>
public sealed class LateDecisionTests
{
    private static readonly DateOnly Notice = new(2025, 3, 3);
    private static readonly DateOnly DecideBy = new(2025, 3, 17);

    [TestCase(0, 0)]
    [TestCase(1, 23_00)]
    [TestCase(14, 322_00)]
    [TestCase(15, 357_00)]
    [TestCase(28, 812_00)]
    [TestCase(29, 857_00)]
    [TestCase(42, 1_442_00)]
    [TestCase(400, 1_442_00)]
    public void The_penalty_grows_by_the_day_and_stops_after_six_weeks(int daysLate, long cents)
    {
        Assert.That(LateDecision.DecideBy(Notice), Is.EqualTo(DecideBy));
        Assert.That(LateDecision.Penalty(Notice, DecideBy.AddDays(daysLate)), Is.EqualTo(new Money(cents)));
    }

    [Test]
    public void Since_2026_there_is_none()
    {
        Assert.That((LateDecision.HasPenalty(new(2025, 12, 31)), LateDecision.HasPenalty(new(2026, 1, 1))), Is.EqualTo((true, false)));
        Assert.That(LateDecision.Penalty(new(2026, 3, 3), new(2027, 1, 1)), Is.EqualTo(Money.Zero));
    }

    [Test]
    public void It_stops_the_day_before_the_decision()
    {
        var decided = DecideBy.AddDays(3);
        Assert.That(LateDecision.PenaltyBy(Notice, decided, decided), Is.EqualTo(new Money(46_00)), "on the day of the decision there is one");
        Assert.That(LateDecision.PenaltyBy(Notice, decided, decided.AddDays(30)), Is.EqualTo(new Money(46_00)));
        Assert.That(LateDecision.PenaltyBy(Notice, DecideBy, decided), Is.EqualTo(Money.Zero));
        Assert.That(LateDecision.PenaltyBy(Notice, decidedOn: null, decided), Is.EqualTo(new Money(69_00)));
    }

    [Test]
    public void Before_the_day_there_is_nothing_to_pay() => Assert.That(LateDecision.Penalty(Notice, Notice), Is.EqualTo(Money.Zero));
}
