using System.Data.Common;
using System.Text.Json;
using System.Text.RegularExpressions;
using Budget.Core.Audit;
using Budget.Core.Budgets;
using Budget.Core.Decisions;
using Budget.Core.Residents;
using Budget.Core.Retention;
using Budget.Core.Supporters;
using Budget.Core.SupportRequests;

namespace Budget.Tests.Databases;

/// <summary>Somebody beside the resident: invited into one case by a code, reads along and does nothing, until either ends it or the case is over.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
internal sealed partial class SupporterTests(Engine engine)
{
    private Town town = null!;
    private Resident resident = null!;
    private string request = "";
    private Actor anja = null!;

    [SetUp]
    public async Task BuildTown()
    {
        town = await Town.On(engine);
        resident = await town.Resident(bsn: "999990019");
        request = await town.Request(resident);
        anja = await town.User("anja", Role.Resident, "");
    }

    [TearDown]
    public async Task Leave() => await town.DisposeAsync();

    private Task<Outcome<Guid>> Invite(Actor? by = null, string label = "Anja") => new InviteSupporter(town.Database).Do(by ?? resident.Actor, town.Key(), new(request, label));

    private async Task<SupportersOfCase.Item> Item(Guid id) => (await new SupportersOfCase(town.Database).Of(resident.Actor, request))!.Items.Single(item => item.Id == id);

    private Task<Outcome<AcceptInvitation.Answer>> Accept(string code, Actor? by = null, string name = "") => new AcceptInvitation(town.Database).Do(by ?? anja, town.Key(), new(code, name));

    private async Task<Guid> Reads(Actor? by = null)
    {
        var id = (await Invite()).Value;
        Assert.That((await Accept((await Item(id)).Code, by)).Value, Is.EqualTo(new AcceptInvitation.Answer(Invitation.Accepted, request)));
        return id;
    }

    private Task<SupportedCase.Answer?> Read(Actor? by = null) => new SupportedCase(town.Database).Of(by ?? anja, request);

    private async Task<IReadOnlyList<string>> Traces() =>
        [.. (await new TracesOfResident(town.Database).Of(resident.Actor, resident.Id)).Where(trace => !trace.IsMe && trace.Role != "system").Select(trace => $"{trace.Action} {trace.What} {trace.Subject} {trace.UserName} {trace.Basis}")];

    [Test]
    public async Task Who_was_invited_reads_along_and_the_resident_reads_each_look()
    {
        Assert.That(await Read(), Is.Null, "not before");
        await Reads();
        await town.Report(request);
        var read = (await Read())!;
        Assert.That((read.ResidentName, read.Asked.OwnWords, read.Asked.Needs.Single().Goal, read.Reports.Single().Advice), Is.EqualTo(("Jan Jansen", "Het gaat niet meer.", "Een schoon huis", "Toekennen.")));
        Assert.That((await new SupportedCases(town.Database).Of(anja)).Select(one => one.Number), Is.EqualTo(new[] { request }));
        Assert.That(await Traces(), Is.EqualTo(new[]
        {
            $"look SupportedCases {request} Naam anja consent", $"look SupportedCase {request} Naam anja consent",
            $"do WriteReport {request} Naam consulent task", $"do TakeCase {request} Naam consulent task", $"do AcceptInvitation {request} Naam anja consent",
        }));
    }

    [Test]
    public async Task What_is_read_along_has_no_BSN_no_day_of_birth_and_no_amount()
    {
        await town.Report(request);
        await new GrantProvision(town.Database).Do(town.Caseworker, town.Key(), new(
            request, town.Today, Town.Guidance, new Quantity(1237m), Frequency.Total, new Money(100), Period.Year(2026), FundingForm.PersonHeld, "Dit is nodig."));
        await new AddAttachment(town.Database).Do(resident.Actor, town.Key(), new(request, "brief van de huisarts", AttachmentTests.Pdf("Geheim")));
        await Reads();
        var read = (await Read())!;
        Assert.That((read.Decisions.Single().Reasons, read.Papers.Single()), Is.EqualTo(("Dit is nodig.", "brief van de huisarts")));
        var all = Ids().Replace(JsonSerializer.Serialize(read), "");
        Assert.That(all, Does.Contain("Het gaat niet meer.").And.Not.Contain("999990019").And.Not.Contain("1950").And.Not.Contain("1237").And.Not.Contain("123700").And.Not.Contain("Geheim"));
    }

    [Test]
    public async Task To_read_along_is_no_other_right_and_nobody_else_has_it()
    {
        await Reads();
        Assert.That(await new CaseOverview(town.Database).Of(anja, request), Is.Null);
        Assert.That(await new MyPeople(town.Database).Of(anja), Is.Empty);
        Assert.That(await new BudgetList(town.Database).Of(anja), Is.Empty);
        Assert.That(await new SupportersOfCase(town.Database).Of(anja, request), Is.Null, "nor who else reads along");
        Assert.That((await Invite(anja)).Refusal, Is.EqualTo(Refusal.NotFound), "nor to invite others");
        var other = await town.Resident();
        foreach (var actor in new[] { other.Actor, resident.Actor, town.Caseworker, town.Finance, town.ProviderStaff, anja with { ActsFor = other.Id }, anja with { ClosedTo = "0402 0406" } })
        {
            Assert.That(await Read(actor), Is.Null, $"{actor.Role}");
            Assert.That(await new SupportedCases(town.Database).Of(actor), Is.Empty, $"{actor.Role}");
        }

        Assert.That(await Read(anja with { ClosedTo = "0402" }), Is.Not.Null, "another town's level is another town's");
        Assert.That(await new SupportersOfCase(town.Database).Of(town.Caseworker, request), Is.Null, "and the municipality is not told");
    }

    [Test]
    public async Task Either_ends_it_at_once()
    {
        var first = await Reads();
        Assert.That((await new EndSupporter(town.Database).Do((await town.Resident()).Actor, town.Key(), new(first))).Refusal, Is.EqualTo(Refusal.NotFound), "but nobody else");
        Assert.That((await new EndSupporter(town.Database).Do(resident.Actor, town.Key(), new(first))).Refusal, Is.Null);
        Assert.That(await Read(), Is.Null);
        Assert.That(await new SupportedCases(town.Database).Of(anja), Is.Empty);

        var second = await Reads();
        Assert.That(await Read(), Is.Not.Null, "invited again");
        Assert.That((await new EndSupporter(town.Database).Do(anja with { ActsFor = resident.Id }, town.Key(), new(second))).Refusal, Is.Null, "a delegate of the resident is the resident");
        var third = await Reads();
        Assert.That((await new EndSupporter(town.Database).Do(anja, town.Key(), new(third))).Refusal, Is.Null);
        Assert.That(await Read(), Is.Null);
        Assert.That((await Traces())[0], Is.EqualTo($"do EndSupporter {request} Naam anja consent"));
        Assert.That((await new SupportersOfCase(town.Database).Of(resident.Actor, request))!.Items.Select(item => item.Standing), Is.All.EqualTo(SupportersOfCase.Standing.Ended));
    }

    [Test]
    public async Task It_is_over_when_the_request_is_taken_back()
    {
        var code = (await Item((await Invite()).Value)).Code;
        await Reads();
        await new TakeBackRequest(town.Database).Do(resident.Actor, town.Key(), request);
        Assert.That(await Read(), Is.Null);
        Assert.That((await Accept(code, await town.User("ander", Role.Resident, ""))).Value.Invitation, Is.EqualTo(Invitation.Unknown));
        Assert.That((await Invite()).Refusal, Is.EqualTo(Refusal.CaseOver));
        Assert.That((await new SupportersOfCase(town.Database).Of(resident.Actor, request))!.IsOver, Is.True);
    }

    [Test]
    public async Task After_a_refusal_it_lasts_as_long_as_one_can_object_and_through_the_objection()
    {
        await Reads();
        await town.Report(request);
        await new ApplyForSupport(town.Database).Do(resident.Actor, town.Key(), request);
        var refused = (await new RefuseApplication(town.Database).Do(town.Caseworker, town.Key(), new(request, AppliedOn: null, RefusalGround.OwnStrength, "Dit kan zelf."))).Value;
        Assert.That((await Read())!.Decisions.Single().Facts.Kind, Is.EqualTo("refuse"));
        var lastOn = LegalTerm.ObjectBy(town.Today);
        town.Clock.GoTo(lastOn.AddDays(1));
        Assert.That(await Read(), Is.Null, "nothing can be done any more");

        town.Clock.GoTo(lastOn);
        var objection = (await new ObjectToDecision(town.Database).Do(resident.Actor, town.Key(), new(refused, "Dit kan ik niet zelf."))).Value.ObjectionNumber;
        town.Clock.GoTo(lastOn.AddDays(20));
        Assert.That(await Read(), Is.Not.Null, "until it is decided on");
        await new DecideObjection(town.Database).Do(await town.User("collega", Role.Caseworker, Town.Huizen), town.Key(), new(objection, ObjectionOutcome.Founded, "U hebt gelijk."));
        Assert.That(await Read(), Is.Not.Null, "and until what is right is decided");
        await Grant(2026);
        Assert.That((await Read())!.Decisions.Select(one => one.Facts.Kind), Is.EqualTo((string[])["grant", "refuse"]));
    }

    [Test]
    public async Task What_was_over_with_the_case_does_not_come_back_with_a_later_grant()
    {
        await Reads();
        await town.Report(request);
        await Grant(2026);
        town.Clock.GoTo(new(2026, 12, 31));
        Assert.That(await Read(), Is.Not.Null, "as long as the support runs");
        town.Clock.GoTo(new(2027, 2, 1));
        Assert.That(await Read(), Is.Null);
        await Grant(2027);
        Assert.That((await new CaseOverview(town.Database).Of(resident.Actor, request))!.Progress.Step, Is.LessThan(CaseStep.Ended), "the case goes on");
        Assert.That(await Read(), Is.Null, "nobody was asked again");
    }

    private async Task Grant(int year) => Assert.That((await new GrantProvision(town.Database).Do(town.Caseworker, town.Key(), new(
        request, town.Today, Town.Guidance, new Quantity(10m), Frequency.Total, new Money(100), Period.Year(year), FundingForm.PersonHeld, "Toch nodig."))).Refusal, Is.Null);

    [Test]
    public async Task It_lasts_a_year_at_most_and_can_then_be_given_again()
    {
        await Reads();
        town.Clock.GoTo(town.Today.AddDays(InviteSupporter.LongestDays));
        Assert.That(await Read(), Is.Not.Null, "on its last day");
        town.Clock.GoTo(town.Today.AddDays(1));
        Assert.That(await Read(), Is.Null);
        await Reads();
        Assert.That(await Read(), Is.Not.Null);
    }

    [Test]
    public async Task A_look_that_cannot_be_kept_is_shown_to_nobody_who_was_invited()
    {
        await Reads();
        await Sql.Execute(town, engine == Engine.Sqlite
            ? "CREATE TRIGGER no_traces BEFORE INSERT ON traces BEGIN SELECT RAISE(ABORT, 'full'); END"
            : "ALTER TABLE traces ADD CONSTRAINT no_traces CHECK (id = '') NOT VALID");
        Assert.That(async () => await Read(), Throws.InstanceOf<DbException>());
        Assert.That(async () => await new SupportedCases(town.Database).Of(anja), Throws.InstanceOf<DbException>());
        Assert.That(await new CaseOverview(town.Database).Of(resident.Actor, request), Is.Not.Null, "one's own file is shown to oneself");
    }

    [Test]
    public async Task With_the_file_goes_who_read_along()
    {
        await Reads();
        town.Clock.GoTo(town.Today.AddYears(16));
        Assert.That((await new DestroyFile(town.Database).Do(Actor.System(Town.Huizen), town.Key(), new(resident.Id))).Refusal, Is.Null);
        Assert.That(await Sql.Count(town, "case_supporters"), Is.Zero);
    }

    [Test]
    public async Task An_administrator_says_who_gives_client_support_and_what_was_stays_in_the_history()
    {
        var (administrator, support) = (await town.User("beheer", Role.Administrator, Town.Huizen), new ClientSupport(town.Database));
        async Task<Refusal?> Set(string name, string seen, Actor? by = null) =>
            (await new SetClientSupport(town.Database).Do(by ?? administrator, town.Key(), new(name, "035 555 0610", "Wij gaan mee.", "", seen))).Refusal;

        Assert.That(await support.In(Town.Huizen), Is.Null);
        Assert.That(await Set("Naast U", "", town.Caseworker), Is.EqualTo(Refusal.NotAllowed));
        Assert.That(await Set(" ", ""), Is.EqualTo(Refusal.RequestIncomplete));
        Assert.That(await Set("Naast U", ""), Is.Null);
        Assert.That(await Set("Later", ""), Is.EqualTo(Refusal.ChangedMeanwhile), "somebody was first");
        town.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.That(await Set("Steunpunt", (await support.Of(administrator)).Seen), Is.Null);
        Assert.That((await support.In(Town.Huizen))!.Name, Is.EqualTo("Steunpunt"));
        Assert.That(await support.In(Town.Hilversum), Is.Null);
        var history = await new Budget.Core.Configuration.ConfigurationHistory(town.Database).Of(administrator, SetClientSupport.What);
        Assert.That((history.Count, history[0].Lines.Single()), Is.EqualTo((2, new Budget.Core.Configuration.ConfigurationHistory.Line("Name", "Naast U", "Steunpunt"))));
    }

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Ids();
}
