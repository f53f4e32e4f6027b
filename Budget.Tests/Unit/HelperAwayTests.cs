using Budget.Core.PersonHeld;

namespace Budget.Tests.Unit;

public sealed class HelperAwayTests
{
    private static readonly Period June = Period.Month(2026, 6);

    private static Period Days(int from, int until) => new(new(2026, 6, from), new(2026, 6, until));

    [Test]
    public void A_day_away_counts_once_however_often_it_was_said()
    {
        Assert.That(HelperAway.Worked(June, []), Is.EqualTo(30));
        Assert.That(HelperAway.Worked(June, [Days(1, 5), Days(11, 20)]), Is.EqualTo(15));
        Assert.That(HelperAway.Worked(June, [Days(11, 20), Days(15, 25), Days(16, 17)]), Is.EqualTo(15), "the 11th to the 25th");
        Assert.That(HelperAway.Worked(June, [Days(1, 30), Days(5, 6)]), Is.Zero);
        Assert.That(HelperAway.Worked(June, [new(new(2026, 5, 20), new(2026, 6, 2)), new(new(2026, 6, 29), DateOnly.MaxValue)]), Is.EqualTo(26), "what lies outside does not count");
        Assert.That(HelperAway.Worked(new(new(2026, 6, 1), DateOnly.MaxValue), [new(new(2026, 6, 1), DateOnly.MaxValue)]), Is.Zero);
    }
}
