using Budget.Core.Caseload;
using Budget.Core.Decisions;
using Budget.Core.SupportRequests;

namespace Budget.Tests.Databases;

/// <summary>Help at once goes beside the course of the case: it is short, it ends nothing, and only under the rules of a grant does it become something for good. Today it is 15 June 2026.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class TemporaryHelpTests(Engine engine)
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

    private async Task<Grant> Helped(int weeks = 6)
    {
        var resident = await town.Resident();
        var request = await town.Request(resident);
        return new Grant(resident, request, (await town.HelpAtOnce(request, town.Today, weeks)).Value.BudgetNumber);
    }

    private async Task<CaseStep> Step(Grant grant) => (await new CaseOverview(town.Database).Of(town.Caseworker, grant.RequestNumber))!.Progress.Step;

    [Test]
    public async Task What_is_withdrawn_leaves_the_case_where_it_stood_and_on_the_worklist()
    {
        var helped = await Helped();

        Assert.That((await town.Withdraw(helped, new(2026, 6, 20))).IsRefused, Is.False);

        Assert.That(await Step(helped), Is.EqualTo(CaseStep.Investigate));
        Assert.That((await new Worklist(town.Database).Find(town.Caseworker, helped.RequestNumber)).Select(item => (item.Kind, item.Due)), Is.EqualTo(new[] { ("investigate", LegalTerm.InvestigateBy(new(2026, 6, 15))) }));
        await town.Report(helped.RequestNumber);
        Assert.That((await new ApplyForSupport(town.Database).Do(helped.Resident.Actor, town.Key(), helped.RequestNumber)).IsRefused, Is.False);
        Assert.That(await Step(helped), Is.EqualTo(CaseStep.Decide));
    }

    [Test]
    public async Task It_is_never_extended()
    {
        var helped = await Helped();

        Assert.That((await town.Extend(helped, new(2036, 6, 30))).Refusal, Is.EqualTo(Refusal.TemporaryNotExtended));

        var seen = (await new RequestToDecide(town.Database).Of(town.Caseworker, helped.RequestNumber))!;
        Assert.That((seen.May(DecisionKind.Extend), seen.May(DecisionKind.Revise), seen.May(DecisionKind.Withdraw)), Is.EqualTo((false, false, true)));
        Assert.That(await Step(helped), Is.EqualTo(CaseStep.Investigate));
    }

    [Test]
    public async Task It_is_not_made_into_something_for_good_after_a_refusal_unless_an_objection_was_right()
    {
        var helped = await Helped();
        await town.Report(helped.RequestNumber);
        var refusal = (await town.Refuse(helped.RequestNumber)).Value;
        Assert.That((await town.Revise(helped, new(2026, 6, 30), new(2026, 12, 31))).Refusal, Is.EqualTo(Refusal.RequestRefused));
        Assert.That((await new RequestToDecide(town.Database).Of(town.Caseworker, helped.RequestNumber))!.May(DecisionKind.Revise), Is.False);

        var colleague = await town.User("collega", Role.Caseworker, Town.Huizen);
        var objection = (await new ObjectToDecision(town.Database).Do(helped.Resident.Actor, town.Key(), new(refusal, "Ik kan dit niet zelf."))).Value.ObjectionNumber;
        await new DecideObjection(town.Database).Do(colleague, town.Key(), new(objection, ObjectionOutcome.Founded, "U hebt gelijk."));
        Assert.That((await new Objections(town.Database).Of(colleague)).ToDecideAnew, Has.Count.EqualTo(1));
        town.Clock.Advance(TimeSpan.FromMinutes(5));

        Assert.That((await town.Revise(helped, new(2026, 6, 30), new(2026, 12, 31))).IsRefused, Is.False);

        Assert.That(await Step(helped), Is.EqualTo(CaseStep.ChooseProvider));
        Assert.That((await new Objections(town.Database).Of(colleague)).ToDecideAnew, Is.Empty);
    }

    [Test]
    public async Task It_begins_about_now_and_lasts_no_longer_than_the_term_over_all_times_together()
    {
        var request = await town.Request(await town.Resident());
        foreach (var days in new[] { -8, 8, 3600 })
        {
            Assert.That((await town.HelpAtOnce(request, town.Today.AddDays(days), weeks: 2)).Refusal, Is.EqualTo(Refusal.TemporaryNotNow), $"{days}");
        }

        var helped = await Helped();
        Assert.That((await town.HelpAtOnce(helped.RequestNumber, new(2026, 7, 27), weeks: 3)).Refusal, Is.EqualTo(Refusal.TemporaryTooLong.With(8)), "six and three");
        await town.Withdraw(helped, new(2026, 6, 28));
        town.Clock.GoTo(new(2026, 6, 25));
        Assert.That((await town.HelpAtOnce(helped.RequestNumber, new(2026, 6, 29), weeks: 7)).Refusal, Is.EqualTo(Refusal.TemporaryTooLong.With(8)), "two weeks it was, and seven");
        Assert.That((await town.HelpAtOnce(helped.RequestNumber, new(2026, 6, 29), weeks: 6)).IsRefused, Is.False);
    }
}
