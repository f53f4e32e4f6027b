using Budget.Core.Assignments;
using Budget.Core.Decisions;
using Budget.Core.Investigations;
using Budget.Core.PersonHeld;
using Budget.Core.Residents;
using Budget.Core.SupportRequests;

namespace Budget.Tests.Databases;

/// <summary>From report to decision to a chosen provider: what each step asks for, who may take it, and what it leaves behind.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class DecisionJourneyTests(Engine engine)
{
    private Town town = null!;
    private Resident resident = null!;

    [SetUp]
    public async Task Start()
    {
        town = await Town.On(engine);
        resident = await town.Resident();
    }

    [TearDown]
    public async Task Stop()
    {
        await town.MustBeSound();
        await town.DisposeAsync();
    }

    private Task<Outcome<string>> Report(Actor actor, string request, string point = "a") =>
        new WriteReport(town.Database).Do(actor, town.Key(), new(request, new Dictionary<string, string> { [point] = "Wat nodig is." }, "Toekennen."));

    private Task<Outcome<GrantProvision.Answer>> Decide(
        Actor actor, string request, FundingForm form = FundingForm.PersonFollowing, long rate = 6600, Period? period = null, string product = Town.Guidance) =>
        new GrantProvision(town.Database).Do(actor, town.Key(), new(
            request, town.Today, product, new(3m), Frequency.Week, new(rate), period ?? Period.Year(2026), form, "Dit is nodig."));

    private Task<long> Deeds() => Sql.Count(town, "traces");

    private Task<IReadOnlyList<string>> Texts(string sql) => town.Database.Read(session => session.List<string>(sql));

    [Test]
    public async Task Municipalities_never_meet()
    {
        var request = await town.Request(resident);
        var elsewhere = town.CaseworkerOfHilversum;

        Assert.That(await new CaseOverview(town.Database).Of(elsewhere, request), Is.Null);
        Assert.That(await new CaseList(town.Database).Of(elsewhere), Is.Empty);
        Assert.That((await Report(elsewhere, request)).Refusal, Is.EqualTo(Refusal.NotFound));
        Assert.That((await new ApplyForSupport(town.Database).Do(elsewhere, town.Key(), request)).Refusal, Is.EqualTo(Refusal.NotAllowed));
        await Report(town.Caseworker, request);
        var deeds = await Deeds();
        Assert.That((await Decide(elsewhere, request)).Refusal, Is.EqualTo(Refusal.NotFound));
        Assert.That(await Deeds(), Is.EqualTo(deeds));
        Assert.That((await new CaseList(town.Database).Of(town.Caseworker)).Select(item => item.Number), Is.EqualTo([request]));
    }

    [Test]
    public async Task A_decision_follows_the_report_and_the_by_law_and_only_a_caseworker_takes_it()
    {
        var request = await town.Request(resident);
        Assert.That((await Decide(town.Caseworker, request)).Refusal, Is.EqualTo(Refusal.ReportMissing));
        Assert.That((await Report(town.Caseworker, request, point: "b")).Refusal, Is.EqualTo(Refusal.RequestIncomplete), "what is needed must be there");
        Assert.That((await Report(resident.Actor, request)).Refusal, Is.EqualTo(Refusal.NotAllowed));
        await Report(town.Caseworker, request);
        var deeds = await Deeds();

        var tooDear = await Decide(town.Caseworker, request, rate: 6601);

        Assert.That((tooDear.Refusal!.Is(Refusal.RateAboveByLaw), tooDear.Refusal.Detail), Is.EqualTo((true, new Money(6600).ToString())));
        Assert.That((await Report(town.Caseworker, request)).Refusal, Is.EqualTo(Refusal.ReportAlreadyWritten));
        Assert.That((await Decide(town.Finance, request)).Refusal, Is.EqualTo(Refusal.NotAllowed));
        Assert.That((await Decide(town.Caseworker, request, product: "99Z99")).Refusal, Is.EqualTo(Refusal.ProductUnknown));
        Assert.That((await Decide(town.Caseworker, request, rate: 0)).Refusal, Is.EqualTo(Refusal.AmountNotPositive));
        Assert.That(await Deeds(), Is.EqualTo(deeds), "a refused deed leaves nothing");
        Assert.That((await Decide(town.Caseworker, request)).Value.BudgetNumber, Is.EqualTo("2026-000001"));
    }

    [Test]
    public async Task A_report_is_written_once_also_by_two_people_at_the_same_moment()
    {
        foreach (var request in new[] { await town.Request(resident), await town.Request(resident), await town.Request(resident) })
        {
            var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => Report(town.Caseworker, request))));

            Assert.That(outcomes.Count(outcome => !outcome.IsRefused), Is.EqualTo(1));
            Assert.That(outcomes.Where(outcome => outcome.IsRefused).Select(outcome => outcome.Refusal), Is.All.EqualTo(Refusal.ReportAlreadyWritten));
        }
    }

    [Test]
    public async Task The_same_support_is_not_granted_in_both_forms_for_the_same_days()
    {
        var request = await town.Request(resident);
        await Report(town.Caseworker, request);
        await Decide(town.Caseworker, request, period: new(new(2026, 1, 1), new(2026, 6, 30)));

        Assert.That((await Decide(town.Caseworker, request, FundingForm.PersonHeld, period: new(new(2026, 6, 30), new(2026, 12, 31)))).Refusal, Is.EqualTo(Refusal.SameProductOtherForm));
        Assert.That((await Decide(town.Caseworker, request, FundingForm.PersonHeld, rate: 3180, product: "01A01")).IsRefused, Is.False, "other support may");
        Assert.That((await Decide(town.Caseworker, request, FundingForm.PersonHeld, period: new(new(2026, 7, 1), new(2026, 12, 31)))).IsRefused, Is.False, "other days may");
    }

    [Test]
    public async Task The_same_support_is_not_granted_in_both_forms_at_the_same_moment()
    {
        var request = await town.Request(resident);
        await Report(town.Caseworker, request);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(place =>
            Task.Run(() => Decide(town.Caseworker, request, place % 2 == 0 ? FundingForm.PersonFollowing : FundingForm.PersonHeld))));

        Assert.That(outcomes.Count(outcome => outcome.IsRefused), Is.EqualTo(5), "whoever came first decided the form, and the same is granted once in a request");
        Assert.That(await Texts("SELECT funding_form FROM budgets"), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_representative_acts_on_behalf_and_the_books_say_so()
    {
        var daughter = await town.User("dochter", Role.Resident, Town.Huizen);
        await new GiveAccess(town.Database).Do(Actor.System(Town.Huizen), town.Key(), new(daughter.UserId, resident.Id, AsRepresentative: true, new(2026, 1, 1), new(2026, 12, 31)));
        var behalf = resident.Id.Value.ToString("D");
        var request = await town.Request(resident with { Actor = daughter });
        await Report(town.Caseworker, request);
        await new ApplyForSupport(town.Database).Do(daughter, town.Key(), request);
        var following = (await Decide(town.Caseworker, request)).Value.BudgetNumber;
        var held = (await Decide(town.Caseworker, request, FundingForm.PersonHeld, rate: 3180, product: "01A01")).Value.BudgetNumber;
        var agreement = await town.Agreement(new Grant(resident, request, held));

        var chosen = await new ChooseProvider(town.Database).Do(daughter, town.Key(), new(following, town.Contract));
        var claimed = await new ForwardClaim(town.Database).Do(daughter, town.Key(), new(agreement, new(2026, 5, 1), new(8m)));

        Assert.That((chosen.IsRefused, claimed.IsRefused), Is.EqualTo((false, false)));
        Assert.That(await Texts($"SELECT kind FROM postings WHERE on_behalf_of = '{behalf}' AND actor_id = '{daughter.UserId.Value:D}' ORDER BY kind"), Is.EqualTo(["claim", "reserve"]));
        Assert.That(await Texts($"SELECT what FROM traces WHERE on_behalf_of = '{behalf}' AND resident_id = '{behalf}'"),
            Is.EquivalentTo(["SubmitSupportRequest", "ApplyForSupport", "ChooseProvider", "ForwardClaim"]));
        Assert.That(await Sql.Count(town, "postings WHERE kind = 'grant' AND on_behalf_of IS NOT NULL"), Is.Zero, "staff act as themselves");

        town.Clock.GoTo(new(2027, 1, 1));
        Assert.That((await new ForwardClaim(town.Database).Do(daughter, town.Key(), new(agreement, new(2026, 4, 1), new(8m)))).Refusal, Is.EqualTo(Refusal.NotFound), "the authorisation has ended");
    }

    [Test]
    public async Task A_provider_is_chosen_once_and_only_one_with_a_contract()
    {
        var grant = await town.BudgetOf(1200m, resident: resident);
        var choose = new ChooseProvider(town.Database);
        var deeds = await Deeds();

        var stranger = await choose.Do(resident.Actor, town.Key(), new(grant.BudgetNumber, new ContractId(town.Database.NewId())));
        Assert.That((stranger.Refusal, await Deeds()), Is.EqualTo((Refusal.NoContract, deeds)));
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => choose.Do(resident.Actor, town.Key(), new(grant.BudgetNumber, town.Contract)))));

        Assert.That(outcomes.Count(outcome => !outcome.IsRefused), Is.EqualTo(1));
        Assert.That(outcomes.Where(outcome => outcome.IsRefused).Select(outcome => outcome.Refusal), Is.All.EqualTo(Refusal.AlreadyAssigned));
        Assert.That(await Deeds(), Is.EqualTo(deeds + 1), "one deed, one trace");
        Assert.That(outcomes.Single(outcome => !outcome.IsRefused).Value.AssignmentNumber, Is.EqualTo(1), "a refusal uses no number up");
    }
}
