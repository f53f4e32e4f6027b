using Budget.Core.Audit;
using Budget.Core.SignIn;

namespace Budget.Tests.Databases;

/// <summary>Who came in and who did not is kept; again and again raises an alert that names nobody, and a storm costs no more than a bound.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class SignInTraceTests(Engine engine)
{
    private const string Identity = "https://login.example.nl|subject-of-anna";
    private Town town = null!;
    private Actor administrator = null!;

    [SetUp]
    public async Task Open()
    {
        town = await Town.On(engine);
        administrator = await town.User("beheer", Role.Administrator, Town.Huizen);
    }

    [TearDown]
    public async Task Close() => await town.DisposeAsync();

    [Test]
    public async Task Who_comes_in_leaves_a_trace_and_for_somebody_else_in_that_file()
    {
        var (anna, bert) = (await town.Resident(), await town.Resident());
        var start = new StartSession(town.Database);
        await start.Do(new(anna.Actor.UserId, Role.Resident, SignInMeans.DigiD, "hoog", "Firefox"));
        await start.Do(new(anna.Actor.UserId, Role.Resident, SignInMeans.DigiD, "hoog", "Firefox", bert.Id));
        Assert.That(
            await Rows.Of(town.ConnectionString, $"SELECT action, subject, municipality_code, basis, COALESCE(resident_id, '-') FROM traces WHERE what = 'SignIn' AND user_id = '{anna.Actor.UserId.Value:D}' ORDER BY id"),
            Is.EqualTo((string[])["do digid 0406 self -", $"do digid 0406 mandate {bert.Id.Value:D}"]));
        Assert.That((await new TracesOfResident(town.Database).Of(bert.Actor, bert.Id))[0].What, Is.EqualTo("SignIn"));
    }

    [Test]
    public async Task One_person_who_fails_again_and_again_raises_one_alert_without_a_name()
    {
        await Fail(KeepFailedSignIn.OfOnePerson - 1, "niveau", Identity);
        await Fail(3, "niveau", "https://login.example.nl|another");
        Assert.That(await Alerts(), Is.Empty, "a day with a new phone is no alert");
        town.Clock.Advance(TimeSpan.FromMinutes(11));
        await Fail(KeepFailedSignIn.OfOnePerson - 1, "geblokkeerd", Identity);
        Assert.That(await Alerts(), Is.Empty, "what was ten minutes ago does not count");

        await Fail(4, "geblokkeerd", Identity);

        var alert = (await Alerts()).Single();
        Assert.That((alert.What, alert.Amount, alert.UserName, alert.ResidentName), Is.EqualTo((AlertKind.SignIn, (long)KeepFailedSignIn.OfOnePerson, (string?)null, (string?)null)));
        var kept = string.Join('\n', [.. await Rows.Of(town.ConnectionString, "SELECT id, subject, user_id FROM traces"), .. await Rows.Of(town.ConnectionString, "SELECT user_id FROM alerts")]);
        Assert.That(kept, Does.Contain("geblokkeerd ").And.Not.Contain("anna").And.Not.Contain("login.example.nl"));
    }

    [Test]
    public async Task People_whom_nobody_knows_raise_an_alert_by_their_number_and_a_storm_is_not_written_down_whole()
    {
        await Fail(30, KeepFailedSignIn.Cancelled);
        await Fail(KeepFailedSignIn.ByOneWay - 1, "vervalst");
        await Fail(10, "vervalst", way: "medewerker");
        Assert.That(await Alerts(), Is.Empty, "each way by itself, and turning back is no attack");
        await Fail(KeepFailedSignIn.Most, "vervalst");
        Assert.That((await Alerts()).Single().Amount, Is.EqualTo(KeepFailedSignIn.ByOneWay));
        Assert.That(await Rows.Of(town.ConnectionString, "SELECT id FROM traces WHERE what = 'SignIn'"), Has.Count.EqualTo(30 + KeepFailedSignIn.Most + 10));
    }

    [Test]
    public async Task However_many_turn_back_who_forges_is_still_seen()
    {
        await Fail(KeepFailedSignIn.Most + 5, KeepFailedSignIn.Cancelled);
        await Fail(KeepFailedSignIn.ByOneWay, "vervalst");
        Assert.That((await Alerts()).Single().Amount, Is.EqualTo(KeepFailedSignIn.ByOneWay));
        Assert.That(await Rows.Of(town.ConnectionString, "SELECT id FROM traces WHERE what = 'SignIn'"), Has.Count.EqualTo(KeepFailedSignIn.Most + KeepFailedSignIn.ByOneWay), "and a storm of them is not written down whole");
    }

    private async Task Fail(int times, string reason, string? identity = null, string way = "digid")
    {
        for (var time = 0; time < times; time++)
        {
            await new KeepFailedSignIn(town.Database).Of(new(way, reason, identity));
        }
    }

    private Task<IReadOnlyList<Alerts.Item>> Alerts() => new Alerts(town.Database).Of(administrator);
}
