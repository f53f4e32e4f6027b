using Budget.Core.Decisions;
using Budget.Core.SupportRequests;

namespace Budget.Tests.Databases;

/// <summary>What a case says of a budget that ends before its time: who still helps, and whether there is anything left to choose. Today it is 15 June 2026.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class EndedBudgetInCaseTests(Engine engine)
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

    private async Task<CaseOverview.Answer> Case(Grant grant) => (await new CaseOverview(town.Database).Of(grant.Resident.Actor, grant.RequestNumber))!;

    [Test]
    public async Task With_an_end_still_to_come_the_provider_helps_until_then_and_nobody_has_to_choose()
    {
        var grant = (await town.Assigned(await town.Weekly())).Grant;
        await town.Withdraw(grant, new(2026, 6, 30));
        foreach (var day in new DateOnly[] { new(2026, 6, 15), new(2026, 6, 30) })
        {
            town.Clock.GoTo(day);
            var seen = await Case(grant);
            Assert.That((seen.Progress.Step, seen.Progress.Due), Is.EqualTo((CaseStep.Support, new DateOnly(2026, 6, 30))), $"{day}");
            Assert.That((seen.Decisions.Single().NeedsProvider, seen.Decisions.Single().ProviderName), Is.EqualTo((false, "De Helpende Hand")), $"{day}");
        }

        town.Clock.GoTo(new(2026, 7, 1));
        Assert.That((await Case(grant)).Progress.Step, Is.EqualTo(CaseStep.Ended));
    }

    [Test]
    public async Task After_a_revision_a_provider_is_chosen_for_the_new_budget_only()
    {
        var grant = (await town.Assigned(await town.Weekly())).Grant;
        var revised = (await town.Revise(grant, new(2026, 6, 30), new(2026, 12, 31))).Value;

        var seen = await Case(grant);
        Assert.That(seen.Progress.Step, Is.EqualTo(CaseStep.ChooseProvider));
        Assert.That(seen.Decisions.Where(decision => decision.NeedsProvider).Select(decision => decision.BudgetNumber), Is.EqualTo([revised.BudgetNumber]));
    }

    [Test]
    public async Task Without_a_provider_one_can_be_chosen_up_to_the_day_on_which_it_ends_and_not_for_what_never_ran()
    {
        var grant = await town.Weekly();
        await town.Withdraw(grant, new(2026, 6, 30));
        Assert.That(((await Case(grant)).Progress.Step, (await Case(grant)).Decisions.Single().NeedsProvider), Is.EqualTo((CaseStep.ChooseProvider, true)));
        town.Clock.GoTo(new(2026, 7, 1));
        Assert.That(((await Case(grant)).Progress.Step, (await Case(grant)).Decisions.Single().NeedsProvider), Is.EqualTo((CaseStep.Ended, false)), "though it was granted until December");

        var neverRan = await town.BudgetOf(100m, period: new Period(new(2026, 8, 1), new(2026, 12, 31)));
        await town.Withdraw(neverRan, new(2026, 7, 31));
        Assert.That((await Case(neverRan)).Decisions.Single().NeedsProvider, Is.False);
        Assert.That((await Case(neverRan)).Progress.Step, Is.Not.EqualTo(CaseStep.ChooseProvider));
    }

    [Test]
    public async Task What_is_granted_no_more_can_be_made_less_of_and_is_not_extended()
    {
        var grant = await town.Weekly();
        await Sql.Execute(town, $"UPDATE products SET ended_on = '2026-06-01' WHERE municipality_code = '{Town.Huizen}' AND code = '{Town.Guidance}'");

        Assert.That((await town.Extend(grant, new(2027, 6, 30))).Refusal, Is.EqualTo(Refusal.ProductUnknown));
        Assert.That((await town.Revise(grant, new(2026, 6, 30), new(2026, 12, 31), hours: 1m)).IsRefused, Is.False);
    }
}
