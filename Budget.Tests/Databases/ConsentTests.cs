using Budget.Core.Assignments;
using Budget.Core.Audit;
using Budget.Core.Consent;
using Budget.Core.SupportRequests;

namespace Budget.Tests.Databases;

/// <summary>What a provider reads of a client: nothing without consent, what is shared with it, and all for a day when it cannot wait.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
internal sealed class ConsentTests(Engine engine)
{
    private Town town = null!;
    private Grant client = null!;
    private AssignmentId assignment;

    [SetUp]
    public async Task BuildTown()
    {
        town = await Town.On(engine);
        client = await town.BudgetOf(100m);
        await town.Choose(client);
        assignment = (await new AssignmentsOfProvider(town.Database).Of(town.ProviderStaff))[0].Id;
    }

    [TearDown]
    public async Task Leave() => await town.DisposeAsync();

    private Task<ClientFile.Answer?> Read(Actor? by = null) => new ClientFile(town.Database).Of(by ?? town.ProviderStaff, assignment);

    private async Task<Refusal?> Share(DateOnly until, Actor? by = null, params IReadOnlyList<LifeDomain> domains) =>
        (await new GiveConsent(town.Database).Do(by ?? client.Resident.Actor, town.Key(), new(client.Resident.Id, town.Provider, domains, until))).Refusal;

    private async Task<Refusal?> Open(string reason, Actor? by = null) => (await new OpenInEmergency(town.Database).Do(by ?? town.ProviderStaff, town.Key(), new(assignment, reason))).Refusal;

    private async Task<string> LastTrace() => (await new TracesOfResident(town.Database).Of(client.Resident.Actor, client.Resident.Id)).Select(trace => $"{trace.What} {trace.Basis} {trace.Reason}".Trim()).First();

    [Test]
    public async Task Without_consent_a_provider_reads_nothing_that_the_client_wrote()
    {
        var file = (await Read())!;

        Assert.That((file.Client.ResidentName, file.Parts.Count, file.Client.OwnWords, file.Client.CurrentHelp, file.OpenUntil), Is.EqualTo(("Jan Jansen", 0, "", "", (DateTimeOffset?)null)));
        Assert.That(await LastTrace(), Is.EqualTo("ClientFile task"));
    }

    [Test]
    public async Task What_is_shared_is_read_until_its_last_day_and_no_longer_than_the_resident_wants()
    {
        Assert.That(await Share(town.Today.AddDays(10), null, LifeDomain.Household), Is.Null);
        Assert.That((await Read())!.Parts, Is.EqualTo(new[] { new ClientFile.Part(LifeDomain.Household, "Een schoon huis", town.Today.AddDays(10)) }));
        Assert.That(await LastTrace(), Is.EqualTo("ClientFile consent"));

        town.Clock.GoTo(town.Today.AddDays(10));
        Assert.That((await Read())!.Parts, Has.Count.EqualTo(1), "on the last day");
        town.Clock.GoTo(town.Today.AddDays(1));
        Assert.That((await Read())!.Parts, Is.Empty, "the day after");

        await Share(town.Today.AddDays(5), null, LifeDomain.Household);
        Assert.That(await Share(default), Is.Null, "withdrawn");
        Assert.That((await Read())!.Parts, Is.Empty);
        Assert.That((await new ConsentsOfResident(town.Database).Of(client.Resident.Actor, client.Resident.Id))!.Providers[0].Domains, Is.Empty);
    }

    [Test]
    public async Task Consent_ends_with_the_support_and_does_not_come_back_with_the_next()
    {
        await Share(town.Today.AddDays(100), null, LifeDomain.Household);
        await new EndAssignment(town.Database).Do(client.Resident.Actor, town.Key(), new(client.BudgetNumber, new(2026, 5, 31), EndReason.Client));
        Assert.That(await Read(), Is.Null, "support is over");

        await town.Choose(await town.BudgetOf(100m, resident: client.Resident));
        assignment = (await new AssignmentsOfProvider(town.Database).Of(town.ProviderStaff))[0].Id;
        Assert.That((await Read())!.Parts, Is.Empty, "nobody was asked again");
    }

    [Test]
    public async Task Two_who_share_at_the_same_time_are_both_heard_and_one_of_them_counts()
    {
        for (var round = 0; round < 5; round++)
        {
            var days = Enumerable.Range(1, 4).Select(day => Share(town.Today.AddDays(day), null, LifeDomain.Household));
            Assert.That(await Task.WhenAll(days), Is.All.Null);
            Assert.That(await Sql.Count(town, "consents WHERE withdrawn_at IS NULL"), Is.EqualTo(1));
        }
    }

    [Test]
    public async Task An_emergency_is_ended_by_the_resident_and_opened_again_with_a_reason_again()
    {
        await Open("Zij doet niet open en neemt niet op.");
        var look = (await new EmergencyLooks(town.Database).Of(client.Resident.Actor)).Single();
        Assert.That((await new EmergencyLooks(town.Database).OfCase(town.Caseworker, client.RequestNumber)).Single().Reason, Is.EqualTo("Zij doet niet open en neemt niet op."), "who is called knows");
        Assert.That(await new EmergencyLooks(town.Database).OfCase(town.CaseworkerOfHilversum, client.RequestNumber), Is.Empty);
        Task<Outcome<ResidentId>> End(Actor by) => new EndEmergency(town.Database).Do(by, town.Key(), new(look.Id));
        Assert.That((await End((await town.Resident("Piet")).Actor)).Refusal, Is.EqualTo(Refusal.NotFound));
        Assert.That((await End(town.ProviderStaff)).Refusal, Is.EqualTo(Refusal.NotFound));
        Assert.That((await Read())!.OpenUntil, Is.Not.Null);

        Assert.That((await End(client.Resident.Actor)).Refusal, Is.Null);
        Assert.That(await LastTrace(), Is.EqualTo("EndEmergency self"));
        Assert.That((await Read())!.OpenUntil, Is.Null, "from that moment on");
        Assert.That(await Open("Zij ligt op de grond, ik zie haar."), Is.Null);
    }

    [Test]
    public async Task Who_looks_for_somebody_else_with_whom_is_shared_leaves_a_trace_and_who_says_that_it_was_read_too()
    {
        await Open("Zij doet niet open en neemt niet op.");
        var @delegate = (await town.Resident("Piet")).Actor with { ActsFor = client.Resident.Id };
        await new ConsentsOfResident(town.Database).Of(@delegate, client.Resident.Id);
        Assert.That(await LastTrace(), Is.EqualTo("ConsentsOfResident mandate"));
        var looks = new EmergencyLooks(town.Database);
        var id = (await looks.Of(@delegate)).Single().Id;
        Assert.That(await LastTrace(), Is.EqualTo("EmergencyLooks mandate"));
        Assert.That(await looks.Read(@delegate, id), Is.True);
        Assert.That(await LastTrace(), Is.EqualTo("ReadEmergency mandate"));
        Assert.That(await looks.Read((await town.Resident("Jan")).Actor, id), Is.False);
    }

    [Test]
    public async Task Another_part_of_life_stays_closed()
    {
        await Share(town.Today.AddDays(10), null, LifeDomain.Money);

        Assert.That((await Read())!.Parts, Is.Empty, "the client said nothing of it, and shared nothing else");
    }

    [Test]
    public async Task Nobody_gives_consent_for_another_or_to_whom_has_nothing_to_do_with_it_or_for_ever()
    {
        var stranger = await town.Resident("Piet");
        var other = (await new Core.Providers.AdmitProvider(town.Database).Do(Actor.System(Town.Huizen), town.Key(), new("87654321", "87654321", "Thuis", "Over ons", "About us", "035 000 0000"))).Value;

        Assert.That(await Share(town.Today, stranger.Actor, LifeDomain.Household), Is.EqualTo(Refusal.NotFound));
        Assert.That(await Share(town.Today, town.Caseworker, LifeDomain.Household), Is.EqualTo(Refusal.NotAllowed));
        Assert.That(await Share(town.Today.AddDays(-1), null, LifeDomain.Household), Is.EqualTo(Refusal.PeriodInvalid));
        Assert.That(await Share(town.Today.AddDays(367), null, LifeDomain.Household), Is.EqualTo(Refusal.PeriodInvalid));
        Assert.That((await new GiveConsent(town.Database).Do(client.Resident.Actor, town.Key(), new(client.Resident.Id, other, [LifeDomain.Household], town.Today))).Refusal, Is.EqualTo(Refusal.NotFound));
    }

    [Test]
    public async Task Another_provider_and_staff_of_the_municipality_do_not_come_in_by_this_door()
    {
        var other = (await new Core.Providers.AdmitProvider(town.Database).Do(Actor.System(Town.Huizen), town.Key(), new("87654321", "87654321", "Thuis", "Over ons", "About us", "035 000 0000"))).Value;
        var stranger = await town.User("aanbieder2", Role.ProviderStaff, "", other);

        Assert.That(await Read(stranger), Is.Null);
        Assert.That(await Read(town.Caseworker), Is.Null);
        Assert.That(await Open("Zij doet niet open.", stranger), Is.EqualTo(Refusal.NotFound));
        Assert.That(await Open("Zij doet niet open.", town.Caseworker), Is.EqualTo(Refusal.NotAllowed));
    }

    [Test]
    public async Task In_an_emergency_all_is_open_for_a_day_to_who_gave_the_reason_and_the_resident_is_told()
    {
        var colleague = await town.User("aanbieder", Role.ProviderStaff, "", town.Provider);

        Assert.That(await Open("kort"), Is.EqualTo(Refusal.EmergencyReason.With(10)));
        Assert.That(await Open("Zij doet niet open en neemt niet op."), Is.Null);
        Assert.That(await LastTrace(), Is.EqualTo("OpenInEmergency emergency Zij doet niet open en neemt niet op."));
        Assert.That(await Open("Nog een keer, en langer."), Is.EqualTo(Refusal.EmergencyRuns), "a day is a day");
        Assert.That(await Open(new string('\u200B', 20)), Is.EqualTo(Refusal.EmergencyReason.With(10)), "what nobody can read is no reason");
        var file = (await Read())!;
        Assert.That((file.Client.OwnWords, file.Client.CurrentHelp, file.Parts.Single().Goal), Is.EqualTo(("Het gaat niet meer.", "Mijn dochter", "Een schoon huis")));
        Assert.That(await LastTrace(), Is.EqualTo("ClientFile emergency"));
        Assert.That((await Read(colleague))!.OpenUntil, Is.Null, "a colleague gives a reason of one's own");

        var told = (await new EmergencyLooks(town.Database).Of(client.Resident.Actor)).Single();
        Assert.That((told.UserName, told.ProviderName, told.Reason, told.ReadAt), Is.EqualTo(("Naam aanbieder", "De Helpende Hand", "Zij doet niet open en neemt niet op.", (DateTimeOffset?)null)));
        var alert = (await new Alerts(town.Database).Of(await town.User("beheer", Role.Administrator, Town.Huizen))).Single();
        Assert.That((alert.What, alert.UserName), Is.EqualTo((AlertKind.Emergency, "Naam aanbieder")));
        Assert.That(await new Alerts(town.Database).Of(await town.User("beheer", Role.Administrator, Town.Hilversum)), Is.Empty);

        town.Clock.GoTo(town.Today.AddDays(2));
        Assert.That((await Read())!.OpenUntil, Is.Null, "the day is over");
    }

    [Test]
    public async Task That_it_was_read_is_said_by_the_resident_only()
    {
        await Open("Zij doet niet open en neemt niet op.");
        var looks = new EmergencyLooks(town.Database);
        var id = (await looks.Of(client.Resident.Actor)).Single().Id;
        var stranger = await town.Resident("Piet");

        await looks.Read(stranger.Actor, id);
        Assert.That((await looks.Unread(client.Resident.Actor), await looks.Unread(stranger.Actor), (await looks.Of(stranger.Actor)).Count), Is.EqualTo((1L, 0L, 0)));
        await looks.Read(client.Resident.Actor, id);
        Assert.That(await looks.Unread(client.Resident.Actor), Is.Zero);
    }

    [Test]
    public async Task When_support_is_over_the_file_is_closed_whatever_was_shared()
    {
        Assert.That(await Share(new DateOnly(2027, 1, 1), null, LifeDomain.Household), Is.EqualTo(Refusal.PeriodInvalid), "the support ends the day before");
        await Share(new DateOnly(2026, 12, 31), null, LifeDomain.Household);
        town.Clock.GoTo(new DateOnly(town.Today.Year + 1, 1, 1));

        Assert.That(await Read(), Is.Null);
        Assert.That(await Open("Zij doet niet open."), Is.EqualTo(Refusal.NotFound));
    }
}
