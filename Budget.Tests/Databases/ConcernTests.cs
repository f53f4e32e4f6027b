using Budget.Core.Audit;
using Budget.Core.Caseload;
using Budget.Core.Concerns;
using Budget.Core.Residents;
using Budget.Core.Retention;
using Budget.Core.SupportRequests;

namespace Budget.Tests.Databases;

/// <summary>A family doctor reports with the person's consent, a caseworker speaks with that person, and the doctor hears "picked up" and the day.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
internal sealed class ConcernTests(Engine engine)
{
    private const string Seen = "Zij eet slecht sinds het voorjaar.", BsnOfAnna = "999990019";
    private static readonly DateOnly Born = new(1950, 5, 5);
    private Town town = null!;
    private Actor administrator = null!;
    private ProviderId practice;
    private Actor doctor = null!;

    [SetUp]
    public async Task BuildTown()
    {
        town = await Town.On(engine);
        administrator = await town.User("beheer", Role.Administrator, Town.Huizen);
        practice = (await Admit()).Value;
        doctor = await town.User("huisarts", Role.ProviderStaff, "", practice);
    }

    [TearDown]
    public async Task Leave() => await town.DisposeAsync();

    private Task<Outcome<ProviderId>> Admit(string agb = "01009911", string kvk = "90009911", Actor? by = null) =>
        new AdmitDoctor(town.Database).Do(by ?? administrator, town.Key(), new(agb, kvk, "De Brink", "035 555 0630"));

    private static ReportConcern.Entry Anna(string bsn = BsnOfAnna, bool agrees = true) => new(Town.Huizen, "Anna Vertelt", bsn, Born, "Havenstraat 12", Seen, agrees);

    private Task<Outcome<string>> Report(ReportConcern.Entry? entry = null, Actor? by = null) => new ReportConcern(town.Database).Do(by ?? doctor, town.Key(), entry ?? Anna());

    private async Task<ConcernList.Item> Listed(string number) => (await new ConcernList(town.Database).Of(town.Caseworker)).Single(item => item.Number == number);

    private async Task<ResidentId?> Seeing(ConcernId id) =>
        (await Rows.Of(town.ConnectionString, $"SELECT COALESCE(resident_id, '') FROM concerns WHERE id = '{id.Value:D}'"))[0] is { Length: > 0 } linked ? new ResidentId(Guid.Parse(linked)) : null;

    private async Task<Refusal?> Link(ConcernId id, Resident to, Actor? by = null) => (await new LinkConcern(town.Database).Do(by ?? town.Caseworker, town.Key(), new(id, to.Id, await Seeing(id)))).Refusal;

    private async Task<Refusal?> PickUp(ConcernId id, Actor? by = null) => (await new PickUpConcern(town.Database).Do(by ?? town.Caseworker, town.Key(), new(id, await Seeing(id)))).Refusal;

    private Task<ConcernOverview.Answer?> Open(ConcernId id, Actor? by = null) => new ConcernOverview(town.Database).Of(by ?? town.Caseworker, id);

    [Test]
    public async Task What_a_doctor_reports_waits_with_the_caseworkers_of_that_municipality_and_nobody_else()
    {
        var number = (await Report()).Value;
        var item = await Listed(number);
        Assert.That((item.Name, item.ProviderName, item.IsLinked, item.IsLate, item.PickedUpOn), Is.EqualTo(("Anna Vertelt", "De Brink", false, false, (DateOnly?)null)));
        var concern = (await Open(item.Id))!;
        Assert.That((concern.Name, concern.Bsn, concern.Born, concern.Address, concern.Words), Is.EqualTo(("Anna Vertelt", BsnOfAnna, (DateOnly?)Born, "Havenstraat 12", Seen)));
        foreach (var actor in new[] { town.CaseworkerOfHilversum, town.Finance, administrator, doctor, town.ProviderStaff })
        {
            Assert.That(await new ConcernList(town.Database).Of(actor), Is.Empty, $"{actor.Role}");
            Assert.That(await Open(item.Id, actor), Is.Null, $"{actor.Role}");
            Assert.That(await PickUp(item.Id, actor), Is.EqualTo(actor.Role == Role.Caseworker ? Refusal.NotFound : Refusal.NotAllowed), $"{actor.Role}");
        }

        Assert.That(await Rows.Of(town.ConnectionString, "SELECT name || bsn || born || address || words FROM concerns"), Has.None.Contains("Anna").And.None.Contains(BsnOfAnna).And.None.Contains("1950").And.None.Contains("eet"));
    }

    [Test]
    public async Task Without_the_persons_consent_nothing_is_reported()
    {
        Assert.That((await Report(Anna(agrees: false))).Refusal, Is.EqualTo(Refusal.ConsentMissing));
        Assert.That(await Sql.Count(town, "concerns"), Is.Zero);
    }

    [Test]
    public async Task Who_it_is_about_is_said_by_BSN_or_by_day_of_birth_and_address()
    {
        Assert.That((await Report(Anna("999990018"))).Refusal, Is.EqualTo(Refusal.BsnInvalid));
        Assert.That((await Report(Anna("") with { BornOn = null })).Refusal, Is.EqualTo(Refusal.RequestIncomplete));
        Assert.That((await Report(Anna("") with { Address = " " })).Refusal, Is.EqualTo(Refusal.RequestIncomplete));
        Assert.That((await Report(Anna() with { Words = "" })).Refusal, Is.EqualTo(Refusal.RequestIncomplete));
        Assert.That((await Report(Anna() with { Words = new string('a', 2001) })).Refusal, Is.EqualTo(Refusal.TextTooLong.With(2000)));
        Assert.That((await Report(Anna("") with { BornOn = town.Today.AddDays(1) })).Refusal, Is.EqualTo(Refusal.DayInFuture));
        Assert.That((await Report(Anna(""))).Refusal, Is.Null);
        Assert.That((await Report(Anna() with { BornOn = null, Address = "" })).Refusal, Is.Null);
    }

    [Test]
    public async Task Only_a_practice_that_this_municipality_admitted_reports_in_it()
    {
        Assert.That((await Report(by: town.ProviderStaff)).Refusal, Is.EqualTo(Refusal.NotAllowed), "a provider of support");
        Assert.That((await Report(by: town.Caseworker)).Refusal, Is.EqualTo(Refusal.NotAllowed));
        Assert.That((await Report(Anna() with { MunicipalityCode = Town.Hilversum })).Refusal, Is.EqualTo(Refusal.NotAllowed));
        Assert.That(await new Doctors(town.Database).TownsOf(town.ProviderStaff), Is.Empty);

        var other = await town.User("beheer3", Role.Administrator, Town.Hilversum);
        Assert.That((await Admit(by: other)).Value, Is.EqualTo(practice), "the same practice");
        Assert.That((await Report(Anna() with { MunicipalityCode = Town.Hilversum })).Refusal, Is.Null);
        Assert.That((await Admit(by: other)).Refusal, Is.EqualTo(Refusal.ProviderAlreadyAdmitted));
        Assert.That((await Admit(kvk: "90009912")).Refusal, Is.EqualTo(Refusal.ProviderAlreadyAdmitted), "the AGB code of another");
        Assert.That((await Admit("1", "90009912")).Refusal, Is.EqualTo(Refusal.RequestIncomplete));
        Assert.That((await Admit(by: town.Caseworker)).Refusal, Is.EqualTo(Refusal.NotAllowed));

        var number = (await Report()).Value;
        Assert.That((await new EndDoctor(town.Database).Do(administrator, town.Key(), new(practice))).Value, Is.EqualTo("De Brink"));
        Assert.That((await Report()).Refusal, Is.EqualTo(Refusal.NotAllowed), "no more");
        Assert.That((await new EndDoctor(town.Database).Do(administrator, town.Key(), new(practice))).Refusal, Is.EqualTo(Refusal.NotFound));
        Assert.That((await new ReportedConcerns(town.Database).Of(doctor)).Select(item => item.Number), Has.Member(number), "what was reported is read all the same");
        Assert.That((await new Budget.Core.Configuration.ConfigurationHistory(town.Database).Of(administrator, AdmitDoctor.What)).Select(item => (item.Title, item.IsNew)), Is.EquivalentTo(((string, bool)[])[("De Brink", false), ("De Brink", true)]));
    }

    [Test]
    public async Task The_doctor_hears_that_it_was_picked_up_and_the_day_and_nothing_else()
    {
        var resident = await town.Resident("Anna Vertelt", BsnOfAnna);
        var number = (await Report()).Value;
        Assert.That((await new ReportedConcerns(town.Database).Of(doctor)).Single(), Is.EqualTo(new ReportedConcerns.Item(number, "Huizen", "Naam huisarts", town.Today, null)));
        var id = (await Listed(number)).Id;
        Assert.That(await Link(id, resident), Is.Null);
        Assert.That((await new ReportedConcerns(town.Database).Of(doctor)).Single().PickedUpOn, Is.Null, "nor that there is a file");
        town.Clock.GoTo(town.Today.AddDays(2));
        Assert.That(await PickUp(id), Is.Null);
        Assert.That((await new ReportedConcerns(town.Database).Of(doctor)).Single().PickedUpOn, Is.EqualTo(town.Today));
        Assert.That(await new ReportedConcerns(town.Database).Of(town.ProviderStaff), Is.Empty);
        Assert.That(await PickUp(id), Is.EqualTo(Refusal.AlreadyAnswered));
        Assert.That(await Link(id, resident), Is.EqualTo(Refusal.AlreadyAnswered));
    }

    [Test]
    public async Task Linked_it_stands_under_the_residents_key_each_look_stands_in_the_file_and_a_mistake_is_put_right()
    {
        var (wrong, resident) = (await town.Resident("An Ander"), await town.Resident("Anna Vertelt", BsnOfAnna));
        var id = (await Listed((await Report()).Value)).Id;
        Assert.That(await Link(id, wrong), Is.Null);
        Assert.That((await Open(id))!.ResidentName, Is.EqualTo("An Ander"));
        Assert.That(await Link(id, resident), Is.Null);
        Assert.That(((await Open(id))!.ResidentName, (await Open(id))!.Words), Is.EqualTo(("Anna Vertelt", Seen)));
        Assert.That((await new TracesOfResident(town.Database).Of(resident.Actor, resident.Id)).Select(trace => $"{trace.Action} {trace.What}").Take(3), Is.EqualTo((string[])["look ConcernOverview", "look ConcernOverview", "do LinkConcern"]));

        var elsewhere = new Resident((await new RegisterResident(town.Database).Do(Actor.System(Town.Huizen), town.Key(), new(Town.Hilversum, "999990007", "Buiten", Born))).Value, resident.Actor);
        Assert.That(await Link(id, elsewhere), Is.EqualTo(Refusal.NotFound), "of another municipality");
        Assert.That(await Link(id, resident, town.Finance), Is.EqualTo(Refusal.NotAllowed));

        await PickUp(id);
        var kept = (await Open(id))!;
        Assert.That((kept.Words, kept.Name, kept.Bsn, kept.Born, kept.Address), Is.EqualTo((Seen, "", "", (DateOnly?)null, "")), "who it is, the file says");
        town.Clock.GoTo(town.Today.AddYears(16));
        await new DestroyFile(town.Database).Do(Actor.System(Town.Huizen), town.Key(), new(resident.Id));
        Assert.That(await Sql.Count(town, "concerns"), Is.Zero, "and with the file it goes");
    }

    [Test]
    public async Task Who_links_or_picks_up_has_seen_whose_file_it_is_and_both_files_tell_of_it()
    {
        var (wrong, resident) = (await town.Resident("An Ander"), await town.Resident("Anna Vertelt", BsnOfAnna));
        var id = (await Listed((await Report()).Value)).Id;
        var (link, pickUp) = (new LinkConcern(town.Database), new PickUpConcern(town.Database));
        Assert.That(await Link(id, wrong), Is.Null);
        Assert.That((await link.Do(town.Caseworker, town.Key(), new(id, resident.Id, Seen: null))).Refusal, Is.EqualTo(Refusal.LinkChanged), "a colleague linked it meanwhile");
        Assert.That((await link.Do(town.Caseworker, town.Key(), new(id, resident.Id, Seen: wrong.Id))).Refusal, Is.Null);
        Assert.That((await pickUp.Do(town.Caseworker, town.Key(), new(id, Seen: wrong.Id))).Refusal, Is.EqualTo(Refusal.LinkChanged), "or to somebody else");
        Assert.That((await pickUp.Do(town.Caseworker, town.Key(), new(id, Seen: null))).Refusal, Is.EqualTo(Refusal.LinkChanged));
        Assert.That((await pickUp.Do(town.Caseworker, town.Key(), new(id, resident.Id))).Refusal, Is.Null);

        async Task<int> Links(Resident of) => (await new TracesOfResident(town.Database).Of(of.Actor, of.Id)).Count(trace => trace.What == nameof(LinkConcern));
        Assert.That((await Links(wrong), await Links(resident)), Is.EqualTo((2, 1)), "that it came and that it went");
    }

    [Test]
    public async Task Of_somebody_without_a_file_nothing_is_kept_once_it_was_picked_up()
    {
        var number = (await Report()).Value;
        Assert.That(await PickUp((await Listed(number)).Id), Is.Null);
        Assert.That(await Rows.Of(town.ConnectionString, "SELECT name || bsn || born || address || words FROM concerns"), Is.EqualTo((string[])[""]));
        Assert.That((await Listed(number)).PickedUpOn, Is.EqualTo(town.Today));
    }

    [Test]
    public async Task After_five_working_days_it_shows_late()
    {
        // A Thursday with a long weekend ahead: Good Friday and Easter Monday are no working days.
        town.Clock.GoTo(new(2027, 3, 25));
        var number = (await Report()).Value;
        Assert.That((await Listed(number)).PickUpBy, Is.EqualTo(new DateOnly(2027, 4, 5)));
        town.Clock.GoTo(new(2027, 4, 5));
        Assert.That((await Listed(number)).IsLate, Is.False);
        town.Clock.GoTo(new(2027, 4, 6));
        Assert.That((await Listed(number)).IsLate, Is.True);
        await PickUp((await Listed(number)).Id);
        Assert.That((await Listed(number)).IsLate, Is.False);
        town.Clock.GoTo(new(2027, 6, 1));
        Assert.That(await new ConcernList(town.Database).Of(town.Caseworker), Is.Empty, "and after thirty days it is off the list");
    }

    [Test]
    public async Task It_waits_on_the_worklist_without_a_name_due_after_five_working_days()
    {
        town.Clock.GoTo(new(2027, 3, 25));
        var number = (await Report()).Value;
        var id = (await Listed(number)).Id;
        async Task<IEnumerable<(string, string, string, string, DateOnly, string?)>> Waiting(Actor by) =>
            (await new Worklist(town.Database).Of(by, WorklistView.All)).Items.Select(item => (item.Kind, item.Number, item.Target, item.ResidentName, item.Due, item.LeadName));
        (string, string, string, string, DateOnly, string?)[] expected = [("concern", number, $"{id.Value:D}", "", new DateOnly(2027, 4, 5), null)];

        Assert.That(await Waiting(town.Caseworker), Is.EqualTo(expected));
        await Link(id, await town.Resident("Anna Vertelt", BsnOfAnna));
        Assert.That(await Waiting(town.Caseworker), Is.EqualTo(expected), "nor of whose file it is");
        Assert.That(await new Worklist(town.Database).Find(town.Caseworker, "Vertelt"), Is.Empty);
        Assert.That((await new Worklist(town.Database).Find(town.Caseworker, number)).Select(item => item.Target), Is.EqualTo([$"{id.Value:D}"]));
        Assert.That(await Waiting(town.CaseworkerOfHilversum), Is.Empty);
        await PickUp(id);
        Assert.That(await Waiting(town.Caseworker), Is.Empty);
    }

    [Test]
    public async Task Two_who_pick_one_up_at_the_same_time_are_one()
    {
        var id = (await Listed((await Report()).Value)).Id;
        var refusals = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => PickUp(id)));
        Assert.That(refusals.Count(refusal => refusal is null), Is.EqualTo(1));
    }

    [Test]
    public async Task Whoever_reports_more_than_a_practice_can_is_stopped()
    {
        for (var more = 0; more < ReportConcern.MostADay; more++)
        {
            Assert.That((await Report()).Refusal, Is.Null);
        }

        Assert.That((await Report()).Refusal, Is.EqualTo(Refusal.AskedTooOften.With(ReportConcern.MostADay)));
    }
}
