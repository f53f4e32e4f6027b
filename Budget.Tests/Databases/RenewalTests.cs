using Budget.Core.Decisions;
using Budget.Core.SupportRequests;

namespace Budget.Tests.Databases;

/// <summary>Support that ends soon: the resident is told in time, and asks again without writing everything once more.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class RenewalTests(Engine engine)
{
    private Town town = null!;

    [SetUp]
    public async Task Start() => town = await Town.On(engine);

    [TearDown]
    public async Task Stop()
    {
        await town.MustBeSound();
        await town.DisposeAsync();
    }

    private async Task<List<(string Number, DateOnly LastDay)>> Due(Actor actor) =>
        [.. (await new RenewalsDue(town.Database).Of(actor)).Select(item => (item.Number, item.LastDay))];

    private async Task<string> AskAgain(Resident resident, string number, string by = "") => (await new SubmitSupportRequest(town.Database).Do(resident.Actor, town.Key(), new(resident.Id,
        (await new CaseOverview(town.Database).Of(resident.Actor, number))!.Asked.AskedAgain(by.Length > 0 ? by : number)))).Value;

    [Test]
    public async Task It_is_said_from_eight_weeks_before_the_last_day_up_to_that_day_to_the_resident_and_to_nobody_else()
    {
        var grant = await town.BudgetOf(100m);
        town.Clock.GoTo(new(2026, 11, 4));
        Assert.That(await Due(grant.Resident.Actor), Is.Empty, "eight weeks and a day");
        foreach (var day in new DateOnly[] { new(2026, 11, 5), new(2026, 12, 31) })
        {
            town.Clock.GoTo(day);
            Assert.That(await Due(grant.Resident.Actor), Is.EqualTo(new[] { (grant.RequestNumber, new DateOnly(2026, 12, 31)) }), $"{day}");
        }

        Assert.That(RenewalsDue.From(new(2026, 12, 31)), Is.EqualTo(new DateOnly(2026, 11, 5)));
        foreach (var other in new[] { town.Caseworker, town.Finance, town.ProviderStaff, (await town.Resident("Piet")).Actor })
        {
            Assert.That(await Due(other), Is.Empty, $"{other.Role}");
        }

        town.Clock.GoTo(new(2027, 1, 1));
        Assert.That(await Due(grant.Resident.Actor), Is.Empty, "what is over is not renewed but asked anew");
    }

    [Test]
    public async Task What_was_extended_or_asked_again_is_not_said_and_what_was_taken_back_is_said_again()
    {
        var extended = await town.BudgetOf(100m);
        var asked = await town.BudgetOf(100m);
        town.Clock.GoTo(new(2026, 12, 1));
        await new ExtendProvision(town.Database).Do(town.Caseworker, town.Key(), new(
            extended.RequestNumber, extended.BudgetNumber, new Quantity(100), Frequency.Total, new Money(100), new(2027, 12, 31), "Het blijft nodig."));
        Assert.That(await Due(extended.Resident.Actor), Is.Empty);

        var next = await AskAgain(asked.Resident, asked.RequestNumber);
        Assert.That(await Due(asked.Resident.Actor), Is.Empty);
        var seen = (await new CaseOverview(town.Database).Of(town.Caseworker, next))!;
        Assert.That((seen.Request.Follows, seen.Asked.OwnWords, seen.Asked.Needs.Single().Goal), Is.EqualTo((asked.RequestNumber, "Het gaat niet meer.", "Een schoon huis")));
        Assert.That((await new CaseOverview(town.Database).Of(town.Caseworker, asked.RequestNumber))!.Request.Follows, Is.Null);

        await new TakeBackRequest(town.Database).Do(asked.Resident.Actor, town.Key(), next);
        Assert.That(await Due(asked.Resident.Actor), Is.EqualTo(new[] { (asked.RequestNumber, new DateOnly(2026, 12, 31)) }));
    }

    [Test]
    public async Task Of_two_that_end_on_other_days_each_is_said_and_asking_about_one_says_nothing_of_what_ends_later()
    {
        var grant = await town.BudgetOf(100m, period: new Period(new(2026, 1, 1), new(2026, 10, 31)));
        await town.AlsoGrant(grant, 50m);
        var (first, last) = (new DateOnly(2026, 10, 31), new DateOnly(2026, 12, 31));
        town.Clock.GoTo(new(2026, 9, 10));
        Assert.That(await Due(grant.Resident.Actor), Is.EqualTo(new[] { (grant.RequestNumber, first) }), "what ends first, though the case goes on");
        await AskAgain(grant.Resident, grant.RequestNumber);
        Assert.That(await Due(grant.Resident.Actor), Is.Empty);

        town.Clock.GoTo(new(2026, 11, 5));
        Assert.That(await Due(grant.Resident.Actor), Is.EqualTo(new[] { (grant.RequestNumber, last) }), "that was asked before its eight weeks began");
        await AskAgain(grant.Resident, grant.RequestNumber);
        Assert.That(await Due(grant.Resident.Actor), Is.Empty);
    }

    [Test]
    public async Task What_ends_on_one_day_is_said_once_and_what_never_ran_is_not()
    {
        var grant = await town.BudgetOf(100m);
        await town.AlsoGrant(grant, 50m);
        var neverRan = await town.BudgetOf(100m, period: new Period(new(2026, 12, 1), new(2027, 12, 31)), resident: grant.Resident);
        await town.Withdraw(neverRan, new(2026, 11, 30));
        town.Clock.GoTo(new(2026, 11, 20));

        Assert.That(await Due(grant.Resident.Actor), Is.EqualTo(new[] { (grant.RequestNumber, new DateOnly(2026, 12, 31)) }));
    }

    [Test]
    public async Task A_request_follows_one_of_the_same_resident_only_and_is_asked_anew_whether_it_can_wait()
    {
        var (mine, theirs) = (await town.BudgetOf(100m), await town.BudgetOf(100m));
        var next = await AskAgain(mine.Resident, mine.RequestNumber, by: theirs.RequestNumber);
        Assert.That((await new CaseOverview(town.Database).Of(mine.Resident.Actor, next))!.Request.Follows, Is.Null);

        var again = (RequestContent.Empty with { OwnWords = "Help", IsUrgent = true, UrgentBecause = "Nu" }).AskedAgain("2026-000001");
        Assert.That((again.Follows, again.OwnWords, again.IsUrgent, again.UrgentBecause), Is.EqualTo(("2026-000001", "Help", (bool?)null, "")));
    }
}
