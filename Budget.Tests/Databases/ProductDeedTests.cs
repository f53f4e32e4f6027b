using Budget.Core.Configuration;
using Budget.Core.Decisions;
using Budget.Core.Providers;

namespace Budget.Tests.Databases;

/// <summary>What a municipality grants and at most pays, from day to day; and that what was granted and printed stays as it was.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
internal sealed class ProductDeedTests(Engine engine)
{
    private Town town = null!;
    private Actor administrator = null!;

    [SetUp]
    public async Task BuildTown()
    {
        town = await Town.On(engine);
        administrator = await town.User("beheer", Role.Administrator, Town.Huizen);
    }

    [TearDown]
    public async Task Leave() => await town.DisposeAsync();

    private async Task<ProductRates.Item> Product(string code = Town.Guidance) => (await new ProductRates(town.Database).All(administrator)).Single(one => one.Code == code);

    private async Task<Refusal?> Set(RateKind kind, DateOnly day, long cents, string? seen = null, Actor? by = null, string code = Town.Guidance) =>
        (await new SetProductRate(town.Database).Do(by ?? administrator, town.Key(), new(code, kind, day, new Money(cents), seen ?? (await Product()).Seen))).Refusal;

    private async Task<Refusal?> Describe(string code, string name, bool isEnded = false, bool isNew = false, string? seen = null) =>
        (await new DescribeProduct(town.Database).Do(administrator, town.Key(), new(
            code, "02", CareUnit.Hour, name, $"{name} in English", new Money(5000), isEnded, seen ?? (isNew ? "" : (await Product(code)).Seen), isNew))).Refusal;

    private async Task<Refusal?> Grant(long rate, Period period, string code = Town.Guidance)
    {
        var request = await town.Request(await town.Resident());
        await town.Report(request);
        return (await new GrantProvision(town.Database).Do(town.Caseworker, town.Key(), new(
            request, town.Today, code, new Quantity(2), Frequency.Week, new Money(rate), period, FundingForm.PersonFollowing, "Dit is nodig."))).Refusal;
    }

    [Test]
    public async Task A_rate_holds_from_its_day_until_the_next_and_a_slip_is_put_right_by_saying_it_again()
    {
        Assert.That(await Set(RateKind.Professional, new(2027, 1, 1), 9600), Is.Null);
        Assert.That(await Set(RateKind.Professional, new(2027, 1, 1), 6900), Is.Null);
        Assert.That(await Set(RateKind.Network, town.Today, 2000), Is.Null);
        var product = await Product();
        Assert.That(
            new[] { new DateOnly(2026, 12, 31), new(2027, 1, 1), new(2030, 1, 1) }.Select(day => product.On(day, RateKind.Professional)),
            Is.EqualTo(new Money?[] { new(6600), new(6900), new(6900) }));
        Assert.That((product.On(town.Today.AddDays(-1), RateKind.Network), product.On(town.Today, RateKind.Network), product.On(town.Today, RateKind.Freelancer)), Is.EqualTo(((Money?)null, (Money?)new Money(2000), (Money?)null)));
    }

    [Test]
    public async Task A_decision_is_held_against_the_rate_of_the_first_day_of_its_help()
    {
        await Set(RateKind.Professional, new(2027, 1, 1), 6900);
        Assert.That(await Grant(6900, new(new(2026, 7, 1), new(2026, 12, 31))), Is.EqualTo(Refusal.RateAboveByLaw.With(new Money(6600))));
        Assert.That(await Grant(6900, new(new(2027, 1, 1), new(2027, 6, 30))), Is.Null);
        Assert.That(await Grant(6901, new(new(2027, 1, 1), new(2027, 6, 30))), Is.EqualTo(Refusal.RateAboveByLaw.With(new Money(6900))));
    }

    [Test]
    public async Task What_has_been_does_not_change_and_only_its_own_administrator_changes_a_municipality()
    {
        Assert.That(await Set(RateKind.Professional, town.Today.AddDays(-1), 7000), Is.EqualTo(Refusal.RateOfThePast));
        Assert.That(await Set(RateKind.Professional, town.Today, 0), Is.EqualTo(Refusal.AmountNotPositive));
        Assert.That(await Set(RateKind.Professional, town.Today, 7000, code: "99Z99"), Is.EqualTo(Refusal.NotFound));
        foreach (var other in new[] { town.Caseworker, town.Finance, (await town.Resident()).Actor })
        {
            Assert.That(await Set(RateKind.Professional, town.Today, 7000, by: other), Is.EqualTo(Refusal.NotAllowed));
        }

        var hilversum = await town.User("beheer3", Role.Administrator, Town.Hilversum);
        Assert.That(await Set(RateKind.Professional, town.Today, 7000, by: hilversum), Is.Null);
        Assert.That((await Product()).On(town.Today, RateKind.Professional), Is.EqualTo(new Money(6600)), "Huizen pays what it paid");
    }

    [Test]
    public async Task Nobody_changes_a_rate_that_a_colleague_changed_meanwhile_without_having_seen_it()
    {
        var seen = (await Product()).Seen;
        Assert.That(await Set(RateKind.Professional, town.Today, 6700, seen), Is.Null);
        Assert.That(await Set(RateKind.Professional, town.Today, 6800, seen), Is.EqualTo(Refusal.ChangedMeanwhile));
    }

    [Test]
    public async Task The_history_says_what_a_rate_was_and_what_it_is()
    {
        await Set(RateKind.Professional, new(2027, 1, 1), 6900);
        var change = (await new ConfigurationHistory(town.Database).Of(administrator, DescribeProduct.What, Town.Guidance))[0];
        Assert.That((change.Title, change.ChangedByName), Is.EqualTo(("Begeleiding", "Naam beheer")));
        Assert.That(change.Lines, Is.EqualTo(new[] { new ConfigurationHistory.Line("RateProfessional", "2000-01-01 6600", "2027-01-01 6900") }));
    }

    [Test]
    public async Task A_provision_is_added_named_otherwise_and_stopped()
    {
        Assert.That(await Describe("02A99", "Nieuw", isNew: true), Is.Null);
        Assert.That(await Describe("02A99", "Nieuw", isNew: true), Is.EqualTo(Refusal.CodeTaken));
        Assert.That(await Describe("02A99", "Beter"), Is.Null);
        Assert.That((await new ProductCatalogue(town.Database).Of(Town.Huizen)).Single(one => one.Code == "02A99"), Is.EqualTo(new Product("02A99", "02", CareUnit.Hour, "Beter", "Beter in English", new Money(5000))));
        Assert.That(await Describe("02A99", "Beter", isEnded: true), Is.Null);
        Assert.That((await new ProductCatalogue(town.Database).Of(Town.Huizen)).Select(one => one.Code), Has.None.EqualTo("02A99"));
        Assert.That(await Grant(4000, new(new(2026, 7, 1), new(2026, 12, 31)), "02A99"), Is.EqualTo(Refusal.ProductUnknown));
        Assert.That(await Describe("02A99", "Beter"), Is.Null, "and is granted again");
        Assert.That(await Grant(4000, new(new(2026, 7, 1), new(2026, 12, 31)), "02A99"), Is.Null);
    }

    [Test]
    public async Task The_names_of_what_was_granted_stay()
    {
        await town.BudgetOf(100);
        Assert.That(await Describe(Town.Guidance, "Iets anders"), Is.EqualTo(Refusal.ProductGranted));
        Assert.That((await new DescribeProduct(town.Database).Do(administrator, town.Key(), new(
            Town.Guidance, "", "", "Begeleiding", "Guidance", null, IsEnded: true, (await Product()).Seen, IsNew: false))).Refusal, Is.Null, "but it can be stopped");
    }
}
