using Budget.Core.Configuration;
using Budget.Core.Neighbourhoods;
using Budget.Core.Residents;
using Budget.Core.Retention;

namespace Budget.Tests.Databases;

/// <summary>Who draws neighbourhoods, who lives in one, and that what was changed can be read.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
internal sealed class NeighbourhoodDeedTests(Engine engine)
{
    private static readonly Neighbourhood Bovenmaten = new("bovenmaten", "Bovenmaten", 147_300, 479_400);
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

    private async Task<Refusal?> Draw(Neighbourhood drawn, string seen = "", Actor? by = null) =>
        (await new DrawNeighbourhood(town.Database).Do(by ?? administrator, town.Key(), new(drawn, seen))).Refusal;

    private async Task<string> Seen(string code) => (await new NeighbourhoodList(town.Database).All(administrator)).Single(one => one.Code == code).Seen;

    private Task<IReadOnlyList<Neighbourhood>> Chosen(string municipality = Town.Huizen) => new NeighbourhoodList(town.Database).Of(municipality);

    private async Task<Refusal?> Live(Resident who, string code, Actor? by = null) =>
        (await new ChooseNeighbourhood(town.Database).Do(by ?? who.Actor, town.Key(), new(who.Id, code))).Refusal;

    [Test]
    public async Task A_change_says_who_changed_what_it_was_and_what_it_is()
    {
        Assert.That(await Draw(Bovenmaten), Is.Null);
        town.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.That(await Draw(Bovenmaten with { Name = "De Bovenmaten" }, await Seen("bovenmaten")), Is.Null);
        town.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.That((await new EndNeighbourhood(town.Database).Do(administrator, town.Key(), new("bovenmaten", await Seen("bovenmaten")))).Refusal, Is.Null);

        var history = await new ConfigurationHistory(town.Database).Of(administrator, DrawNeighbourhood.What);
        Assert.That(history.Select(change => (change.ChangedByName, change.IsNew)), Is.EqualTo(new[] { ("Naam beheer", false), ("Naam beheer", false), ("Naam beheer", true) }));
        Assert.That(history[0].Lines, Is.EqualTo(new[] { new ConfigurationHistory.Line("EndedOn", "", "2026-06-15") }));
        Assert.That(history[1].Lines, Is.EqualTo(new[] { new ConfigurationHistory.Line("Name", "Bovenmaten", "De Bovenmaten") }));
        Assert.That(history[2].Lines, Is.EquivalentTo(new[] { new ConfigurationHistory.Line("Name", "", "Bovenmaten"), new("X", "", "147300"), new("Y", "", "479400") }));
    }

    [Test]
    public async Task Nobody_changes_what_a_colleague_changed_meanwhile_without_having_seen_it()
    {
        await Draw(Bovenmaten);
        var seen = await Seen("bovenmaten");
        Assert.That(await Draw(Bovenmaten with { Name = "Van mij" }, seen), Is.Null);
        Assert.That(await Draw(Bovenmaten with { Name = "Van een ander" }, seen), Is.EqualTo(Refusal.ChangedMeanwhile));
        Assert.That(await Draw(Bovenmaten), Is.EqualTo(Refusal.CodeTaken));
        Assert.That((await new EndNeighbourhood(town.Database).Do(administrator, town.Key(), new("bovenmaten", seen))).Refusal, Is.EqualTo(Refusal.ChangedMeanwhile));

        var now = await Seen("bovenmaten");
        var both = await Task.WhenAll(Draw(Bovenmaten with { Name = "Een" }, now), Draw(Bovenmaten with { Name = "Twee" }, now));
        Assert.That(both, Is.EquivalentTo(new[] { null, Refusal.ChangedMeanwhile }), "also not at the same moment");
    }

    [Test]
    public async Task Only_an_administrator_draws_and_each_in_the_own_municipality()
    {
        var hilversum = await town.User("beheer", Role.Administrator, Town.Hilversum);
        foreach (var other in new[] { town.Caseworker, town.Finance, town.ProviderStaff, (await town.Resident()).Actor, Actor.System(Town.Huizen) })
        {
            Assert.That(await Draw(Bovenmaten, by: other), Is.EqualTo(Refusal.NotAllowed), $"{other.Role}");
            Assert.That((await new EndNeighbourhood(town.Database).Do(other, town.Key(), new("bovenmaten", ""))).Refusal, Is.EqualTo(Refusal.NotAllowed), $"{other.Role}");
            Assert.That(await new ConfigurationHistory(town.Database).Of(other, DrawNeighbourhood.What), Is.Empty);
            Assert.That(await new NeighbourhoodList(town.Database).All(other), Is.Empty);
        }

        await Draw(Bovenmaten);
        Assert.That(await Draw(Bovenmaten with { Name = "Naamgenoot" }, by: hilversum), Is.Null, "a code is of one municipality");
        Assert.That((await Chosen()).Single().Name, Is.EqualTo("Bovenmaten"));
        Assert.That((await new ConfigurationHistory(town.Database).Of(hilversum, DrawNeighbourhood.What)).Single().Lines[0].Is, Is.EqualTo("Naamgenoot"));
        Assert.That((await new EndNeighbourhood(town.Database).Do(hilversum, town.Key(), new("zenderwijk", ""))).Refusal, Is.EqualTo(Refusal.NotFound));
    }

    [TestCase("", "Naam", 145_000, 478_000, "name-missing")]
    [TestCase("a b", "Naam", 145_000, 478_000, "name-missing")]
    [TestCase("abcdefghijklm", "Naam", 145_000, 478_000, "name-missing")]
    [TestCase("a", " \u200B ", 145_000, 478_000, "name-missing")]
    [TestCase("a", "Naam", 145_000, 99, "place-invalid")]
    public async Task What_cannot_be_is_refused(string code, string name, long x, long y, string refusal)
    {
        Assert.That((await Draw(new Neighbourhood(code, name, x, y)))!.Code, Is.EqualTo(refusal));
        Assert.That(await Sql.Count(town, "neighbourhoods"), Is.Zero);
    }

    [Test]
    public async Task A_resident_says_where_the_resident_lives_and_takes_it_back()
    {
        await Draw(Bovenmaten);
        var resident = await town.Resident();
        var mine = new MyNeighbourhood(town.Database);
        Assert.That(await mine.Of(resident.Actor, resident.Id), Is.Null, "nobody has to say it");
        Assert.That(await Live(resident, "bovenmaten"), Is.Null);
        Assert.That(await mine.Of(resident.Actor, resident.Id), Is.EqualTo(Bovenmaten));
        Assert.That(await mine.Of((await town.Resident("Piet")).Actor, resident.Id), Is.Null, "not somebody else");
        Assert.That(await mine.Of(town.Caseworker, resident.Id), Is.Null);

        Assert.That(await Live(resident, "zenderwijk"), Is.EqualTo(Refusal.NeighbourhoodUnknown));
        Assert.That(await Live(resident, "bovenmaten", (await town.Resident("Piet")).Actor), Is.EqualTo(Refusal.NotFound));
        Assert.That(await Live(resident, "bovenmaten", town.Caseworker), Is.EqualTo(Refusal.NotAllowed));
        Assert.That(await Live(resident, ""), Is.Null);
        Assert.That(await mine.Of(resident.Actor, resident.Id), Is.Null);
    }

    [Test]
    public async Task Who_lives_in_a_neighbourhood_that_ends_still_does_and_nobody_else_chooses_it()
    {
        await Draw(Bovenmaten);
        var resident = await town.Resident();
        await Live(resident, "bovenmaten");
        await new EndNeighbourhood(town.Database).Do(administrator, town.Key(), new("bovenmaten", await Seen("bovenmaten")));

        Assert.That(await Chosen(), Is.Empty);
        Assert.That((await new MyNeighbourhood(town.Database).Of(resident.Actor, resident.Id))!.Name, Is.EqualTo("Bovenmaten"));
        Assert.That(await Live(await town.Resident("Piet"), "bovenmaten"), Is.EqualTo(Refusal.NeighbourhoodUnknown));
        Assert.That(await Draw(Bovenmaten, await Seen("bovenmaten")), Is.Null, "and who saves it opens it again");
        Assert.That(await Chosen(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_resident_can_be_registered_with_a_neighbourhood_that_is_there()
    {
        await Draw(Bovenmaten);
        Task<Outcome<ResidentId>> Register(string bsn, string neighbourhood) =>
            new RegisterResident(town.Database).Do(Actor.System(Town.Huizen), town.Key(), new(Town.Huizen, bsn, "Wie Er Komt Wonen", new(1950, 1, 1), neighbourhood));
        Assert.That((await Register("999990019", "zenderwijk")).Refusal, Is.EqualTo(Refusal.NeighbourhoodUnknown));
        var resident = (await Register("999990019", "bovenmaten")).Value;
        Assert.That(await Rows.Of(town.ConnectionString, $"SELECT neighbourhood FROM residents WHERE id = '{resident.Value:D}'"), Is.EqualTo((string[])["bovenmaten"]));

        town.Clock.GoTo(town.Today.AddYears(16));
        Assert.That((await new DestroyFile(town.Database).Do(Actor.System(Town.Huizen), town.Key(), new(resident))).Refusal, Is.Null);
        Assert.That(await Sql.Count(town, "residents WHERE neighbourhood IS NOT NULL"), Is.Zero, "where somebody lived goes with the file");
    }
}
