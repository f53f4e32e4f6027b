using Budget.Core.Providers;
using Budget.Core.Residents;
using Budget.Core.SignIn;

namespace Budget.Tests.Databases;

/// <summary>Who somebody is, out of what a provider says: one person is one account and one file, and a level opens what it is high enough for.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class RecogniseTests(Engine engine)
{
    private const string Bsn = "999990056";
    private Town town = null!;

    [SetUp]
    public async Task Open() => town = await Town.On(engine);

    [TearDown]
    public async Task Close() => await town.DisposeAsync();

    [Test]
    public async Task People_who_come_in_twice_at_the_same_moment_have_one_account()
    {
        // Ten people, each of them on six devices: so that some of them really meet.
        var people = Enumerable.Range(999_990_000, 1_000).Select(number => $"{number}").Where(Budget.Core.Bsn.IsWellFormed).Take(10).ToList();
        foreach (var bsn in people)
        {
            var seen = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => Come(bsn, static _ => true))));
            Assert.That(seen.Select(one => one.Value.UserId).Distinct(), Has.Exactly(1).Items);
        }

        Assert.That(await Rows.Of(town.ConnectionString, "SELECT id FROM users WHERE role = 'resident'"), Has.Count.EqualTo(people.Count), "and nobody's beside them");
    }

    [Test]
    public async Task Of_two_introductions_at_the_same_moment_one_makes_the_file()
    {
        var newcomers = new List<Actor>();
        for (var device = 0; device < 4; device++)
        {
            newcomers.Add(await Newcomer());
        }

        // In each municipality by two: somebody may well type differently on a phone.
        var made = await Task.WhenAll(newcomers.Select((newcomer, index) => Task.Run(() => Introduce(newcomer, index % 2 == 0 ? Town.Huizen : Town.Hilversum))));

        Assert.That(made.Count(one => !one.IsRefused), Is.EqualTo(1));
        Assert.That(made.Where(one => one.IsRefused).Select(one => one.Refusal), Is.All.EqualTo(Refusal.AlreadyKnown));
        Assert.That(await Rows.Of(town.ConnectionString, "SELECT id FROM residents"), Has.Count.EqualTo(1));
        Assert.That(await Rows.Of(town.ConnectionString, "SELECT user_id FROM resident_access"), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_file_that_the_municipality_made_meanwhile_is_the_newcomers_own()
    {
        var newcomer = await Newcomer();
        var made = (await new RegisterResident(town.Database).Do(Actor.System(Town.Huizen), town.Key(), new(Town.Huizen, Bsn, "Nieuw Iemand", new(1960, 1, 1)))).Value;
        Assert.That((await Introduce(newcomer, Town.Huizen)).Value, Is.EqualTo(made));
        Assert.That((await new MyPeople(town.Database).Of(newcomer)).Single().ResidentId, Is.EqualTo(made));
        var again = await new RegisterResident(town.Database).Do(Actor.System(Town.Huizen), town.Key(), new(Town.Huizen, Bsn, "Nog Eens", new(1960, 1, 1)));
        Assert.That(again.Refusal, Is.EqualTo(Refusal.AlreadyKnown));
    }

    [Test]
    public async Task A_level_that_is_too_low_for_a_municipality_opens_no_file_there_by_an_introduction()
    {
        var newcomer = await Newcomer(closedTo: Town.Hilversum);
        Assert.That((await Introduce(newcomer, Town.Hilversum)).Refusal, Is.EqualTo(Refusal.AssuranceTooLow));
        Assert.That((await Introduce(newcomer, Town.Huizen)).IsRefused, Is.False);
    }

    [Test]
    public async Task Who_is_sure_enough_for_no_municipality_does_not_come_in_and_for_one_does()
    {
        Assert.That((await Come(Bsn, static _ => false)).Refusal, Is.EqualTo(Refusal.AssuranceTooLow));
        var one = await Come(Bsn, static town => town == Town.Huizen);
        Assert.That((one.Value.IsNew, one.Value.ClosedTo), Is.EqualTo((true, Town.Hilversum)));
    }

    [Test]
    public async Task Of_files_in_two_towns_the_one_opens_for_which_the_level_will_do()
    {
        var here = await File(Town.Huizen, Bsn);
        var there = await File(Town.Hilversum, Bsn);
        var low = (await Come(Bsn, static town => town == Town.Huizen)).Value;
        Assert.That(await Opened(low), Is.EqualTo((ResidentId[])[here]));
        Assert.That((await new MyPeople(town.Database).ClosedTo(ActorOf(low))).Single().MunicipalityName, Is.EqualTo("Hilversum"), "and of the other it is said");
        Assert.That(await Opened((await Come(Bsn, static _ => true)).Value), Is.EquivalentTo((ResidentId[])[here, there]));
        Assert.That((await Come(Bsn, static town => town == "0363")).Refusal, Is.EqualTo(Refusal.AssuranceTooLow));
    }

    [Test]
    public async Task A_file_that_one_represents_in_another_town_stays_closed_to_a_level_that_is_too_low_there()
    {
        await File(Town.Huizen, Bsn);
        var mother = await File(Town.Hilversum, "999990020");
        var daughter = (await Come(Bsn, static _ => true)).Value;
        await new GiveAccess(town.Database).Do(Actor.System(Town.Hilversum), town.Key(), new(daughter.UserId, mother, AsRepresentative: true, new(2026, 1, 1), new(2027, 1, 1)));
        Assert.That(await Opened(daughter), Does.Contain(mother));
        var low = (await Come(Bsn, static town => town == Town.Huizen)).Value;
        Assert.That(await Opened(low), Does.Not.Contain(mother));
        Assert.That((await new MyPeople(town.Database).ClosedTo(ActorOf(low))).Single().Name, Is.EqualTo("Iemand"));
        var sent = await new Budget.Core.SupportRequests.SubmitSupportRequest(town.Database).Do(ActorOf(low), town.Key(), new(mother, new(
            "Het gaat niet meer.", [new(Budget.Core.SupportRequests.LifeDomain.Household, "Schoon")], "", "Hulp", "", Budget.Core.SupportRequests.WishedForm.PersonFollowing)));
        Assert.That(sent.Refusal, Is.EqualTo(Refusal.NotFound));
    }

    [Test]
    public async Task A_mandate_opens_the_file_for_which_the_level_will_do_and_otherwise_none()
    {
        var here = await File(Town.Huizen, Bsn);
        await File(Town.Hilversum, Bsn);
        Assert.That((await Come(Bsn, static town => town == Town.Huizen, acting: "999990020")).Value.ActsFor, Is.EqualTo(here), "also when the other is newer");
        Assert.That((await Come(Bsn, static _ => false, acting: "999990020")).Refusal, Is.EqualTo(Refusal.AssuranceTooLow));
    }

    [Test]
    public async Task An_administrator_gives_access_in_the_own_municipality_and_to_people_who_exist()
    {
        var administrator = await town.User("beheer", Role.Administrator, Town.Huizen);
        var (here, there) = (await File(Town.Huizen, Bsn), await File(Town.Hilversum, Bsn));
        var helper = await town.User("helper", Role.Resident, Town.Hilversum);
        Assert.That((await Give(administrator, helper.UserId, here)).IsRefused, Is.False);
        Assert.That((await Give(administrator, helper.UserId, there)).Refusal, Is.EqualTo(Refusal.NotFound), "another municipality's");
        Assert.That((await Give(administrator, helper.UserId, new ResidentId(town.Database.NewId()))).Refusal, Is.EqualTo(Refusal.NotFound));
        Assert.That((await Give(administrator, new UserId(town.Database.NewId()), here)).Refusal, Is.EqualTo(Refusal.NotFound));
        Assert.That((await Give(administrator, town.Caseworker.UserId, here)).Refusal, Is.EqualTo(Refusal.NotFound), "staff have their own way in");
        Assert.That((await Give(town.Caseworker, helper.UserId, here)).Refusal, Is.EqualTo(Refusal.NotAllowed));
        var elsewhere = await new RegisterUser(town.Database).Do(administrator, town.Key(), new("x", "X", Role.Administrator, Town.Hilversum));
        var stranger = await new RegisterResident(town.Database).Do(administrator, town.Key(), new(Town.Hilversum, "999990020", "X", new(1960, 1, 1)));
        Assert.That((elsewhere.Refusal, stranger.Refusal), Is.EqualTo((Refusal.NotAllowed, Refusal.NotAllowed)));
    }

    [Test]
    public async Task A_number_at_the_chamber_of_commerce_is_one_providers_and_of_two_nobody_comes_in()
    {
        var twice = await new AdmitProvider(town.Database).Do(Actor.System(Town.Huizen), town.Key(), new("87654321", "12345678", "Nog Een", "", "", ""));
        Assert.That(twice.Refusal, Is.EqualTo(Refusal.ProviderAlreadyAdmitted));
        Assert.That((await Employee("12345678")).IsRefused, Is.False);
        await Sql.Execute(town, "INSERT INTO providers (id, agb, kvk, name, about_nl, about_en, phone) VALUES ('00000000-0000-0000-0000-000000000009', '87654321', '12345678', 'Van vroeger', '', '', '')");
        Assert.That((await Employee("12345678")).Refusal, Is.EqualTo(Refusal.ProviderNotUnique));
        Assert.That((await Employee("00000000")).Refusal, Is.EqualTo(Refusal.NotFound));
    }

    [Test]
    public async Task The_same_subject_at_another_provider_is_another_person()
    {
        var staff = new RecogniseStaff(town.Database);
        var people = new[]
        {
            (await staff.Do(new("https://a|person", "Anna", Role.Finance, Town.Huizen))).Value.UserId,
            (await staff.Do(new("https://b|person", "Anna", Role.Finance, Town.Huizen))).Value.UserId,
            (await Employee("12345678", "https://a|person")).Value.UserId,
            (await Employee("12345678", "https://b|person")).Value.UserId,
        };
        Assert.That(people.Distinct(), Has.Exactly(4).Items);
        Assert.That((await staff.Do(new("https://a|person", "Anna", Role.Finance, Town.Huizen))).Value.UserId, Is.EqualTo(people[0]));
    }

    private Task<Outcome<Recognised>> Come(string bsn, Func<string, bool> isSureEnough, string? acting = null) =>
        new RecogniseResident(town.Database).Do(new(bsn, acting, "", isSureEnough));

    private Task<Outcome<Recognised>> Employee(string kvk, string identity = "https://a|petra") => new RecogniseProviderStaff(town.Database).Do(new(identity, "Petra", kvk));

    private Task<Outcome<ResidentId>> Give(Actor actor, UserId user, ResidentId resident) =>
        new GiveAccess(town.Database).Do(actor, town.Key(), new(user, resident, AsRepresentative: true, new(2026, 1, 1), new(2027, 1, 1)));

    private async Task<ResidentId> File(string municipality, string bsn) =>
        (await new RegisterResident(town.Database).Do(Actor.System(municipality), town.Key(), new(municipality, bsn, "Iemand", new(1960, 1, 1)))).Value;

    private static Actor ActorOf(Recognised recognised) => new(recognised.UserId, recognised.Role, "", ActsFor: recognised.ActsFor, ClosedTo: recognised.ClosedTo);

    private async Task<IEnumerable<ResidentId>> Opened(Recognised recognised) => (await new MyPeople(town.Database).Of(ActorOf(recognised))).Select(person => person.ResidentId);

    /// <summary>Somebody whom nobody knows, signed in on one more device.</summary>
    private async Task<Actor> Newcomer(string closedTo = "")
    {
        var recognised = (await Come(Bsn, static _ => true)).Value;
        var token = await new StartSession(town.Database).Do(new(recognised.UserId, Role.Resident, SignInMeans.DigiD, "substantieel", "Firefox", Introduces: Bsn, ClosedTo: closedTo));
        return (await new SessionOfToken(town.Database).Find(token, isSignOfLife: false))!.Actor;
    }

    private Task<Outcome<ResidentId>> Introduce(Actor newcomer, string municipality) =>
        new IntroduceMyself(town.Database).Do(newcomer, town.Key(), new(newcomer.SessionId!.Value, municipality, "Nieuw Iemand", new(1960, 1, 1)));
}
