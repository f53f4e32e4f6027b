using System.Globalization;
using Budget.Core.Management;

namespace Budget.Tests.Unit;

/// <summary>What is of few people is not shown, nor what would tell it; everything else is.</summary>
public sealed class SmallCellsTests
{
    [TestCase("5 6 7", "5 6 7")]
    [TestCase("12 3 7 9", "12 x x 9")]
    [TestCase("12 3 2 9", "12 x x 9")]
    [TestCase("2 3 8 9", "x x 8 9")]
    [TestCase("2 2 10 30", "x x x 30")]
    [TestCase("0 3 10 0", "0 x x 0")]
    [TestCase("1 1 1 1 1 20 30", "x x x x x x 30")]
    [TestCase("3 0", "x 0 without total")]
    [TestCase("2 2", "x x without total")]
    [TestCase("0 0", "0 0")]
    [TestCase("", "")]
    public void One_that_is_hidden_takes_the_next_smallest_along_until_they_are_enough(string counts, string shown)
    {
        var all = counts.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var row = SmallCells.Of([.. all.Select(count => long.Parse(count, CultureInfo.InvariantCulture))]);
        Assert.That(string.Join(' ', all.Select((count, at) => row.Hidden[at] ? "x" : count)) + (row.IsTotalHidden ? " without total" : ""), Is.EqualTo(shown));
    }

    [Test]
    public void What_is_hidden_may_be_shown_as_one_only_when_together_it_is_enough() =>
        Assert.That((SmallCells.Of([12L, 3L, 7L]).MayJoin, SmallCells.Of([3L, 0L]).MayJoin, SmallCells.Of([12L, 7L]).MayJoin), Is.EqualTo((true, false, false)));
}
