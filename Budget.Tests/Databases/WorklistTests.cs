using Budget.Core.Caseload;
using Budget.Core.Community;
using Budget.Core.Decisions;
using Budget.Core.Delivery;
using Budget.Core.Investigations;
using Budget.Core.MyData;
using Budget.Core.SupportRequests;

namespace Budget.Tests.Databases;

/// <summary>What waits for a caseworker, of all kinds in one list: in which order, whose it is, and what takes it off. Today it is 15 June 2026.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class WorklistTests(Engine engine)
{
    private Town town = null!;

    [SetUp]
    public async Task Start() => town = await Town.On(engine);

    [TearDown]
    public async Task Stop()
    {
        await town.MustBeSound();
        await town.DisposeAsync();
    }

    private Task<Worklist.Answer> List(WorklistView? view = null, int page = 1, Actor? by = null) => new Worklist(town.Database).Of(by ?? town.Caseworker, view, page);

    /// <summary>Of what was done between, only this: a list grows with everything that a test does.</summary>
    private async Task<IReadOnlyList<(string Kind, string Target, DateOnly Due)>> Waiting() => [.. (await List(WorklistView.All)).Items.Select(item => (item.Kind, item.Target, item.Due))];

    private async Task<string> Urgent(Resident resident) => (await new SubmitSupportRequest(town.Database).Do(resident.Actor, town.Key(), new(resident.Id,
        new RequestContent("Het gaat niet meer.", [new(LifeDomain.Household, "Een schoon huis")], "", "", "", WishedForm.Unsure) { IsUrgent = true, UrgentBecause = "Ik ben alleen." }))).Value;

    private async Task Apply(Resident resident, string request, ReportAnswer answer = ReportAnswer.Agree) => Assert.That((await new AnswerReport(town.Database).Do(
        resident.Actor, town.Key(), new(request, 1, answer, answer == ReportAnswer.Disagree ? "De was doe ik zelf." : "", Applies: answer != ReportAnswer.Disagree))).IsRefused, Is.False);

    [Test]
    public async Task What_is_urgent_comes_first_and_then_what_is_due_first_of_whatever_kind()
    {
        var (first, second, third) = (await town.Resident("Anna"), await town.Resident("Bram"), await town.Resident("Cas"));
        var investigate = await town.Request(first);
        var correction = (await new AskCorrection(town.Database).Do(second.Actor, town.Key(), new(second.Id, CorrectionOf.Name, "Mijn naam klopt niet.", "Bram"))).Value;
        var decide = await town.Request(second);
        await town.Report(decide);
        await Apply(second, decide);
        town.Clock.GoTo(new(2026, 6, 16));
        var urgent = await Urgent(third);

        Assert.That(await Waiting(), Is.EqualTo(new[]
        {
            ("investigate", urgent, LegalTerm.InvestigateBy(new(2026, 6, 16))),
            ("decide", decide, LegalTerm.DecideBy(new(2026, 6, 15))),
            ("correction", correction, LegalTerm.AnswerDataRequestBy(new(2026, 6, 15))),
            ("investigate", investigate, LegalTerm.InvestigateBy(new(2026, 6, 15))),
        }));
        Assert.That((await List()).Items.Select(item => (item.ResidentName, item.Number, item.IsUrgent)).First(), Is.EqualTo(("Cas", urgent, true)));
        Assert.That((await List(by: town.CaseworkerOfHilversum)).All, Is.Zero, "another municipality");
        foreach (var by in new[] { town.Finance, town.ProviderStaff, first.Actor })
        {
            Assert.That((await List(by: by)).All, Is.Zero, $"{by.Role}");
        }
    }

    [Test]
    public async Task A_case_waits_as_long_as_it_is_our_turn_and_says_for_what()
    {
        var resident = await town.Resident();
        var request = await town.Request(resident);
        await town.Report(request);
        Assert.That(await Waiting(), Is.Empty, "the resident reads the report");
        await Apply(resident, request, ReportAnswer.Disagree);
        Assert.That(await Waiting(), Is.EqualTo(new[] { ("reconsider", request, town.Today.AddDays(14)) }), "no law says by when");
        await new ApplyForSupport(town.Database).Do(resident.Actor, town.Key(), request);
        Assert.That((await Waiting()).Select(item => item.Kind).Order(), Is.EqualTo(["decide", "reconsider"]), "the reply still comes");
        town.Clock.GoTo(LegalTerm.DecideBy(new(2026, 6, 15)).AddDays(1));
        await new GiveNotice(town.Database).Do(resident.Actor, town.Key(), new(request));
        Assert.That(await Waiting(), Is.EquivalentTo(new[] { ("notice", request, LegalTerm.DecideBy(new(2026, 6, 15))), ("reconsider", request, new(2026, 6, 29)) }));
        await new WriteReport(town.Database).Do(town.Caseworker, town.Key(), new(request, new Dictionary<string, string> { ["a"] = "Nodig." }, "Toekennen.") { Reply = "Aangepast.", After = 1 });
        Assert.That(await Waiting(), Is.EqualTo(new[] { ("notice", request, LegalTerm.DecideBy(new(2026, 6, 15))) }), "replied");

        var decision = (await new RefuseApplication(town.Database).Do(town.Caseworker, town.Key(), new(request, null, RefusalGround.GeneralProvision, "De boodschappenbus is genoeg."))).Value;
        Assert.That(await Waiting(), Is.Empty);
        var objection = (await new ObjectToDecision(town.Database).Do(resident.Actor, town.Key(), new(decision, "Ik ben het er niet mee eens.", ""))).Value;
        Assert.That(await Waiting(), Is.EqualTo(new[] { ("objection", objection.ObjectionNumber, objection.DecideBy) }));
        var colleague = await town.User("collega", Role.Caseworker, Town.Huizen);
        await new DecideObjection(town.Database).Do(colleague, town.Key(), new(objection.ObjectionNumber, ObjectionOutcome.Founded, "U heeft gelijk."));
        Assert.That(await Waiting(), Is.EqualTo(new[] { ("decide-anew", request, town.Today.AddDays(14)) }), "the law names no day");
        town.Clock.GoTo(town.Today.AddDays(1));
        var granted = (await new GrantProvision(town.Database).Do(town.Caseworker, town.Key(), new(
            request, null, Town.Guidance, new Quantity(12), Frequency.Total, new Money(6000), Period.Year(2026), FundingForm.PersonFollowing, "Dit is nodig."))).Value;
        Assert.That(await Waiting(), Is.Empty);

        // What was granted and does not arrive is due since the day on which it should have.
        town.Clock.GoTo(town.Today.AddDays(15));
        Assert.That(await Waiting(), Is.EqualTo(new[] { ("no-provider", request, town.Today.AddDays(-1)) }));
        var proposal = (await new ProposeProvider(town.Database).Do(resident.Actor, town.Key(), new(granted.BudgetNumber, "Mijn nicht", "Zij kent mij."))).Value;
        Assert.That((await Waiting()).Select(item => (item.Kind, item.Due)), Is.EqualTo(new[] { ("no-provider", town.Today.AddDays(-1)), ("proposal", town.Today.AddDays(14)) }), $"{proposal}");
    }

    [Test]
    public async Task A_budget_that_was_ended_before_its_time_needs_no_provider_any_more()
    {
        var grant = await town.BudgetOf(4_000m);
        var withdrawn = await new WithdrawProvision(town.Database).Do(town.Caseworker, town.Key(), new(grant.RequestNumber, grant.BudgetNumber, town.Today, WithdrawalGround.B, "Het is niet meer nodig."));
        Assert.That(withdrawn.Refusal, Is.Null);
        town.Clock.GoTo(town.Today.AddDays(30));

        Assert.That(await Waiting(), Is.Empty);
        Assert.That(await new DeliveryWatch(town.Database).Of(town.Caseworker), Is.Empty);
    }

    [Test]
    public async Task An_idea_waits_without_the_name_of_who_told_it()
    {
        var teller = await town.Resident("Anna Vertelt");
        var idea = (await new TellIdea(town.Database).Do(teller.Actor, town.Key(), new(teller.Id, IdeaKind.Need, "Er is geen bankje."))).Value;

        var item = (await List()).Items.Single();
        Assert.That((item.Kind, item.Target, item.Number, item.ResidentName, item.Due), Is.EqualTo(("idea", $"{idea.Value:D}", "", "", town.Today.AddDays(14))));
        Assert.That(await new Worklist(town.Database).Find(town.Caseworker, "Vertelt"), Is.Empty);
        await new JudgeIdea(town.Database).Do(town.Caseworker, town.Key(), new(idea, IsShown: true, ""));
        Assert.That(await Waiting(), Is.Empty);
    }

    [Test]
    public async Task What_I_lead_is_mine_and_what_nobody_or_a_blocked_account_leads_is_nobodys()
    {
        var colleague = await town.User("collega", Role.Caseworker, Town.Huizen);
        List<string> requests = [];
        foreach (var name in new[] { "Anna", "Bram", "Cas" })
        {
            requests.Add(await town.Request(await town.Resident(name)));
        }

        Assert.That(((await List()).View, (await List()).Nobodys), Is.EqualTo((WorklistView.All, 3)), "without anything of one's own it is everybody's");
        await new TakeCase(town.Database).Do(town.Caseworker, town.Key(), requests[0]);
        await new TakeCase(town.Database).Do(colleague, town.Key(), requests[1]);

        var mine = await List();
        Assert.That((mine.View, mine.Mine, mine.Nobodys, mine.All), Is.EqualTo((WorklistView.Mine, 1, 1, 3)));
        Assert.That(mine.Items.Select(item => (item.Target, item.LeadName)), Is.EqualTo(new[] { (requests[0], "Naam consulent") }));
        Assert.That((await List(WorklistView.Nobodys)).Items.Select(item => (item.Target, item.LeadName)), Is.EqualTo(new[] { (requests[2], (string?)null) }));
        var administrator = await town.User("beheer", Role.Administrator, Town.Huizen);
        await new Budget.Core.SignIn.BlockAccount(town.Database).Do(administrator, town.Key(), new(colleague.UserId, Budget.Core.SignIn.BlockReason.Left));
        Assert.That((await List(WorklistView.Nobodys)).Items.Select(item => item.Target), Is.EquivalentTo(requests.Skip(1)));
        Assert.That((await List(WorklistView.Mine, by: await town.User("nieuw", Role.Caseworker, Town.Huizen))).Items, Is.Empty);
    }

    [Test]
    public async Task Fifty_are_a_page_and_the_numbers_are_of_all_of_it()
    {
        List<string> requests = [];
        for (var number = 0; number < Worklist.PageSize + 1; number++)
        {
            requests.Add(await town.Request(await town.Resident()));
        }

        var (first, second) = (await List(), await List(page: 2));
        Assert.That((first.Items.Count, first.Pages, first.All), Is.EqualTo((Worklist.PageSize, 2, Worklist.PageSize + 1)));
        Assert.That(first.Items.Concat(second.Items).Select(item => item.Target), Is.EqualTo(requests), "each once, in the order in which they came");
        Assert.That(((await List(page: 99)).Page, (await List(page: -1)).Page), Is.EqualTo((2, 1)));
        var cases = new CaseList(town.Database);
        var (newest, older) = (await cases.OfMunicipality(town.Caseworker), await cases.OfMunicipality(town.Caseworker, page: 2));
        Assert.That((newest.Items.Count, newest.HasMore, older.Items.Count, older.HasMore), Is.EqualTo((CaseList.PageSize, true, 1, false)));
        Assert.That(newest.Items.Concat(older.Items).Select(item => item.Number), Is.EqualTo(requests.AsEnumerable().Reverse()));
    }

    [Test]
    public async Task Somebody_is_found_by_a_part_of_the_name_or_of_the_number_whosever_turn_it_is()
    {
        var waiting = await town.Request(await town.Resident("mevrouw E. Yılmaz"));
        var settled = await town.Request(await town.Resident("meneer 100% Zeker"));
        await town.Report(settled);
        var (list, cases) = (new Worklist(town.Database), new CaseList(town.Database));

        Assert.That((await list.Find(town.Caseworker, "yilm")).Select(item => item.Target), Is.EqualTo([waiting]));
        Assert.That((await list.Find(town.Caseworker, waiting[^4..])).Select(item => item.Target), Is.EqualTo([waiting]));
        Assert.That((await cases.OfMunicipality(town.Caseworker, "0% z")).Items.Select(item => item.Number), Is.EqualTo([settled]));
        Assert.That((await cases.OfMunicipality(town.Caseworker, "1_0")).Items, Is.Empty, "signs are taken as they are");
        Assert.That((await cases.OfMunicipality(town.Caseworker, settled)).Items.Select(item => item.Progress.Turn), Is.EqualTo(new[] { Turn.Resident }));
        Assert.That((await cases.OfMunicipality(town.CaseworkerOfHilversum, "Zeker")).Items, Is.Empty);
        Assert.That((await cases.OfMunicipality(town.Finance)).Items, Is.Empty);
    }

    [Test]
    public async Task A_decoy_and_a_file_that_was_destroyed_are_on_no_list_of_work()
    {
        var gone = await town.Resident("Weg Ermee");
        await town.Request(gone);
        var decoy = (await new Budget.Core.Audit.LayDecoy(town.Database).Do(Actor.System(Town.Huizen), town.Key(), new(Town.Huizen, "Bekende Naam"))).Value;
        Assert.That(await Waiting(), Has.Count.EqualTo(1));
        // Nobody says anything of a decoy by itself: what could stand on the lists beside the worklist is put there behind the deeds.
        var grant = await town.BudgetOf(100m);
        await new ProposeProvider(town.Database).Do(grant.Resident.Actor, town.Key(), new(grant.BudgetNumber, "Mijn nicht", "Zij kent mij."));
        var second = await town.AlsoGrant(grant, 50m);
        await new Budget.Core.Plans.ProposeShift(town.Database).Do(grant.Resident.Actor, town.Key(), new(grant.RequestNumber, grant.BudgetNumber, second, new Money(100), "Anders."));
        await Sql.Execute(town, $"INSERT INTO goal_evaluations (request_id, life_domain, asked_on, reached, words, said_by, said_at, answer) SELECT file.id, need.life_domain, file.submitted_on, 'no', '', file.submitted_by, file.submitted_at, '' FROM support_requests file JOIN support_needs need ON need.request_id = file.id WHERE file.number = '{grant.RequestNumber}'");
        async Task<(int, int, int)> Beside() => (
            (await new Proposals(town.Database).ToAnswer(town.Caseworker)).Count, (await new GoalsNotReached(town.Database).Of(town.Caseworker)).Count,
            (await new Budget.Core.Plans.ShiftsWaiting(town.Database).Of(town.Caseworker)).Count);
        Assert.That(await Beside(), Is.EqualTo((1, 1, 1)), "of a resident");
        await Sql.Execute(town, $"INSERT INTO decoys (resident_id, laid_by, laid_at) SELECT '{grant.Resident.Id.Value:D}', laid_by, laid_at FROM decoys");
        Assert.That(await Beside(), Is.EqualTo((0, 0, 0)), "of a decoy");
        await Sql.Execute(town, $"UPDATE residents SET destroyed_at = {(engine == Engine.Sqlite ? "'2026-06-15T10:00:00.000Z'" : "now()")} WHERE id = '{gone.Id.Value:D}'");

        Assert.That(await Waiting(), Is.Empty);
        Assert.That((await new CaseList(town.Database).OfMunicipality(town.Caseworker)).Items.Select(item => item.Number), Is.Empty, $"not {decoy} either");
    }
}
