using Budget.Core.Decisions;

namespace Budget.Tests.Unit;

/// <summary>The own contribution by the day from which it holds, and who never pays one.</summary>
public sealed class OwnContributionTests
{
    private static readonly DateOnly Grown = new(1950, 5, 5);

    [TestCase("2019-12-31", null)]
    [TestCase("2020-01-01", 1900L)]
    [TestCase("2023-12-31", 1900L)]
    [TestCase("2024-01-01", 2060L)]
    [TestCase("2025-06-01", 2100L)]
    [TestCase("2026-01-01", 2180L)]
    [TestCase("2030-01-01", 2180L)]
    public void It_is_the_amount_of_its_day(string day, long? cents) =>
        Assert.That(OwnContribution.On(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), "02", Grown).PerMonth, Is.EqualTo(cents is { } amount ? new Money(amount) : (Money?)null));

    [Test]
    public void Nobody_pays_for_a_wheelchair() => Assert.That(OwnContribution.On(new(2026, 1, 1), "11", Grown), Is.EqualTo(new OwnContribution(null, "wheelchair")));

    [Test]
    public void Nobody_under_eighteen_pays()
    {
        Assert.That(OwnContribution.On(new(2026, 6, 14), "02", new(2008, 6, 15)).Exempt, Is.EqualTo("underage"));
        Assert.That(OwnContribution.On(new(2026, 6, 15), "02", new(2008, 6, 15)).PerMonth, Is.EqualTo(new Money(2180)));
    }
}
