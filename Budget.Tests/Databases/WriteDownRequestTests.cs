using Budget.Core.Audit;
using Budget.Core.Caseload;
using Budget.Core.Mail;
using Budget.Core.Residents;
using Budget.Core.Retention;
using Budget.Core.SupportRequests;

namespace Budget.Tests.Databases;

/// <summary>A request that came by telephone, on paper or at the counter: from its own day, like any other from then on. Today it is 15 June 2026.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
internal sealed class WriteDownRequestTests(Engine engine)
{
    private static readonly RequestContent Said = new("Ik red het niet meer alleen.", [new(LifeDomain.Household, "Een schoon huis")], "", "", "", WishedForm.Unsure) { IsUrgent = true, UrgentBecause = "Zij is gevallen." };
    private Town town = null!;
    private Resident resident = null!;

    [SetUp]
    public async Task Start()
    {
        town = await Town.On(engine);
        resident = await town.Resident("Anna Belt");
    }

    [TearDown]
    public async Task Stop()
    {
        await town.MustBeSound();
        await town.DisposeAsync();
    }

    private Task<Outcome<string>> WriteDown(DateOnly? cameOn = null, Actor? by = null, RequestContent? content = null, string broughtBy = "haar dochter", RequestWay way = RequestWay.Phone) =>
        new WriteDownRequest(town.Database).Do(by ?? town.Caseworker, town.Key(), new(resident.Id, way, cameOn ?? town.Today, broughtBy, content ?? Said));

    [Test]
    public async Task The_six_weeks_count_from_the_day_it_came_and_the_resident_reads_how()
    {
        await Mailbox.Wants(town, resident.Actor, "anna@example.nl");
        var number = (await WriteDown(new(2026, 6, 1))).Value;

        foreach (var reader in new[] { resident.Actor, town.Caseworker })
        {
            var seen = (await new CaseOverview(town.Database).Of(reader, number))!;
            Assert.That((seen.Request.SubmittedOn, seen.Request.InvestigateBy, seen.Request.Way, seen.Request.BroughtBy), Is.EqualTo((new DateOnly(2026, 6, 1), LegalTerm.InvestigateBy(new(2026, 6, 1)), "phone", "haar dochter")));
            Assert.That((seen.Asked.OwnWords, seen.Asked.IsUrgent, seen.Asked.UrgentBecause, seen.Progress.Step), Is.EqualTo((Said.OwnWords, (bool?)true, Said.UrgentBecause, CaseStep.Investigate)));
        }

        Assert.That((await new Worklist(town.Database).Of(town.Caseworker)).Items.Select(item => (item.Kind, item.Target, item.Due, item.IsUrgent)), Is.EqualTo(new[] { ("investigate", number, LegalTerm.InvestigateBy(new(2026, 6, 1)), true) }));
        Assert.That((await Mailbox.Emptied(town.Database)).Select(mail => (mail.Kind, mail.Address)), Is.EqualTo(new[] { (MailKind.RequestIsIn, "anna@example.nl") }));
        Assert.That((await new TracesOfResident(town.Database).Of(resident.Actor, resident.Id)).Where(trace => trace.What == nameof(WriteDownRequest)).Select(trace => trace.Subject), Is.EqualTo([number]));
        Assert.That(await Rows.Of(town.ConnectionString, "SELECT brought_by FROM request_arrivals"), Is.All.StartsWith("enc1:"));
        Assert.That((await new TakeBackRequest(town.Database).Do(resident.Actor, town.Key(), number)).Refusal, Is.Null, "and does with it what can be done with any");
        await new DestroyFile(town.Database).Do(Actor.System(Town.Huizen), town.Key(), new(resident.Id));
    }

    [Test]
    public async Task What_the_resident_sends_is_written_down_by_nobody_and_what_was_being_typed_stays()
    {
        var sent = await town.Request(resident);
        await new RequestDraft(town.Database).Save(resident.Actor, resident.Id, _ => Said with { OwnWords = "Nog niet af" });
        await WriteDown();

        Assert.That((await new CaseOverview(town.Database).Of(resident.Actor, sent))!.Request.Way, Is.Null);
        Assert.That((await new RequestDraft(town.Database).Of(resident.Actor, resident.Id)).OwnWords, Is.EqualTo("Nog niet af"));
    }

    [Test]
    public async Task The_day_is_one_of_the_last_four_weeks()
    {
        Assert.That((await WriteDown(town.Today.AddDays(1))).Refusal, Is.EqualTo(Refusal.DayInFuture));
        Assert.That((await WriteDown(town.Today.AddDays(-29))).Refusal, Is.EqualTo(Refusal.CameTooLongAgo.With(28)));
        Assert.That((await WriteDown(town.Today.AddDays(-28), way: RequestWay.Paper)).Refusal, Is.Null);
        Assert.That((await WriteDown(way: RequestWay.Counter)).Refusal, Is.Null);
    }

    [Test]
    public async Task It_says_as_much_as_any_other_and_who_brought_it()
    {
        foreach (var wrong in new[] { Said with { OwnWords = " " }, Said with { Needs = [] }, Said with { UrgentBecause = "" } })
        {
            Assert.That((await WriteDown(content: wrong)).Refusal, Is.EqualTo(Refusal.RequestIncomplete));
        }

        Assert.That((await WriteDown(broughtBy: " ")).Refusal, Is.EqualTo(Refusal.RequestIncomplete));
        Assert.That((await WriteDown(broughtBy: new string('a', 101))).Refusal, Is.EqualTo(Refusal.TextTooLong.With(100)));
        Assert.That(await Sql.Count(town, "support_requests"), Is.Zero);
    }

    [Test]
    public async Task Only_a_caseworker_of_the_municipality_of_somebody_who_is_known_there()
    {
        foreach (var other in new[] { resident.Actor, town.Finance, town.ProviderStaff, Actor.System(Town.Huizen) })
        {
            Assert.That((await WriteDown(by: other)).Refusal, Is.EqualTo(Refusal.NotAllowed), $"{other.Role}");
            Assert.That(await new KnownResident(town.Database).Of(other, resident.Id), Is.Null, $"{other.Role}");
        }

        Assert.That((await WriteDown(by: town.CaseworkerOfHilversum)).Refusal, Is.EqualTo(Refusal.NotFound));
        Assert.That(await new KnownResident(town.Database).Of(town.CaseworkerOfHilversum, resident.Id), Is.Null);
        Assert.That((await new KnownResident(town.Database).Of(town.Caseworker, resident.Id))!.Name, Is.EqualTo("Anna Belt"));
        Assert.That((await new TracesOfResident(town.Database).Of(resident.Actor, resident.Id)).Count(trace => trace.What == nameof(KnownResident)), Is.EqualTo(1));
    }
}
