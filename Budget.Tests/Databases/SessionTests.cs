using Budget.Core.SignIn;

namespace Budget.Tests.Databases;

/// <summary>A session begins with a sign-in and ends at the server: by itself, by its owner, by an administrator.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class SessionTests(Engine engine)
{
    private Town town = null!;

    [SetUp]
    public async Task Open() => town = await Town.On(engine);

    [TearDown]
    public async Task Close() => await town.DisposeAsync();

    [Test]
    public async Task A_quarter_of_an_hour_without_a_sign_of_life_ends_it()
    {
        var token = await SignIn((await town.Resident()).Actor);
        town.Clock.Advance(TimeSpan.FromMinutes(14));
        Assert.That(await IsLive(token), Is.True);
        town.Clock.Advance(TimeSpan.FromMinutes(14));
        Assert.That(await IsLive(token, isSignOfLife: false), Is.True, "the page that asked fourteen minutes ago counted");
        town.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.That(await IsLive(token), Is.False, "and being asked how long still did not");
        Assert.That(await IsLive(token), Is.False, "it does not come to life again");
    }

    [TestCase(Role.Resident, 4)]
    [TestCase(Role.Caseworker, 8)]
    public async Task However_busy_somebody_is_it_ends_some_time(Role role, int hours)
    {
        var token = await SignIn(await town.User("iemand", role, Town.Huizen));
        for (var minutes = 0; minutes < (hours * 60) - 10; minutes += 10)
        {
            town.Clock.Advance(TimeSpan.FromMinutes(10));
            Assert.That(await IsLive(token), Is.True, $"after {minutes + 10} minutes");
        }

        town.Clock.Advance(TimeSpan.FromMinutes(11));
        Assert.That(await IsLive(token), Is.False);
    }

    [Test]
    public async Task Ending_one_ends_that_one_and_only_ones_own()
    {
        var (anna, bert) = (await town.Resident(), await town.Resident());
        var (phone, laptop, berts) = (await SignIn(anna.Actor), await SignIn(anna.Actor), await SignIn(bert.Actor));
        var sessions = new MySessions(town.Database);
        var end = new EndSession(town.Database);
        Assert.That(await sessions.Of(anna.Actor), Has.Count.EqualTo(2));

        await end.Of(anna.Actor, await IdOf(berts));
        await end.Of(anna.Actor, await IdOf(phone));

        Assert.That((await IsLive(phone), await IsLive(laptop), await IsLive(berts)), Is.EqualTo((false, true, true)));
        await end.AllBut(anna.Actor, await IdOf(laptop));
        Assert.That(await IsLive(laptop), Is.True);
        await end.Of(laptop);
        Assert.That(await sessions.Of(anna.Actor), Is.Empty);
    }

    [Test]
    public async Task A_right_that_is_taken_counts_from_the_next_request()
    {
        var caseworker = await town.User("consulent", Role.Caseworker, Town.Huizen);
        var token = await SignIn(caseworker);
        await Sql.Execute(town, $"UPDATE users SET role = 'finance' WHERE id = '{caseworker.UserId.Value:D}'");
        Assert.That((await Find(token))!.Actor.Role, Is.EqualTo(Role.Finance));
        await Sql.Execute(town, $"UPDATE users SET blocked_at = '2026-06-15T08:00:00.000Z' WHERE id = '{caseworker.UserId.Value:D}'");
        Assert.That(await IsLive(token), Is.False);
    }

    [Test]
    public async Task The_database_holds_nothing_that_opens_a_session()
    {
        var token = await SignIn((await town.Resident()).Actor, idToken: "header.payload.signature");
        var rows = string.Join('\n', await Rows.Of(town.ConnectionString, "SELECT * FROM sessions"));
        Assert.That(rows, Does.Not.Contain(token).And.Not.Contain("payload").And.Not.Contain("sid-1"));
        Assert.That(await new EndSession(town.Database).Of(token), Is.EqualTo("header.payload.signature"), "what the way out needs");
        Assert.That(await Rows.Of(town.ConnectionString, "SELECT id_token FROM sessions WHERE id_token IS NOT NULL"), Is.Empty, "and then it is gone");
    }

    [Test]
    public async Task A_provider_ends_what_it_began_and_nothing_else()
    {
        var resident = await town.Resident();
        var (first, second) = (await SignIn(resident.Actor, providerSession: "https://a|sid-1"), await SignIn(resident.Actor, providerSession: "https://b|sid-1"));
        await new EndSession(town.Database).AtProvider("https://a|sid-1", "https://a|word-1");
        Assert.That((await IsLive(first), await IsLive(second)), Is.EqualTo((false, true)));
    }

    [Test]
    public async Task What_was_sent_too_late_is_given_back_to_the_same_person_only()
    {
        var (anna, bert) = (await town.Resident(), await town.Resident());
        var session = await Find(await SignIn(anna.Actor));
        var id = await new ParkForm(town.Database).Do(session!, "/hulpvraag/nieuw", [KeyValuePair.Create("OwnWords", "Het gaat niet meer met mij.")]);

        var parked = new ParkedForm(town.Database);
        Assert.That((await parked.Find(anna.Actor, id))!.Fields.Single().Value, Is.EqualTo("Het gaat niet meer met mij."));
        Assert.That(await parked.Find(bert.Actor, id), Is.Null);
        Assert.That(await parked.Find(anna.Actor with { ActsFor = bert.Id }, id), Is.Null, "nor when acting for somebody else");
        Assert.That(string.Join('\n', await Rows.Of(town.ConnectionString, "SELECT * FROM parked_forms")), Does.Not.Contain("Het gaat"));
        await parked.Forget(bert.Actor, id);
        Assert.That(await parked.Find(anna.Actor, id), Is.Not.Null);
        await parked.Forget(anna.Actor, id);
        Assert.That(await parked.Find(anna.Actor, id), Is.Null);
    }

    [Test]
    public async Task Ten_forms_of_one_person_wait_and_the_oldest_makes_room()
    {
        var (anna, bert) = (await town.Resident(), await town.Resident());
        var park = new ParkForm(town.Database);
        async Task<ParkedFormId> Keep(Resident whose, string words)
        {
            town.Clock.Advance(TimeSpan.FromSeconds(1));
            return await park.Do((await Find(await SignIn(whose.Actor)))!, "/hulpvraag/nieuw", [KeyValuePair.Create("OwnWords", words)]);
        }

        var berts = await Keep(bert, "Van Bert.");
        List<ParkedFormId> kept = [];
        for (var number = 0; number <= ParkForm.MostOfOnePerson; number++)
        {
            kept.Add(await Keep(anna, $"Nummer {number}."));
        }

        var parked = new ParkedForm(town.Database);
        Assert.That(await parked.Find(anna.Actor, kept[0]), Is.Null, "the eleventh took its place");
        foreach (var (id, number) in kept.Skip(1).Select((id, index) => (id, index + 1)))
        {
            Assert.That((await parked.Find(anna.Actor, id))?.Fields.Single().Value, Is.EqualTo($"Nummer {number}."));
        }

        Assert.That(await parked.Find(bert.Actor, berts), Is.Not.Null, "and nobody else's");
    }

    [Test]
    public async Task A_mandate_opens_one_file_and_closes_ones_own()
    {
        var (anna, bert) = (await town.BudgetOf(100m), await town.BudgetOf(50m));
        var acting = anna.Resident.Actor with { ActsFor = bert.Resident.Id };
        var budgets = new Budget.Core.Budgets.BudgetList(town.Database);

        Assert.That((await budgets.Of(acting)).Select(one => one.Number), Is.EqualTo((string[])[bert.BudgetNumber]));
        Assert.That((await budgets.Of(anna.Resident.Actor)).Select(one => one.Number), Is.EqualTo((string[])[anna.BudgetNumber]));
        Assert.That(await new Budget.Core.Budgets.BudgetOverview(town.Database).Of(acting, anna.BudgetNumber), Is.Null);
        Assert.That((await new Budget.Core.Residents.MyPeople(town.Database).Of(acting)).Single().ResidentId, Is.EqualTo(bert.Resident.Id));
    }

    private Task<string> SignIn(Actor actor, string? idToken = null, string? providerSession = null) => new StartSession(town.Database).Do(
        new(actor.UserId, actor.Role, SignInMeans.DigiD, "substantieel", "Firefox, Android", ProviderSession: providerSession, IdToken: idToken));

    private Task<PortalSession?> Find(string token, bool isSignOfLife = true) => new SessionOfToken(town.Database).Find(token, isSignOfLife);

    private async Task<bool> IsLive(string token, bool isSignOfLife = true) => (await Find(token, isSignOfLife))!.Left(town.Clock.GetUtcNow()) > TimeSpan.Zero;

    private async Task<SessionId> IdOf(string token) => (await Find(token, isSignOfLife: false))!.Id;
}
