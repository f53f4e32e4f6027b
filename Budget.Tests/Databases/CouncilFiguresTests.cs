using System.Text;
using Budget.Core.Assignments;
using Budget.Core.Audit;
using Budget.Core.Council;
using Budget.Core.Decisions;
using Budget.Core.Delivery;
using Budget.Core.Disputes;
using Budget.Core.SupportRequests;

namespace Budget.Tests.Databases;

/// <summary>The figures for the council against a town of which we know what happened. Today it is 15 June 2026.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class CouncilFiguresTests(Engine engine)
{
    private static readonly string[] SevenFiles = ["7"];

    /// <summary>The first day on which the first half of 2026 is there.</summary>
    private static readonly DateOnly Counted = new(2026, 7, 29);

    private Town town = null!;
    private Actor administrator = null!;

    [SetUp]
    public async Task Start()
    {
        town = await Town.On(engine);
        administrator = await town.User("beheer", Role.Administrator, Town.Huizen);
    }

    [TearDown]
    public async Task Stop()
    {
        await town.MustBeSound();
        await town.DisposeAsync();
    }

    private async Task<CouncilFigures.Answer> Of(int year = 2026, Actor? by = null) => (await new CouncilFigures(town.Database).Of(by ?? administrator, year))!;

    private static CouncilList ListOf(CouncilFigures.Answer answer, CouncilTopic topic, string part = "") => answer.Lists.Single(list => list.Topic == topic && list.Part == part);

    private static CouncilLine Line(CouncilFigures.Answer answer, CouncilTopic topic, string name, string part = "") => ListOf(answer, topic, part).Lines.Single(line => line.Name == name);

    private async Task<List<Grant>> Granted(int many, FundingForm form = FundingForm.PersonFollowing)
    {
        List<Grant> grants = [];
        for (var number = 0; number < many; number++)
        {
            grants.Add(await town.BudgetOf(100m, form));
        }

        return grants;
    }

    [Test]
    public async Task What_happened_in_a_half_year_is_counted_once_it_is_over()
    {
        var grants = await Granted(6);
        Assert.That(await new CouncilFigures(town.Database).Of(administrator, 2026), Is.Null, "of a half that runs the difference between two days would be somebody");
        Assert.That((await Of(2025)).IsEmpty, Is.True);

        foreach (var grant in grants)
        {
            await town.AlsoGrant(grant, 50m, FundingForm.PersonHeld);
        }

        town.Clock.GoTo(Counted);
        var answer = await Of();
        Assert.That((answer.Halves, answer.IsEmpty), Is.EqualTo((1, false)));
        CouncilFigure six = new(6), twelve = new(12), none = new(0);
        var requests = Line(answer, CouncilTopic.Requests, "request");
        Assert.That((requests.First, requests.Second, requests.Year, requests.YearBefore), Is.EqualTo((six, CouncilFigure.NotYet, CouncilFigure.NotYet, none)));
        Assert.That(ListOf(answer, CouncilTopic.Requests).Total, Is.Null, "the total of one line is the line");
        Assert.That((Line(answer, CouncilTopic.Investigations, "in-time").First, Line(answer, CouncilTopic.Investigations, "late").First), Is.EqualTo((six, none)));
        Assert.That((Line(answer, CouncilTopic.Decisions, "grant").First, ListOf(answer, CouncilTopic.Decisions).Total!.First), Is.EqualTo((twelve, twelve)));
        Assert.That(Line(answer, CouncilTopic.DecisionsInTime, "in-time").First, Is.EqualTo(six), "the first decision on each application");
        Assert.That((Line(answer, CouncilTopic.Ages, "age-75").First, ListOf(answer, CouncilTopic.Ages).Total!.First), Is.EqualTo((six, six)), "who has two budgets is one resident");
        Assert.That(Line(answer, CouncilTopic.Neighbourhoods, "unknown").First, Is.EqualTo(six));
        Assert.That((Line(answer, CouncilTopic.Support, "personfollowing", "02").First, Line(answer, CouncilTopic.Support, "personheld", "01").First), Is.EqualTo((six, six)));
        Assert.That((Line(answer, CouncilTopic.Goals, "yes").First, Line(answer, CouncilTopic.Switches, "switch").First), Is.EqualTo((none, none)));

        town.Clock.GoTo(new(2027, 1, 29));
        var whole = await Of();
        requests = Line(whole, CouncilTopic.Requests, "request");
        Assert.That((whole.Halves, requests.First, requests.Second, requests.Year), Is.EqualTo((2, six, none, six)));
        Assert.That(ListOf(whole, CouncilTopic.Ages).Total!.Second, Is.EqualTo(six), "their budgets run until 31 December");
        town.Clock.GoTo(new(2027, 7, 29));
        var next = await Of(2027);
        Assert.That((Line(next, CouncilTopic.Requests, "request").YearBefore, ListOf(next, CouncilTopic.Ages).Total!.First, ListOf(next, CouncilTopic.Ages).Total!.YearBefore), Is.EqualTo((six, none, six)));
    }

    [Test]
    public async Task A_few_are_hidden_and_so_is_what_would_tell_them()
    {
        var colleague = await town.User("collega", Role.Caseworker, Town.Huizen);
        await Granted(6);
        string decision = "";
        Resident refused = null!;
        for (var number = 0; number < 2; number++)
        {
            refused = await town.Resident();
            var request = await town.Request(refused);
            await town.Report(request);
            decision = (await town.Refuse(request)).Value;
        }

        var objected = (await new ObjectToDecision(town.Database).Do(refused.Actor, town.Key(), new(decision, "Dat klopt niet.", ""))).Value;
        Assert.That((await new DecideObjection(town.Database).Do(colleague, town.Key(), new(objected.ObjectionNumber, ObjectionOutcome.Founded, "U hebt gelijk."))).Refusal, Is.Null);
        town.Clock.GoTo(Counted);

        var answer = await Of();
        Assert.That((Line(answer, CouncilTopic.Decisions, "refuse").First, Line(answer, CouncilTopic.Decisions, "grant").First, ListOf(answer, CouncilTopic.Decisions).Total!.First),
            Is.EqualTo((CouncilFigure.Hidden, CouncilFigure.Hidden, new CouncilFigure(8))), "two refused, who would follow from the six that were granted");
        Assert.That(Line(answer, CouncilTopic.Objections, "objection").First, Is.EqualTo(CouncilFigure.Hidden));
        foreach (var topic in new[] { CouncilTopic.ObjectionOutcomes, CouncilTopic.ObjectionsInTime })
        {
            Assert.That(ListOf(answer, topic).Lines.Append(ListOf(answer, topic).Total!).Select(line => line.First), Is.All.EqualTo(CouncilFigure.Hidden), $"{topic}");
        }

        var csv = Encoding.UTF8.GetString(CouncilCsv.Write(answer)).Replace("\"", "", StringComparison.Ordinal);
        Assert.That(csv, Does.StartWith("\uFEFFgemeente;jaar;onderdeel;regel;eerste_halfjaar;tweede_halfjaar;heel_jaar;jaar_ervoor"));
        Assert.That(csv.Split('\n').Select(line => line.TrimEnd('\r')), Does.Contain($"{Town.Huizen};2026;Besluiten;Afgewezen;verborgen;;;0").And.Contain($"{Town.Huizen};2026;Besluiten;Samen;8;;;0"));
    }

    [Test]
    public async Task Waiting_is_counted_in_days_from_request_to_decision_to_help()
    {
        List<(Resident Resident, string Request)> asked = [];
        for (var number = 0; number < CouncilWaits.Fewest; number++)
        {
            var resident = await town.Resident();
            asked.Add((resident, await town.Request(resident)));
        }

        town.Clock.GoTo(new(2026, 6, 22));
        foreach (var (resident, request) in asked)
        {
            await town.Report(request);
            var number = (await new GrantProvision(town.Database).Do(town.Caseworker, town.Key(), new(
                request, town.Today, Town.Guidance, new Quantity(100), Frequency.Total, new Money(100), new Period(new(2026, 6, 22), new(2026, 12, 31)), FundingForm.PersonFollowing, "Dit is nodig."))).Value.BudgetNumber;
            await town.Choose(new Grant(resident, request, number));
        }

        town.Clock.GoTo(new(2026, 6, 25));
        foreach (var assignment in await new AssignmentsOfProvider(town.Database).Of(town.ProviderStaff))
        {
            Assert.That((await new ReportStart(town.Database).Do(town.ProviderStaff, town.Key(), new(assignment.Id, new(2026, 6, 25)))).Refusal, Is.Null);
        }

        // That it had begun sooner was put right: what was reported last counts.
        await Sql.Execute(town, "INSERT INTO delivery_reports (id, assignment_id, kind, happened_on, reason, reported_by, reported_at) SELECT '00' || SUBSTR(said.id, 3), said.assignment_id, 'started', '2026-06-22', '', said.reported_by, said.reported_at FROM delivery_reports said");
        town.Clock.GoTo(Counted);
        var waits = (await Of()).Waits.ToDictionary(line => line.Wait, line => line.First);
        Assert.That(waits[CouncilWait.ToDecision], Is.EqualTo(new WaitedDays(7, 7)));
        Assert.That(waits[CouncilWait.ToHelp], Is.EqualTo(new WaitedDays(3, 3)));
        Assert.That(waits[CouncilWait.ToHelpFromRequest], Is.EqualTo(new WaitedDays(10, 10)));

        await Granted(1);
        town.Clock.GoTo(new(2027, 1, 29));
        var decided = (await Of()).Waits.Single(line => line.Wait == CouncilWait.ToDecision);
        Assert.That((decided.First, decided.Second, decided.Year), Is.EqualTo((new WaitedDays(7, 7), WaitedDays.Hidden, WaitedDays.Hidden)), "eleven in the year, of whom one would follow");
    }

    [Test]
    public async Task Goals_and_their_answers_are_counted()
    {
        List<Grant> grants = [];
        for (var number = 0; number < 7; number++)
        {
            grants.Add(await town.BudgetOf(100m, period: new Period(new(2026, 6, 1), new(2027, 5, 31))));
        }

        town.Clock.GoTo(new(2026, 7, 13));
        foreach (var (grant, at) in grants.Select((grant, at) => (grant, at)))
        {
            Assert.That((await new EvaluateGoal(town.Database).Do(grant.Resident.Actor, town.Key(), new(
                grant.RequestNumber, LifeDomain.Household, new(2026, 7, 13), at == 6 ? Helps.No : Helps.Yes, ""))).Refusal, Is.Null);
        }

        town.Clock.GoTo(new(2027, 1, 29));
        var goals = ListOf(await Of(), CouncilTopic.Goals);
        Assert.That(goals.Total!.Second, Is.EqualTo(new CouncilFigure(7)));
        Assert.That(goals.Lines.Single(line => line.Name == "partly").Second, Is.EqualTo(new CouncilFigure(0)));
        Assert.That(goals.Lines.Where(line => line.Name is "yes" or "no").Select(line => line.Second), Is.All.EqualTo(CouncilFigure.Hidden), "one no, and the six who said yes would tell it");
    }

    [Test]
    public async Task What_was_counted_stays_as_it_was_when_files_change_afterwards()
    {
        await Granted(6);
        town.Clock.GoTo(Counted.AddDays(-1));
        Assert.That(await new CouncilFigures(town.Database).Of(administrator, 2026), Is.Null, "a request on paper of 30 June may still be written down");
        town.Clock.GoTo(Counted);
        var file = CouncilCsv.Write(await Of());
        await Sql.Execute(town, "UPDATE residents SET born_on = '1990-01-01'");

        town.Clock.GoTo(new(2026, 12, 1));
        var later = await Of(by: town.Caseworker);
        Assert.That(CouncilCsv.Write(later), Is.EqualTo(file), "the difference would be whose day of birth was put right");
        Assert.That(later.CountedOn[new HalfYear(2026, 1)], Is.EqualTo(Counted));
        await Sql.Execute(town, "DELETE FROM council_figures");
        Assert.That(CouncilCsv.Write(await Of()), Is.Not.EqualTo(file), "counted anew it would have been there");
    }

    [Test]
    public async Task What_happened_often_to_one_resident_is_hidden()
    {
        var number = (await Granted(6))[0].RequestNumber;
        foreach (var day in Enumerable.Range(10, 6))
        {
            await Sql.Execute(town, $"INSERT INTO goal_evaluations (request_id, life_domain, asked_on, reached, words, said_by, said_at, answer) SELECT file.id, need.life_domain, '2026-06-{day}', 'yes', '', file.submitted_by, file.submitted_at, '' FROM support_requests file JOIN support_needs need ON need.request_id = file.id WHERE file.number = '{number}'");
        }

        town.Clock.GoTo(Counted);
        var goals = ListOf(await Of(), CouncilTopic.Goals);
        Assert.That(goals.Lines.Append(goals.Total!).Select(line => line.First), Is.All.EqualTo(CouncilFigure.Hidden), "six times yes, of one");
    }

    [Test]
    public async Task A_line_that_was_disputed_again_is_one_line()
    {
        for (var number = 0; number < 6; number++)
        {
            var client = await Assigned.In(town);
            await town.Import($"M{number}", client.Debit($"R{number}", 5, 2));
            Assert.That((await town.Dispute(client, $"R{number}")).Refusal, Is.Null);
            Assert.That((await new WithdrawDispute(town.Database).Do(client.Grant.Resident.Actor, town.Key(), new(client.Grant.BudgetNumber, 3))).Refusal, Is.Null);
            Assert.That((await town.Dispute(client, $"R{number}")).Refusal, Is.Null);
        }

        town.Clock.GoTo(Counted);
        var answer = await Of();
        Assert.That(Line(answer, CouncilTopic.Disputes, "dispute").First, Is.EqualTo(new CouncilFigure(6)));
        Assert.That(Line(answer, CouncilTopic.DisputeOutcomes, "withdrawn").First, Is.EqualTo(new CouncilFigure(6)));
    }

    [Test]
    public async Task The_file_of_nobody_is_not_counted()
    {
        await Granted(6);
        await new LayDecoy(town.Database).Do(Actor.System(Town.Huizen), town.Key(), new(Town.Huizen, "Bekende Naam"));
        Assert.That(await Rows.Of(town.ConnectionString, "SELECT COUNT(*) FROM support_requests"), Is.EqualTo(SevenFiles), "it has a request, as others have");
        town.Clock.GoTo(Counted);
        Assert.That(Line(await Of(), CouncilTopic.Requests, "request").First, Is.EqualTo(new CouncilFigure(6)));
    }

    [Test]
    public async Task Who_may_read_them_reads_the_own_municipality_only_and_others_nothing()
    {
        await Granted(6);
        town.Clock.GoTo(Counted);
        foreach (var reader in new[] { administrator, town.Caseworker, await town.User("controle", Role.Auditor, Town.Huizen) })
        {
            Assert.That(Line(await Of(by: reader), CouncilTopic.Requests, "request").First.Count, Is.EqualTo(6), $"{reader.Role}");
        }

        Assert.That((await Of(by: town.CaseworkerOfHilversum)).IsEmpty, Is.True);
        foreach (var other in new[] { town.Finance, town.ProviderStaff, (await town.Resident()).Actor })
        {
            Assert.That(await new CouncilFigures(town.Database).Of(other, 2026), Is.Null, $"{other.Role}");
        }

        Assert.That(await new CouncilFigures(town.Database).Of(administrator, 2027), Is.Null, "to come");
        Assert.That(await new CouncilFigures(town.Database).Of(administrator, 2026 - CouncilFigures.Years), Is.Null, "too long ago");
    }
}
