using Budget.Core.Assignments;
using Budget.Core.Audit;
using Budget.Core.Budgets;
using Budget.Core.Consent;
using Budget.Core.Decisions;
using Budget.Core.PersonHeld;
using Budget.Core.Residents;
using Budget.Core.SupportRequests;

namespace Budget.Tests.Databases;

/// <summary>Who looked at what of whom: kept before it is shown, read by the resident, and not to be changed unseen.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class TraceTests(Engine engine)
{
    private Town town = null!;

    [SetUp]
    public async Task Open() => town = await Town.On(engine);

    [TearDown]
    public async Task Close() => await town.DisposeAsync();

    [Test]
    public async Task The_resident_reads_who_looked_and_why()
    {
        var grant = await town.BudgetOf(100m);
        await new BudgetOverview(town.Database).Of(town.Finance, grant.BudgetNumber);
        await new CaseOverview(town.Database).Of(town.Caseworker, grant.RequestNumber);
        await new BudgetOverview(town.Database).Of(grant.Resident.Actor, grant.BudgetNumber);

        var traces = await new TracesOfResident(town.Database).Of(grant.Resident.Actor, grant.Resident.Id);

        Assert.That(traces.Take(3).Select(trace => (trace.Action, trace.What, trace.Subject, trace.Role, trace.Basis, trace.IsMe)), Is.EqualTo(
            new[]
            {
                ("look", "BudgetOverview", grant.BudgetNumber, "resident", "self", true),
                ("look", "CaseOverview", grant.RequestNumber, "caseworker", "task", false),
                ("look", "BudgetOverview", grant.BudgetNumber, "finance", "task", false),
            }));
        Assert.That(traces.Select(trace => trace.What), Does.Contain("GrantProvision").And.Contain("SubmitSupportRequest"), "and what was done");
        Assert.That(traces[1].UserName, Is.EqualTo("Naam consulent"));
        Assert.That(traces[1].Organisation, Is.EqualTo("Huizen"));
    }

    [Test]
    public async Task Only_the_resident_and_who_represents_him_reads_them()
    {
        var (grant, other) = (await town.BudgetOf(100m), await town.Resident());
        var traces = new TracesOfResident(town.Database);
        Assert.That(await traces.Of(other.Actor, grant.Resident.Id), Is.Empty);
        Assert.That(await traces.Of(town.Caseworker, grant.Resident.Id), Is.Empty);
        Assert.That(await traces.Of(other.Actor with { ActsFor = grant.Resident.Id }, grant.Resident.Id), Is.Not.Empty);
    }

    [Test]
    public async Task Who_acts_for_somebody_leaves_a_trace_that_says_so()
    {
        var (grant, other) = (await town.BudgetOf(100m), await town.Resident());
        await new BudgetOverview(town.Database).Of(other.Actor with { ActsFor = grant.Resident.Id }, grant.BudgetNumber);
        Assert.That(
            await Rows.Of(town.ConnectionString, $"SELECT basis, on_behalf_of FROM traces WHERE user_id = '{other.Actor.UserId.Value:D}' AND action = 'look'"),
            Is.EqualTo((string[])[$"mandate {grant.Resident.Id.Value:D}"]));
    }

    [Test]
    public async Task What_others_did_is_found_among_what_one_did_oneself()
    {
        var grant = await town.BudgetOf(100m);
        await new BudgetOverview(town.Database).Of(town.Finance, grant.BudgetNumber);
        await new BudgetOverview(town.Database).Of(grant.Resident.Actor, grant.BudgetNumber);
        var traces = new TracesOfResident(town.Database);
        Assert.That((await traces.Of(grant.Resident.Actor, grant.Resident.Id))[0].IsMe, Is.True);
        var others = await traces.Of(grant.Resident.Actor, grant.Resident.Id, onlyOthers: true);
        Assert.That(others[0].UserName, Is.EqualTo("Naam financien"));
        Assert.That(others.Select(trace => trace.IsMe), Is.All.False);
    }

    [Test]
    public async Task However_old_the_page_that_is_asked_for_reading_for_another_leaves_a_trace()
    {
        var (grant, other) = (await town.BudgetOf(100m), await town.Resident());
        await new TracesOfResident(town.Database).Of(other.Actor with { ActsFor = grant.Resident.Id }, grant.Resident.Id, before: Guid.Empty);
        Assert.That((await new TracesOfResident(town.Database).Of(grant.Resident.Actor, grant.Resident.Id))[0].What, Is.EqualTo("TracesOfResident"));
    }

    [Test]
    public async Task A_file_that_a_low_level_keeps_closed_is_on_no_list_and_bears_no_trace_of_one()
    {
        var (shown, mother) = (await town.BudgetOf(100m), await town.Resident());
        await new GiveAccess(town.Database).Do(Actor.System(Town.Huizen), town.Key(), new(mother.Actor.UserId, shown.Resident.Id, AsRepresentative: true, new(2026, 1, 1), new(2026, 12, 31)));
        var low = mother.Actor with { ClosedTo = Town.Huizen };
        Assert.That(await new BudgetList(town.Database).Of(low), Is.Empty);
        Assert.That(await Rows.Of(town.ConnectionString, $"SELECT what FROM traces WHERE user_id = '{mother.Actor.UserId.Value:D}' AND action = 'look'"), Is.Empty);
    }

    [Test]
    public async Task Staff_of_a_provider_read_of_whom_their_traces_are_as_long_as_they_give_support()
    {
        var grant = await town.BudgetOf(100m);
        await town.Choose(grant);
        var assignment = (await new AssignmentsOfProvider(town.Database).Of(town.ProviderStaff))[0].Id;
        await new ClientFile(town.Database).Of(town.ProviderStaff, assignment);
        Assert.That((await new MyTraces(town.Database).Of(town.ProviderStaff))[0].ResidentName, Is.EqualTo("Jan Jansen"));
        town.Clock.GoTo(new(2027, 2, 1));
        Assert.That((await new MyTraces(town.Database).Of(town.ProviderStaff))[0].ResidentName, Is.Null);
    }

    [Test]
    public async Task A_list_that_somebody_looks_through_for_others_stands_in_the_file_of_each_whom_it_shows()
    {
        var (shown, absent, mother) = (await town.BudgetOf(100m, FundingForm.PersonHeld), await town.Resident(), await town.Resident());
        await town.Agreement(shown);
        foreach (var child in new[] { shown.Resident, absent })
        {
            await new GiveAccess(town.Database).Do(Actor.System(Town.Huizen), town.Key(), new(mother.Actor.UserId, child.Id, AsRepresentative: true, new(2026, 1, 1), new(2026, 12, 31)));
        }

        await new RequestDraft(town.Database).Save(mother.Actor, shown.Resident.Id, _ => RequestContent.Empty);
        var @delegate = absent.Actor with { ActsFor = shown.Resident.Id };
        await new RequestDraft(town.Database).Save(@delegate, shown.Resident.Id, _ => RequestContent.Empty);
        await town.Request(mother);
        foreach (var actor in new[] { mother.Actor, @delegate, shown.Resident.Actor, absent.Actor })
        {
            await new BudgetList(town.Database).Of(actor);
            await new CaseList(town.Database).Of(actor);
            await new CareAgreements(town.Database).Of(actor);
            await new RequestDraft(town.Database).All(actor);
            await new TracesOfResident(town.Database).Of(actor, shown.Resident.Id);
        }

        string[] lists = ["BudgetList", "CaseList", "CareAgreements", "RequestDraft", "TracesOfResident"];
        var looks = await Rows.Of(town.ConnectionString, "SELECT user_id, what, basis, resident_id, on_behalf_of FROM traces WHERE action = 'look' ORDER BY id");
        Assert.That(looks, Is.EqualTo(new[] { (mother.Actor, "representative"), (@delegate, "mandate") }.SelectMany(one => lists.Select(list =>
            $"{one.Item1.UserId.Value:D} {list} {one.Item2} {shown.Resident.Id.Value:D} {shown.Resident.Id.Value:D}"))), "of who is on it, and nothing of one's own");
    }

    [Test]
    public async Task Who_works_for_another_municipality_now_reads_no_names_of_the_former_one()
    {
        var grant = await town.BudgetOf(100m);
        await new BudgetOverview(town.Database).Of(town.Caseworker, grant.BudgetNumber);
        Assert.That((await new MyTraces(town.Database).Of(town.Caseworker))[0].ResidentName, Is.EqualTo("Jan Jansen"));
        var moved = await new MyTraces(town.Database).Of(town.Caseworker with { MunicipalityCode = Town.Hilversum });
        Assert.That(moved.Select(trace => trace.ResidentName), Is.All.Null);
        Assert.That(moved[0].Subject, Is.EqualTo(grant.BudgetNumber), "what was done stays");
    }

    [Test]
    public async Task Pages_of_fifty_lead_back_to_the_first_trace()
    {
        var grant = await town.BudgetOf(100m);
        for (var look = 0; look < 60; look++)
        {
            await new BudgetOverview(town.Database).Of(grant.Resident.Actor, grant.BudgetNumber);
        }

        var traces = new TracesOfResident(town.Database);
        var first = await traces.Of(grant.Resident.Actor, grant.Resident.Id);
        var second = await traces.Of(grant.Resident.Actor, grant.Resident.Id, first[^1].Id);
        Assert.That(first, Has.Count.EqualTo(50));
        Assert.That(second[^1].What, Is.EqualTo("RegisterResident"));
        Assert.That(first.Concat(second).Select(trace => trace.Id).Distinct().Count(), Is.EqualTo(first.Count + second.Count));
    }

    [TestCase("UPDATE traces SET subject = 'x' WHERE action = 'look'", "was changed")]
    [TestCase("UPDATE traces SET user_id = 'another' WHERE action = 'look'", "was changed")]
    [TestCase("UPDATE traces SET at = '2026-06-15T09:00:00.000Z' WHERE action = 'look'", "was changed")]
    [TestCase("DELETE FROM traces WHERE action = 'look'", "holds")]
    [TestCase("INSERT INTO traces SELECT substr(id, 1, 24) || 'ffffffffffff', at, action, what, subject, user_id, role, municipality_code, session_id, resident_id, on_behalf_of, basis, reason FROM traces WHERE action = 'look'", "holds")]
    [TestCase("DELETE FROM trace_blocks WHERE number = 1", "missing")]
    [TestCase("UPDATE trace_blocks SET trace_count = trace_count + 1", "holds")]
    public async Task What_was_sealed_cannot_be_changed_unseen(string sql, string found)
    {
        var grant = await town.BudgetOf(100m);
        await new BudgetOverview(town.Database).Of(town.Caseworker, grant.BudgetNumber);
        town.Clock.Advance(TimeSpan.FromMinutes(11));
        Assert.That(await new SealTraces(town.Database).Do(), Is.GreaterThan(5));
        Assert.That((await new VerifyTraces(town.Database).Run()).Fault, Is.Null);
        await new BudgetOverview(town.Database).Of(town.Caseworker, grant.BudgetNumber);
        town.Clock.Advance(TimeSpan.FromMinutes(11));
        await new SealTraces(town.Database).Do();
        Assert.That((await new VerifyTraces(town.Database).Run()) is { Fault: null, Blocks: 2 }, Is.True);

        await Sql.AsOwner(town, sql.Contains("trace_blocks", StringComparison.Ordinal) ? "trace_blocks" : "traces", sql);

        Assert.That((await new VerifyTraces(town.Database).Run()).Fault, Does.Contain(found));
    }

    [TestCase("UPDATE traces SET subject = 'x'")]
    [TestCase("DELETE FROM traces")]
    [TestCase("DELETE FROM trace_blocks")]
    public async Task The_database_refuses_to_change_or_remove_a_trace(string sql)
    {
        await town.BudgetOf(100m);
        town.Clock.Advance(TimeSpan.FromMinutes(11));
        await new SealTraces(town.Database).Do();
        Assert.That(async () => await Sql.Execute(town, sql), Throws.InstanceOf<System.Data.Common.DbException>());
    }

    [Test]
    public async Task A_clock_that_is_set_back_puts_no_trace_among_those_that_are_sealed()
    {
        var grant = await town.BudgetOf(100m);
        town.Clock.Advance(TimeSpan.FromMinutes(11));
        await new SealTraces(town.Database).Do();
        town.Clock.Advance(TimeSpan.FromHours(-2));
        await new BudgetOverview(town.Database).Of(town.Caseworker, grant.BudgetNumber);
        Assert.That(await new SealTraces(town.Database).Do(), Is.Zero);
        town.Clock.Advance(TimeSpan.FromHours(3));
        await new BudgetOverview(town.Database).Of(town.Caseworker, grant.BudgetNumber);
        town.Clock.Advance(TimeSpan.FromMinutes(11));
        await new SealTraces(town.Database).Do();
        Assert.That((await new VerifyTraces(town.Database).Run()).Fault, Is.Null);
        Assert.That((await new TracesOfResident(town.Database).Of(grant.Resident.Actor, grant.Resident.Id)).Count(trace => trace.Action == "look"), Is.EqualTo(2));
    }

    [Test]
    public async Task Somebody_who_opens_file_after_file_raises_one_alert()
    {
        var administrator = await town.User("beheer", Role.Administrator, Town.Huizen);
        var grants = new List<Grant>();
        for (var file = 0; file < RaiseAlert.FilesInAnHour + 3; file++)
        {
            grants.Add(await town.BudgetOf(1m));
        }

        foreach (var grant in grants.Take(RaiseAlert.FilesInAnHour - 1))
        {
            await new BudgetOverview(town.Database).Of(town.Finance, grant.BudgetNumber);
        }

        Assert.That(await new Alerts(town.Database).Of(administrator), Is.Empty, "a busy day is no alert");
        foreach (var grant in grants)
        {
            await new BudgetOverview(town.Database).Of(town.Finance, grant.BudgetNumber);
        }

        var alert = (await new Alerts(town.Database).Of(administrator)).Single();
        Assert.That((alert.What, alert.UserName), Is.EqualTo((AlertKind.Burst, "Naam financien")));
        Assert.That(await new Alerts(town.Database).Of(town.Caseworker), Is.Empty, "not for everybody");
        await new Alerts(town.Database).See(administrator, alert.Id);
        Assert.That((await new Alerts(town.Database).Of(administrator)).Single().SeenByName, Is.EqualTo("Naam beheer"));
    }

    [Test]
    public async Task Who_tries_number_after_number_raises_an_alert_and_sees_nothing()
    {
        var administrator = await town.User("beheer", Role.Administrator, Town.Huizen);
        var resident = await town.Resident();
        var grant = await town.BudgetOf(100m);
        for (var number = 0; number < RaiseAlert.RefusalsInTenMinutes; number++)
        {
            Assert.That(await new BudgetOverview(town.Database).Of(resident.Actor, number % 2 == 0 ? grant.BudgetNumber : "2026-999999"), Is.Null);
        }

        Assert.That((await new Alerts(town.Database).Of(administrator)).Single().What, Is.EqualTo(AlertKind.Refused));
        Assert.That((await new TracesOfResident(town.Database).Of(grant.Resident.Actor, grant.Resident.Id)).Select(trace => trace.Action), Has.None.EqualTo("refused"), "who did not get in was not in the file");
    }

    [Test]
    public async Task An_alert_about_oneself_a_colleague_has_to_look_at_and_that_one_read_of_a_resident_in_it_is_kept()
    {
        var (first, second) = (await town.User("beheer", Role.Administrator, Town.Huizen), await town.User("beheer2", Role.Administrator, Town.Huizen));
        var resident = await town.Resident();
        await Sql.Execute(town, $"""
            INSERT INTO alerts (id, raised_at, municipality_code, kind, user_id, resident_id, amount)
            VALUES ('01955b3b-ca95-7cd3-8abf-2865b935f45e', '2026-06-15T08:00:00.000Z', '{Town.Huizen}', 'decoy', '{first.UserId.Value:D}', '{resident.Id.Value:D}', 1)
            """);
        var alerts = new Alerts(town.Database);
        var alert = (await alerts.Of(first)).Single().Id;

        Assert.That(await alerts.See(first, alert), Is.False);
        Assert.That((await alerts.Of(second)).Single().SeenAt, Is.Null);
        Assert.That(await alerts.See(second, alert), Is.True);
        Assert.That((await alerts.Of(first)).Single().SeenByName, Is.EqualTo("Naam beheer2"));
        Assert.That(await alerts.See(second, new AlertId(Guid.Empty)), Is.False);
        Assert.That((await new TracesOfResident(town.Database).Of(resident.Actor, resident.Id)).Count(trace => trace.What == "Alerts"), Is.EqualTo(3));
    }

    [Test]
    public async Task A_decoy_is_on_no_list_of_work_and_raises_an_alert_when_it_is_opened()
    {
        var administrator = await town.User("beheer", Role.Administrator, Town.Huizen);
        var number = (await new LayDecoy(town.Database).Do(Actor.System(Town.Huizen), town.Key(), new(Town.Huizen, "Bekende Naam"))).Value;
        await town.Request(await town.Resident());

        Assert.That((await new CaseList(town.Database).Of(town.Caseworker)).Select(one => one.Number), Is.Not.Empty.And.None.EqualTo(number));
        Assert.That(await new Alerts(town.Database).Of(administrator), Is.Empty);
        Assert.That((await new CaseOverview(town.Database).Of(town.Caseworker, number))!.Request.ResidentName, Is.EqualTo("Bekende Naam"), "it looks like any other");
        Assert.That((await new Alerts(town.Database).Of(administrator)).Single().What, Is.EqualTo(AlertKind.Decoy));
        Assert.That((await new LayDecoy(town.Database).Do(administrator, town.Key(), new(Town.Huizen, "Bekende Naam"))).Refusal, Is.EqualTo(Refusal.NotAllowed), "who works with files does not know which it is");
    }
}
