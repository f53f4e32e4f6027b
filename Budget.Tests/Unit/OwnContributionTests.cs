using System.Globalization;
using Budget.Core.Decisions;

namespace Budget.Tests.Unit;

/// <summary>The own contribution by the day from which it holds, who never pays one, and from which age somebody gets a state pension.</summary>
public sealed class OwnContributionTests
{
    private static readonly DateOnly Grown = new(1950, 5, 5);

    private static DateOnly Day(string day) => DateOnly.Parse(day, CultureInfo.InvariantCulture);

    [TestCase("2019-12-31", null)]
    [TestCase("2020-01-01", 1900L)]
    [TestCase("2023-12-31", 1900L)]
    [TestCase("2024-01-01", 2060L)]
    [TestCase("2024-12-31", 2060L)]
    [TestCase("2025-01-01", 2100L)]
    [TestCase("2025-12-31", 2100L)]
    [TestCase("2026-01-01", 2180L)]
    [TestCase("2030-01-01", 2180L)]
    public void It_is_the_amount_of_its_day(string day, long? cents) =>
        Assert.That(OwnContribution.On(Day(day), "02", Grown).PerMonth, Is.EqualTo(cents is { } amount ? new Money(amount) : (Money?)null));

    [Test]
    public void Nobody_pays_for_a_wheelchair() => Assert.That(OwnContribution.On(new(2026, 1, 1), "11", Grown), Is.EqualTo(new OwnContribution(null, "wheelchair")));

    [Test]
    public void Nobody_under_eighteen_pays_but_for_an_adaptation_of_the_home()
    {
        Assert.That(OwnContribution.On(new(2026, 6, 14), "02", new(2008, 6, 15)).Exempt, Is.EqualTo("underage"));
        Assert.That(OwnContribution.On(new(2026, 6, 15), "02", new(2008, 6, 15)).PerMonth, Is.EqualTo(new Money(2180)));
        Assert.That(OwnContribution.On(new(2026, 6, 14), "13", new(2008, 6, 15)).PerMonth, Is.EqualTo(new Money(2180)));
    }

    [Test]
    public void A_household_of_more_with_somebody_without_a_pension_pays_nothing() =>
        Assert.That(OwnContribution.On(new(2026, 1, 1), "01", Grown, oneWithoutPension: true), Is.EqualTo(new OwnContribution(null, "household")));

    [Test]
    public void Who_pays_for_the_Wlz_pays_it_once() => Assert.That(OwnContribution.On(new(2026, 1, 1), "01", Grown, paysForWlz: true), Is.EqualTo(new OwnContribution(null, "wlz")));

    [TestCase("15", "protected")]
    [TestCase("16", "shelter")]
    [TestCase("17", "shelter")]
    public void Protected_living_and_shelter_count_otherwise_whoever_lives_there(string category, string reason) =>
        Assert.That(OwnContribution.On(new(2026, 1, 1), category, Grown, oneWithoutPension: true), Is.EqualTo(new OwnContribution(null, reason)));

    [TestCase(2179L, 2179L)]
    [TestCase(2181L, 2180L)]
    public void It_is_never_more_than_the_help_costs(long cost, long cents) =>
        Assert.That(OwnContribution.On(new(2026, 1, 1), "14", Grown, cost: new Money(cost)).PerMonth, Is.EqualTo(new Money(cents)));

    [TestCase("2026-01-01", "2026-02-01")]
    [TestCase("2026-12-31", "2027-01-01")]
    public void It_is_asked_from_the_month_after_the_help_begins(string startsOn, string first) => Assert.That(OwnContribution.FirstMonth(Day(startsOn)), Is.EqualTo(Day(first)));

    [TestCase("2023-12-31", 66, 10)]
    [TestCase("2024-01-01", 67, 0)]
    [TestCase("2027-12-31", 67, 0)]
    [TestCase("2028-01-01", 67, 3)]
    public void The_pension_begins_at_the_age_of_its_year(string day, int years, int months) => Assert.That(PensionAge.On(Day(day)), Is.EqualTo((years, months)));

    [TestCase("1957-02-28", "2023-12-28", Description = "the last who get it at 66 years and 10 months")]
    [TestCase("1957-03-01", "2024-03-01", Description = "the first at 67")]
    [TestCase("1960-12-31", "2027-12-31", Description = "the last at 67, who keeps it in 2028")]
    [TestCase("1961-01-01", "2028-04-01", Description = "the first at 67 years and 3 months")]
    public void Somebody_reaches_it_once(string bornOn, string reached) => Assert.That(PensionAge.ReachedOn(Day(bornOn)), Is.EqualTo(Day(reached)));
}
