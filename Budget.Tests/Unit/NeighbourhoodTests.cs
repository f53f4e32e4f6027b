using Budget.Core.Neighbourhoods;

namespace Budget.Tests.Unit;

/// <summary>How far it is from one neighbourhood to another.</summary>
public sealed class NeighbourhoodTests
{
    [TestCase(145_000, 478_000, 145_000, 478_000, "0.0")]
    [TestCase(145_000, 478_000, 148_000, 482_000, "5.0")]
    [TestCase(145_000, 478_000, 145_000, 478_049, "0.0")]
    [TestCase(145_000, 478_000, 145_000, 478_050, "0.1", Description = "rounded as people do")]
    [TestCase(0, 300_000, 300_000, 625_000, "442.3", Description = "from one corner of the grid to the other")]
    public void A_distance_is_in_kilometres_with_one_decimal_and_the_same_both_ways(long x, long y, long otherX, long otherY, string kilometres)
    {
        Assert.That(Neighbourhood.Kilometres(x, y, otherX, otherY).ToString("0.0", System.Globalization.CultureInfo.InvariantCulture), Is.EqualTo(kilometres));
        Assert.That(Neighbourhood.Kilometres(otherX, otherY, x, y), Is.EqualTo(Neighbourhood.Kilometres(x, y, otherX, otherY)));
    }

    [TestCase(145_000, 478_000, true)]
    [TestCase(-1, 478_000, false)]
    [TestCase(145_000, 299_999, false)]
    [TestCase(478_000, 145_000, false, Description = "x and y the wrong way round")]
    public void A_point_outside_the_grid_is_not_on_the_map(long x, long y, bool isOnTheMap) =>
        Assert.That(new Neighbourhood("a", "A", x, y).IsOnTheMap, Is.EqualTo(isOnTheMap));
}
