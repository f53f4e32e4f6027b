using Budget.Core.Decisions;
using Budget.Core.Investigations;
using Budget.Core.Management;
using Budget.Core.Payments;
using Budget.Core.Residents;
using Budget.Core.SupportRequests;

namespace Budget.Tests.Databases;

/// <summary>What a municipality shows of itself to the others of the installation. Today it is 15 June 2026.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class TownFiguresTests(Engine engine)
{
    private Town town = null!;

    [SetUp]
    public async Task Start() => town = await Town.On(engine);

    [TearDown]
    public ValueTask Stop() => town.DisposeAsync();

    private async Task<ManagementOverview.Answer> Overview(Actor? by = null) => (await new ManagementOverview(town.Database).Of(by ?? town.Finance))!;

    private static Money Euros(long euros) => Paying.Euros(euros);

    private async Task BudgetInHilversum(string bsn, decimal euros)
    {
        var system = Actor.System(Town.Hilversum);
        var id = (await new RegisterResident(town.Database).Do(system, town.Key(), new(Town.Hilversum, bsn, "Piet Pietersen", new(1950, 5, 5)))).Value;
        var actor = await town.User("bewoner", Role.Resident, Town.Hilversum);
        await new GiveAccess(town.Database).Do(system, town.Key(), new(actor.UserId, id, AsRepresentative: false, new(2000, 1, 1), new(9999, 12, 31)));
        var request = (await new SubmitSupportRequest(town.Database).Do(actor, town.Key(), new(id, Town.Said))).Value;
        await new WriteReport(town.Database).Do(town.CaseworkerOfHilversum, town.Key(), new(request, new Dictionary<string, string> { ["a"] = "Wat nodig is." }, "Toekennen."));
        Assert.That((await new GrantProvision(town.Database).Do(town.CaseworkerOfHilversum, town.Key(), new(
            request, town.Today, Town.Guidance, new Quantity(euros), Frequency.Total, new Money(100), Period.Year(2026), FundingForm.PersonFollowing, "Dit is nodig."))).Refusal, Is.Null);
    }

    [Test]
    public async Task Municipalities_stand_side_by_side_by_their_averages_and_what_is_of_few_is_not_there()
    {
        await town.Accounts();
        var assigned = await Assigned.In(town);
        await town.Import("M1", assigned.Debit("R1", 4, 4));
        await town.Pay();
        for (var number = 0; number < 4; number++)
        {
            await town.BudgetOf(100m);
        }

        foreach (var bsn in TestBsns(4))
        {
            await BudgetInHilversum(bsn, 30m);
        }

        var other = await town.User("financien3", Role.Finance, Town.Hilversum);
        TownFigures Of(ManagementOverview.Answer answer, string code) => answer.Towns.Single(one => one.Code == code);
        var (own, theirs) = (await Overview(), await Overview(other));
        Assert.That(Of(own, Town.Huizen), Is.EqualTo(new TownFigures(Town.Huizen, "Huizen", IsOwn: true, 10, Euros(320), Euros(50), null, 0m, null)), "1200 and four times 100, over five; one transfer is too few");
        Assert.That(Of(own, Town.Hilversum), Is.EqualTo(new TownFigures(Town.Hilversum, "Hilversum", IsOwn: false, null, null, null, null, null, null)), "four are too few");
        Assert.That(Of(theirs, Town.Huizen), Is.EqualTo(Of(own, Town.Huizen) with { IsOwn = false }), "the others read the same of it");
        Assert.That((theirs.Spent.Total, theirs.Categories.Single().Granted, theirs.Products.Total), Is.EqualTo((Money.Zero, Euros(120), (SupportPart?)null)), "and of the rest only their own");

        foreach (var bsn in TestBsns(5).Skip(4))
        {
            await BudgetInHilversum(bsn, 80m);
        }

        Assert.That(Of(await Overview(), Town.Hilversum), Is.EqualTo(new TownFigures(Town.Hilversum, "Hilversum", IsOwn: false, 10, Euros(40), Money.Zero, null, null, null)));
        town.Clock.GoTo(new(2026, 6, 30));
        Assert.That(Of(await Overview(), Town.Huizen).DeadlinesPercent, Is.EqualTo(100), "five decisions within two weeks");
    }

    [Test]
    public async Task Days_to_payment_are_of_what_was_paid_and_not_of_what_was_set_off_in_it_nor_of_a_day_to_come()
    {
        await town.Accounts();
        var assigned = await Assigned.In(town);
        var first = assigned.Debit("R1", 1, 1);
        await town.Import("M1", first);
        await town.Pay();

        town.Clock.GoTo(new(2026, 7, 10));
        await town.Import("M2", first.CreditedBy("C1"));
        for (var month = 2; month <= 5; month++)
        {
            var declaration = DeclarationOf.Lines($"N{month}", assigned.Debit($"S{month}", month, 2)) with { DatedOn = new(2026, 7, 5) };
            Assert.That((await town.Import(declaration)).Result!.Accepted, Is.EqualTo(Euros(120)));
        }

        await town.Pay();
        Assert.That((await Sql.Count(town, "payment_transfers"), await DaysToPayment()), Is.EqualTo((5L, (long?)5)), "each five days after it was dated; in one of them what was paid of January is set off");

        await town.Import("M3", assigned.Debit("S1", 1, 1));
        var ahead = (await new ProposePayments(town.Database).Do(town.Finance, town.Key(), new(town.Today.AddDays(60), DueUntil: null))).Value;
        await town.ApproveRun(ahead);
        Assert.That((await Sql.Count(town, "payment_transfers"), await DaysToPayment()), Is.EqualTo((6L, (long?)5)), "asked for a day to come");
        town.Clock.GoTo(town.Today.AddDays(60));
        Assert.That(await DaysToPayment(), Is.GreaterThan(5L));

        async Task<long?> DaysToPayment() => (await Overview()).Towns.Single(one => one.IsOwn).DaysToPayment;
    }

    private static IEnumerable<string> TestBsns(int many) =>
        Enumerable.Range(999_980_000, 1000).Select(number => number.ToString(System.Globalization.CultureInfo.InvariantCulture)).Where(Bsn.IsWellFormed).Take(many);
}
