using Budget.Core.Decisions;
using Budget.Core.SupportRequests;

namespace Budget.Tests.Databases;

/// <summary>An objection: by whom, until when, once; decided by somebody else, and what that makes possible. Today it is 15 June 2026.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class ObjectionTests(Engine engine)
{
    private Town town = null!;
    private Resident resident = null!;
    private Actor colleague = null!;
    private string request = "";
    private string decision = "";

    [SetUp]
    public async Task Start()
    {
        town = await Town.On(engine);
        resident = await town.Resident();
        colleague = await town.User("collega", Role.Caseworker, Town.Huizen);
        request = await town.Request(resident);
        await town.Report(request);
        decision = (await town.Refuse(request)).Value;
    }

    [TearDown]
    public async Task Stop()
    {
        await town.MustBeSound();
        await town.DisposeAsync();
    }

    private Task<Outcome<ObjectToDecision.Answer>> Object(Actor? by = null, string words = "Mijn dochter woont ver weg.", string late = "") =>
        new ObjectToDecision(town.Database).Do(by ?? resident.Actor, town.Key(), new(decision, words, late));

    private Task<Outcome<string>> Decide(string objection, ObjectionOutcome outcome, Actor? by = null) =>
        new DecideObjection(town.Database).Do(by ?? colleague, town.Key(), new(objection, outcome, "Zo zien wij het."));

    [Test]
    public async Task It_gets_a_number_and_a_day_and_is_read_by_who_decides()
    {
        var objected = (await Object()).Value;

        // The term for objecting ends on 27 July; six weeks from the day after.
        Assert.That(objected.DecideBy, Is.EqualTo(new DateOnly(2026, 9, 7)));
        var whole = (await new Objections(town.Database).One(colleague, objected.ObjectionNumber))!;
        Assert.That((whole.Objection.Words, whole.DecisionNumber, whole.IsMine), Is.EqualTo(("Mijn dochter woont ver weg.", decision, false)));
        Assert.That((await new Objections(town.Database).Of(town.Caseworker)).Open.Single().IsMine, Is.True, "she took the decision");
        Assert.That((await new DecisionOverview(town.Database).Of(resident.Actor, decision))!.Objection!.Number, Is.EqualTo(objected.ObjectionNumber));
        Assert.That((await Rows.Of(town.ConnectionString, "SELECT words FROM objections")).Single(), Does.StartWith("enc1:"));
    }

    [Test]
    public async Task A_municipality_with_a_committee_takes_twelve_weeks()
    {
        await Sql.Execute(town, $"INSERT INTO decision_terms (municipality_code, temporary_weeks, objection_weeks) VALUES ('{Town.Huizen}', 8, 12)");

        Assert.That((await Object()).Value.DecideBy, Is.EqualTo(new DateOnly(2026, 10, 19)));
    }

    [Test]
    public async Task After_six_weeks_it_needs_a_reason_why_it_is_late()
    {
        town.Clock.GoTo(new(2026, 7, 27));
        Assert.That((await new DecisionOverview(town.Database).Of(resident.Actor, decision))!.IsInTime, Is.True, "the last day");
        town.Clock.GoTo(new(2026, 7, 28));
        Assert.That((await Object()).Refusal, Is.EqualTo(Refusal.LateReasonMissing));

        var objected = (await Object(late: "Ik lag in het ziekenhuis.")).Value;

        Assert.That(objected.DecideBy, Is.EqualTo(LegalTerm.DecideObjectionBy(new(2026, 7, 27), new(2026, 7, 28), 6)));
        Assert.That((await new Objections(town.Database).One(colleague, objected.ObjectionNumber))!.Objection.LateReason, Is.EqualTo("Ik lag in het ziekenhuis."));
    }

    [Test]
    public async Task One_on_paper_is_written_down_by_any_caseworker_with_the_day_it_came()
    {
        Task<Outcome<ObjectToDecision.Answer>> Written(DateOnly cameOn, Actor? by = null) =>
            new ObjectToDecision(town.Database).Do(by ?? town.Caseworker, town.Key(), new(decision, "In mijn brief staat waarom.", OnPaperOn: cameOn));

        town.Clock.GoTo(new(2026, 7, 30));
        Assert.That((await Written(new(2026, 7, 31))).Refusal, Is.EqualTo(Refusal.DayInFuture));
        Assert.That((await Written(new(2026, 6, 14))).Refusal, Is.EqualTo(Refusal.CameBeforeDecision));
        Assert.That((await Written(new(2026, 7, 27), resident.Actor)).Refusal, Is.EqualTo(Refusal.NotAllowed));
        Assert.That((await Written(new(2026, 7, 27), town.CaseworkerOfHilversum)).Refusal, Is.EqualTo(Refusal.NotFound));

        // By who took the decision: writing down is no deciding, which stays a colleague's.
        var objected = (await Written(new(2026, 7, 27))).Value;
        Assert.That(objected.DecideBy, Is.EqualTo(LegalTerm.DecideObjectionBy(new(2026, 7, 27), new(2026, 7, 27), 6)), "it came in time, whenever it was written down");
        var objection = (await new DecisionOverview(town.Database).Of(resident.Actor, decision))!.Objection!;
        Assert.That((objection.ObjectedOn, objection.Words, objection.LateReason), Is.EqualTo((new DateOnly(2026, 7, 27), "In mijn brief staat waarom.", "")));
        Assert.That((await Decide(objected.ObjectionNumber, ObjectionOutcome.Unfounded, town.Caseworker)).Refusal, Is.EqualTo(Refusal.OwnDecision));
        Assert.That((await Object()).Refusal, Is.EqualTo(Refusal.AlreadyObjected));
    }

    [Test]
    public async Task A_letter_that_comes_late_is_written_down_also_when_it_does_not_say_why()
    {
        town.Clock.GoTo(new(2026, 8, 3));
        var objected = (await new ObjectToDecision(town.Database).Do(colleague, town.Key(), new(decision, "Ik ben het niet eens.", OnPaperOn: new(2026, 7, 28)))).Value;

        Assert.That(objected.DecideBy, Is.EqualTo(LegalTerm.DecideObjectionBy(new(2026, 7, 27), new(2026, 7, 28), 6)));
    }

    [Test]
    public async Task Only_the_resident_objects_and_once_also_in_two_windows()
    {
        var stranger = await town.Resident("Piet Vreemd");
        Assert.That((await Object(stranger.Actor)).Refusal, Is.EqualTo(Refusal.NotFound));
        Assert.That((await Object(town.Caseworker)).Refusal, Is.EqualTo(Refusal.NotAllowed));
        Assert.That((await Object(words: "  ")).Refusal, Is.EqualTo(Refusal.ReasonMissing));
        Assert.That((await Object(words: new string('a', RequestContent.LongestText + 1))).Refusal!.Is(Refusal.TextTooLong), Is.True);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Object())));

        Assert.That(outcomes.Count(outcome => !outcome.IsRefused), Is.EqualTo(1));
        Assert.That(outcomes.Where(outcome => outcome.IsRefused).Select(outcome => outcome.Refusal), Is.All.EqualTo(Refusal.AlreadyObjected));
    }

    [Test]
    public async Task Who_took_the_decision_does_not_decide_on_the_objection_and_nobody_twice()
    {
        var number = (await Object()).Value.ObjectionNumber;
        Assert.That((await Decide(number, ObjectionOutcome.Unfounded, town.Caseworker)).Refusal, Is.EqualTo(Refusal.OwnDecision));
        Assert.That((await Decide(number, ObjectionOutcome.Unfounded, town.CaseworkerOfHilversum)).Refusal, Is.EqualTo(Refusal.NotFound));
        Assert.That((await Decide(number, ObjectionOutcome.Unfounded, resident.Actor)).Refusal, Is.EqualTo(Refusal.NotAllowed));
        Assert.That(await new Objections(town.Database).One(town.CaseworkerOfHilversum, number), Is.Null);

        Assert.That((await Decide(number, ObjectionOutcome.Unfounded)).Value, Is.EqualTo(request));

        Assert.That((await Decide(number, ObjectionOutcome.Founded)).Refusal, Is.EqualTo(Refusal.AlreadyDecided));
        var objection = (await new DecisionOverview(town.Database).Of(resident.Actor, decision))!.Objection!;
        Assert.That((objection.Outcome, objection.Answer, objection.AppealBy), Is.EqualTo(("unfounded", "Zo zien wij het.", (DateOnly?)new DateOnly(2026, 7, 27))));
        Assert.That((await town.Refuse(request)).Refusal, Is.EqualTo(Refusal.RequestDecided), "and the refusal stands");
    }

    [TestCase(ObjectionOutcome.Founded)]
    [TestCase(ObjectionOutcome.Partly)]
    public async Task A_founded_objection_leads_to_a_new_decision(ObjectionOutcome outcome)
    {
        await Decide((await Object()).Value.ObjectionNumber, outcome);
        Assert.That((await new Objections(town.Database).Of(colleague)).ToDecideAnew.Single().RequestNumber, Is.EqualTo(request));

        town.Clock.Advance(TimeSpan.FromMinutes(5));
        var granted = await new GrantProvision(town.Database).Do(colleague, town.Key(), new(
            request, AppliedOn: null, Town.Guidance, new Quantity(2m), Frequency.Week, new Money(6000), Period.Year(2026), FundingForm.PersonFollowing, "Toch nodig."));

        Assert.That(granted.IsRefused, Is.False);
        Assert.That((await new Objections(town.Database).Of(colleague)).ToDecideAnew, Is.Empty);
    }

    [Test]
    public async Task The_new_decision_may_be_a_refusal_with_better_reasons_and_that_stands()
    {
        await Decide((await Object()).Value.ObjectionNumber, ObjectionOutcome.Founded);
        town.Clock.Advance(TimeSpan.FromMinutes(5));

        Assert.That((await town.Refuse(request)).IsRefused, Is.False);

        Assert.That((await new Objections(town.Database).Of(colleague)).ToDecideAnew, Is.Empty);
        Assert.That((await town.Refuse(request)).Refusal, Is.EqualTo(Refusal.RequestDecided));
        Assert.That((await town.HelpAtOnce(request, town.Today, weeks: 2)).Refusal, Is.EqualTo(Refusal.RequestDecided));
    }

    [Test]
    public async Task Help_at_once_and_what_ends_it_are_no_new_decision_on_the_application()
    {
        await Decide((await Object()).Value.ObjectionNumber, ObjectionOutcome.Founded);
        town.Clock.Advance(TimeSpan.FromMinutes(5));
        var helped = (await town.HelpAtOnce(request, town.Today, weeks: 2)).Value.BudgetNumber;
        Assert.That((await new Objections(town.Database).Of(colleague)).ToDecideAnew, Has.Count.EqualTo(1), "help at once");

        await town.Withdraw(new Grant(resident, request, helped), town.Today);
        Assert.That((await new Objections(town.Database).Of(colleague)).ToDecideAnew, Has.Count.EqualTo(1), "the end of it");
    }

    [Test]
    public async Task A_decision_about_another_budget_does_not_decide_anew()
    {
        var grant = await town.BudgetOf(100m);
        var (second, third) = (await town.AlsoGrant(grant, 50m), await town.AlsoGrant(grant, 50m, period: new Period(new(2027, 1, 1), new(2027, 12, 31))));
        decision = (await town.Withdraw(grant, new(2026, 6, 30))).Value.DecisionNumber;
        await Decide((await Object(grant.Resident.Actor)).Value.ObjectionNumber, ObjectionOutcome.Founded);
        town.Clock.Advance(TimeSpan.FromMinutes(5));

        await town.Withdraw(grant with { BudgetNumber = second }, new(2026, 6, 30));
        await new ExtendProvision(town.Database).Do(town.Caseworker, town.Key(), new(
            grant.RequestNumber, third, new Quantity(50), Frequency.Total, new Money(100), new(2028, 12, 31), "Het blijft nodig."));
        Assert.That((await new Objections(town.Database).Of(colleague)).ToDecideAnew.Select(item => item.DecisionNumber), Is.EqualTo([decision]));

        await new GrantProvision(town.Database).Do(town.Caseworker, town.Key(), new(
            grant.RequestNumber, town.Today, Town.Guidance, new Quantity(50), Frequency.Total, new Money(100), new(new(2026, 7, 1), new(2026, 12, 31)), FundingForm.PersonFollowing, "Toch nodig."));
        Assert.That((await new Objections(town.Database).Of(colleague)).ToDecideAnew, Is.Empty, "what was withdrawn is granted again");
    }
}
