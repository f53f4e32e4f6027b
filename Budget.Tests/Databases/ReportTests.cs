using Budget.Core.Decisions;
using Budget.Core.Investigations;
using Budget.Core.SupportRequests;

namespace Budget.Tests.Databases;

/// <summary>The report between the municipality and the resident, and the clocks beside it: answered before anything follows, given again, applied for, and what to do when it does not come.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class ReportTests(Engine engine)
{
    private Town town = null!;
    private Resident resident = null!;
    private string request = null!;

    [SetUp]
    public async Task Start()
    {
        town = await Town.On(engine);
        resident = await town.Resident();
        request = await town.Request(resident);
    }

    [TearDown]
    public async Task Stop()
    {
        await town.MustBeSound();
        await town.DisposeAsync();
    }

    private async Task<CaseOverview.Answer> Case(Actor? actor = null) => (await new CaseOverview(town.Database).Of(actor ?? resident.Actor, request))!;

    private Task<Outcome<string>> Answer(ReportAnswer answer, string remarks = "", bool applies = false, long version = 1, Actor? actor = null) =>
        new AnswerReport(town.Database).Do(actor ?? resident.Actor, town.Key(), new(request, version, answer, remarks, applies));

    private Task<Outcome<string>> Write(string advice = "Toekennen.", string reply = "", long plan = 0) =>
        new WriteReport(town.Database).Do(town.Caseworker, town.Key(), new(request, new Dictionary<string, string> { ["a"] = "Wat nodig is." }, advice) { Reply = reply, After = reply.Length > 0 ? 1 : 0, Plan = plan });

    private Task<Outcome<string>> Apply() => new ApplyForSupport(town.Database).Do(resident.Actor, town.Key(), request);

    private Task<Outcome<long>> Keep(long revision, string advice, Actor? actor = null) =>
        new ReportDraft(town.Database).Save(actor ?? town.Caseworker, request, revision, new(new Dictionary<string, string> { ["b"] = "Zelf." }, advice, ""));

    [Test]
    public async Task Who_agrees_applies_in_the_same_click()
    {
        await town.Report(request);

        Assert.That((await Answer(ReportAnswer.Agree, applies: true)).IsRefused, Is.False);

        var seen = await Case(town.Caseworker);
        Assert.That((seen.Progress.Step, seen.Application?.DecideBy, seen.Report!.Answer), Is.EqualTo((CaseStep.Decide, (DateOnly?)LegalTerm.DecideBy(town.Today), "agree")));
        Assert.That((await Answer(ReportAnswer.Disagree, "Toch niet.")).Refusal, Is.EqualTo(Refusal.ReportAlreadyAnswered));
    }

    [Test]
    public async Task What_came_on_paper_a_caseworker_writes_down_and_it_counts_from_the_day_it_came()
    {
        await town.Report(request);
        var reported = town.Today;
        town.Clock.Advance(TimeSpan.FromDays(5));
        Task<Outcome<string>> OnPaper(DateOnly day, Actor actor) =>
            new AnswerReport(town.Database).Do(actor, town.Key(), new(request, 1, ReportAnswer.Remarks, "Met pen geschreven.", Applies: true, day));
        Assert.That((await OnPaper(town.Today, resident.Actor)).Refusal, Is.EqualTo(Refusal.NotAllowed), "the resident says it here");
        Assert.That((await Answer(ReportAnswer.Agree, actor: town.Caseworker)).Refusal, Is.EqualTo(Refusal.NotAllowed), "and a caseworker only what came on paper");
        Assert.That((await OnPaper(town.Today, town.CaseworkerOfHilversum)).Refusal, Is.EqualTo(Refusal.NotFound));
        Assert.That((await OnPaper(town.Today.AddDays(1), town.Caseworker)).Refusal, Is.EqualTo(Refusal.DayInFuture));
        Assert.That((await OnPaper(reported.AddDays(-1), town.Caseworker)).Refusal, Is.EqualTo(Refusal.ApplicationBeforeReport));

        Assert.That((await OnPaper(reported.AddDays(2), town.Caseworker)).Refusal, Is.Null);
        var seen = await Case();
        Assert.That((seen.Report!.Answer, seen.Report.Remarks, seen.Report.AnsweredOn, seen.Report.AnsweredByName), Is.EqualTo(("remarks", "Met pen geschreven.", (DateOnly?)reported.AddDays(2), "Naam consulent")));
        Assert.That((seen.Application?.ReceivedOn, seen.Application?.DecideBy), Is.EqualTo(((DateOnly?)reported.AddDays(2), (DateOnly?)LegalTerm.DecideBy(reported.AddDays(2)))));
    }

    [Test]
    public async Task Remarks_belong_to_the_report_and_are_read_by_the_municipality()
    {
        await town.Report(request);
        Assert.That((await Answer(ReportAnswer.Remarks, " \u200B ")).Refusal, Is.EqualTo(Refusal.RemarksMissing));
        Assert.That((await Answer(ReportAnswer.Agree, actor: town.Caseworker)).Refusal, Is.EqualTo(Refusal.NotAllowed), "nobody agrees for a resident");

        await Answer(ReportAnswer.Remarks, "De was doe ik zelf.");

        var seen = await Case(town.Caseworker);
        Assert.That((seen.Progress.Step, seen.Report!.Remarks, seen.Report.AnsweredByName), Is.EqualTo((CaseStep.Apply, "De was doe ik zelf.", "Naam bewoner")));
    }

    [Test]
    public async Task Who_does_not_agree_gets_a_next_version_with_a_reply_and_the_first_one_stays()
    {
        await town.Report(request);
        await Answer(ReportAnswer.Disagree, "Mijn dochter helpt niet meer.");
        Assert.That((await Case()).Progress, Is.EqualTo(new CaseProgress(CaseStep.Reconsider, Turn.Municipality, Due: null, IsLate: false)));
        Assert.That((await Write("Meer uren.")).Refusal, Is.EqualTo(Refusal.ReportChanged), "written before the first was given");
        Assert.That((await Write("Meer uren.", " ")).Refusal, Is.EqualTo(Refusal.RequestIncomplete), "what was done with the remarks must be said");

        await Write("Meer uren.", "U heeft gelijk. De uren van uw dochter zijn eruit.");

        var seen = await Case();
        Assert.That(seen.Progress.Step, Is.EqualTo(CaseStep.ReadReport));
        Assert.That(seen.Reports.Select(report => (report.Version, report.Advice, report.Answer)), Is.EqualTo(new[] { (2L, "Meer uren.", null), (1L, "Toekennen.", "disagree") }));
        Assert.That((seen.Report!.Reply, seen.Reports[1].Remarks), Is.EqualTo(("U heeft gelijk. De uren van uw dochter zijn eruit.", "Mijn dochter helpt niet meer.")));
        Assert.That(seen.Reports, Has.All.Matches<CaseOverview.Report>(report => report!.Findings.Single().Text == "Wat nodig is."), "each version has its own findings");
        Assert.That((await Answer(ReportAnswer.Agree, version: 1)).Refusal, Is.EqualTo(Refusal.ReportChanged), "another window still shows the first");
        Assert.That((await Answer(ReportAnswer.Agree, version: 2)).IsRefused, Is.False);
    }

    [Test]
    public async Task Who_does_not_agree_may_apply_without_waiting()
    {
        await town.Report(request);
        await Answer(ReportAnswer.Disagree, "Er klopt niets van.");
        var draft = await new ReportDraft(town.Database).Save(town.Caseworker, request, 0, new(new Dictionary<string, string> { ["a"] = "Anders." }, "Anders.", "", After: 1));
        Assert.That((draft.IsRefused, (await Keep(0, "Van voor het eerste verslag.")).Refusal), Is.EqualTo((false, Refusal.ReportChanged)));

        Assert.That((await Apply()).IsRefused, Is.False);

        Assert.That((await Case()).Progress.Step, Is.EqualTo(CaseStep.Decide));
        var next = await new WriteReport(town.Database).Do(town.Caseworker, town.Key(), new(request, new Dictionary<string, string> { ["a"] = "Anders." }, "Anders.") { Reply = "Aangepast.", After = 1, Revision = 1 });
        Assert.That((next.IsRefused, (await Case()).Progress.Step), Is.EqualTo((false, CaseStep.Decide)), "the reply that was promised comes all the same");
        Assert.That((await Answer(ReportAnswer.Agree, version: 2)).IsRefused, Is.False);
    }

    [Test]
    public async Task Of_two_who_write_a_report_nobody_loses_what_was_written()
    {
        var colleague = await town.User("collega", Role.Caseworker, Town.Huizen);
        Assert.That((await Keep(0, "Van de een.")).Value, Is.EqualTo(1));
        Assert.That((await Keep(0, "Van de ander.", colleague)).Refusal, Is.EqualTo(Refusal.ReportDraftChanged), "both began with nothing");
        var draft = new ReportDraft(town.Database);
        Assert.That((await draft.Of(colleague, request))!.Content.Advice, Is.EqualTo("Van de een."));

        Assert.That((await Keep(1, "Van allebei.", colleague)).Value, Is.EqualTo(2));

        var saved = (await draft.Of(town.Caseworker, request))!;
        Assert.That((saved.Revision, saved.Content.Advice, saved.SavedByName), Is.EqualTo((2L, "Van allebei.", "Naam collega")));
        Assert.That((await Keep(1, "Te laat.")).Refusal, Is.EqualTo(Refusal.ReportDraftChanged));
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 5).Select(place => Task.Run(() => Keep(2, $"Schrijver {place}"))));
        Assert.That(outcomes.Count(outcome => !outcome.IsRefused), Is.EqualTo(1), "also at the same moment");
        Assert.That(await draft.Of(resident.Actor, request), Is.Null, "not given is not read");
        Assert.That(await draft.Of(town.CaseworkerOfHilversum, request), Is.Null);
        Assert.That((await Keep(3, "Vreemd", town.CaseworkerOfHilversum)).Refusal, Is.EqualTo(Refusal.NotFound));

        await town.Report(request);
        Assert.That((await Case()).Report, Is.Null, "nothing is given over what a colleague saved");
        var given = await new WriteReport(town.Database).Do(town.Caseworker, town.Key(), new(request, new Dictionary<string, string> { ["a"] = "Nodig." }, "Van allebei.") { Revision = 3 });
        Assert.That((given.IsRefused, await Sql.Count(town, "report_drafts")), Is.EqualTo((false, 0L)), "gone when it is given");
        Assert.That((await Keep(0, "Nog iets.")).Refusal, Is.EqualTo(Refusal.ReportAlreadyWritten));
    }

    [Test]
    public async Task A_plan_counts_when_it_comes_within_seven_days_and_may_come_until_the_report()
    {
        var handIn = new HandInPlan(town.Database);
        Assert.That((await handIn.Do(resident.Actor, town.Key(), new(request, "Mijn plan."))).Value.InTime, Is.True);
        town.Clock.GoTo(town.Today.AddDays(8));
        Assert.That((await handIn.Do(resident.Actor, town.Key(), new(request, "Mijn nieuwe plan."))).Value.InTime, Is.False);

        Assert.That((await Case(town.Caseworker)).Plan, Is.EqualTo(new CaseOverview.Plan("Mijn nieuwe plan.", 2, town.Today, town.Today.AddDays(-8))), "the first came in time");
        Assert.That((await handIn.Do(town.Caseworker, town.Key(), new(request, "Ons plan."))).Refusal, Is.EqualTo(Refusal.NotAllowed));
        Assert.That((await Write(plan: 1)).Refusal, Is.EqualTo(Refusal.PlanHandedIn), "who wrote the report has not read the last one");
        Assert.That((await Write(plan: 2)).Refusal, Is.Null);
        Assert.That((await handIn.Do(resident.Actor, town.Key(), new(request, "Te laat."))).Refusal, Is.EqualTo(Refusal.PlanTooLate));
        var quick = await town.Request(resident);
        await town.Report(quick);
        town.Clock.GoTo(town.Today.AddDays(2));
        Assert.That((await handIn.Do(resident.Actor, town.Key(), new(quick, "Mijn plan."))).Value.InTime, Is.True, "a report that comes soon does not cut the seven days short");
    }

    [Test]
    public async Task A_municipality_that_is_late_with_its_report_is_asked_for_a_decision_without_one()
    {
        town.Clock.GoTo((await Case()).Request.InvestigateBy);
        Assert.That((await Apply()).Refusal, Is.EqualTo(Refusal.ReportMissing), "its last day is not over");
        town.Clock.GoTo(town.Today.AddDays(1));

        Assert.That((await Apply()).IsRefused, Is.False);

        var seen = await Case();
        Assert.That((seen.Progress.Step, seen.Progress.Due, seen.Report), Is.EqualTo((CaseStep.Decide, (DateOnly?)LegalTerm.DecideBy(town.Today), (CaseOverview.Report?)null)));
        Assert.That((await Write("Toch nog een verslag.")).IsRefused, Is.False, "the investigation is still owed");
        Assert.That((await Case()).Progress.Step, Is.EqualTo(CaseStep.Decide));
        Assert.That((await Answer(ReportAnswer.Remarks, "Dat het laat is.")).IsRefused, Is.False);
        Assert.That((await Write("En nog een.", "Aangepast.")).Refusal, Is.EqualTo(Refusal.ReportAlreadyWritten));
    }

    [Test]
    public async Task A_notice_is_given_once_and_only_of_what_is_late()
    {
        var give = new GiveNotice(town.Database);
        await town.Report(request);
        Assert.That((await give.Do(resident.Actor, town.Key(), new(request))).Refusal, Is.EqualTo(Refusal.NotLate));
        await Answer(ReportAnswer.Agree, applies: true);
        town.Clock.GoTo((await Case()).Application!.DecideBy);
        Assert.That((await give.Do(resident.Actor, town.Key(), new(request))).Refusal, Is.EqualTo(Refusal.NotLate), "its last day is not over");
        town.Clock.GoTo(town.Today.AddDays(1));

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => give.Do(resident.Actor, town.Key(), new(request)))));

        Assert.That(outcomes.Where(outcome => outcome.IsRefused).Select(outcome => outcome.Refusal), Is.EqualTo(new[] { Refusal.NoticeGiven, Refusal.NoticeGiven }));
        Assert.That((await Case(town.Caseworker)).Notice, Is.EqualTo(new CaseOverview.Notice(town.Today, LegalTerm.DecideBy(town.Today))));
    }

    [Test]
    public async Task A_notice_on_paper_counts_from_the_day_it_came()
    {
        var give = new GiveNotice(town.Database);
        async Task<Refusal?> Written(DateOnly cameOn, Actor? by = null) => (await give.Do(by ?? town.Caseworker, town.Key(), new(request, cameOn))).Refusal;
        await town.Report(request);
        await Answer(ReportAnswer.Agree, applies: true);
        var decideBy = (await Case()).Application!.DecideBy;
        town.Clock.GoTo(decideBy.AddDays(4));

        Assert.That(await Written(town.Today.AddDays(1)), Is.EqualTo(Refusal.DayInFuture));
        Assert.That(await Written(decideBy), Is.EqualTo(Refusal.NotLate), "it was not late yet when it came");
        Assert.That(await Written(town.Today, resident.Actor), Is.EqualTo(Refusal.NotAllowed), "a resident gives it here");
        Assert.That((await give.Do(town.Caseworker, town.Key(), new(request))).Refusal, Is.EqualTo(Refusal.NotAllowed), "nor does a caseworker without a letter");
        Assert.That(await Written(town.Today, town.CaseworkerOfHilversum), Is.EqualTo(Refusal.NotFound));
        Assert.That(await Written(decideBy.AddDays(1)), Is.Null);

        Assert.That((await Case()).Notice, Is.EqualTo(new CaseOverview.Notice(decideBy.AddDays(1), LateDecision.DecideBy(decideBy.AddDays(1)))));
        Assert.That(await Written(town.Today), Is.EqualTo(Refusal.NoticeGiven));
    }

    [Test]
    public async Task What_is_urgent_stands_first_on_the_list_of_the_municipality()
    {
        town.Clock.GoTo(town.Today.AddDays(3));
        var other = await town.Resident("Piet Later");
        var content = new RequestContent("Ik ben gevallen.", [new(LifeDomain.SelfCare, "Weer lopen.")], "", "", "", WishedForm.Unsure) { IsUrgent = true };
        var submit = new SubmitSupportRequest(town.Database);
        Assert.That((await submit.Do(other.Actor, town.Key(), new(other.Id, content))).Refusal, Is.EqualTo(Refusal.RequestIncomplete), "why must be said");
        var urgent = (await submit.Do(other.Actor, town.Key(), new(other.Id, content with { UrgentBecause = "Ik kan niet lopen." }))).Value;

        Assert.That((await new CaseList(town.Database).Of(town.Caseworker)).Select(item => (item.Number, item.IsUrgent)), Is.EqualTo(new[] { (urgent, true), (request, false) }));
    }

    [Test]
    public async Task Taken_back_is_taken_back()
    {
        await town.Report(request);

        Assert.That((await new TakeBackRequest(town.Database).Do(resident.Actor, town.Key(), request)).IsRefused, Is.False);

        Assert.That((await Case()).Progress, Is.EqualTo(new CaseProgress(CaseStep.TakenBack, Turn.Nobody, Due: null, IsLate: false)));
        Assert.That((await Apply()).Refusal, Is.EqualTo(Refusal.RequestTakenBack), "also when it was applied for before");
        Assert.That((await Answer(ReportAnswer.Agree)).Refusal, Is.EqualTo(Refusal.RequestTakenBack));
        Assert.That((await Write("Nog eens.", "Anders.")).Refusal, Is.EqualTo(Refusal.RequestTakenBack));
        Assert.That((await new GrantProvision(town.Database).Do(town.Caseworker, town.Key(), new(
            request, town.Today, Town.Guidance, new Quantity(3), Frequency.Week, new Money(6000), Period.Year(2026), FundingForm.PersonFollowing, "Nodig."))).Refusal, Is.EqualTo(Refusal.RequestTakenBack));
    }
}
