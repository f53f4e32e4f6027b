using Budget.Core.Assignments;
using Budget.Core.Budgets;
using Budget.Core.Decisions;
using Budget.Core.Ledger;
using Budget.Core.Plans;
using Budget.Core.Providers;

namespace Budget.Tests.Databases;

/// <summary>Learning to do it oneself again: support that gets less step by step, granted as what the steps come to.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class ReablementTests(Engine engine)
{
    private static readonly ReablementStep[] Steps = [new(4, new(6)), new(4, new(4)), new(4, new(2.5m))];
    private Town town = null!;
    private Resident resident = null!;
    private string request = "";

    [SetUp]
    public async Task Start()
    {
        town = await Town.On(engine);
        resident = await town.Resident();
        request = await town.Request(resident);
        await town.Report(request);
    }

    [TearDown]
    public async Task Stop() => await town.DisposeAsync();

    private Task<Outcome<GrantProvision.Answer>> Grant(Quantity volume, Period days, Frequency frequency = Frequency.Total, params ReablementStep[] steps) => new GrantProvision(town.Database).Do(
        town.Caseworker, town.Key(), new(request, town.Today, "01A01", volume, frequency, new Money(3_000), days, FundingForm.PersonFollowing, "Zij leert het weer.") { Steps = steps });

    private Period Days(params ReablementStep[] steps) => ReablementRoute.Days(town.Today, steps);

    [Test]
    public async Task The_budget_is_the_sum_of_the_steps_and_the_plan_shows_them()
    {
        var granted = (await Grant(new(50), Days(Steps), steps: Steps)).Value;
        Assert.That(granted.Granted, Is.EqualTo(new Money(150_000)), "4 × 6 + 4 × 4 + 4 × 2.5 = 50 hours of 30 euros");
        var budget = (await new BudgetOverview(town.Database).Of(resident.Actor, granted.BudgetNumber))!.Budget;
        Assert.That((budget.StartsOn, budget.EndsOn, budget.Frequency), Is.EqualTo((town.Today, town.Today.AddDays(83), "total")));
        var plan = (await new PlanOfCase(town.Database).Of(resident.Actor, request))!;
        Assert.That(plan.Budgets.Single().Steps, Is.EqualTo(Steps));
        Assert.That(ReablementRoute.Schedule(town.Today, Steps).Select(one => one.Days.StartsOn), Is.EqualTo(new[] { town.Today, town.Today.AddDays(28), town.Today.AddDays(56) }));
        Assert.That((await new VerifyLedger(town.Database).Run()).FirstFault, Is.Null);
    }

    [Test]
    public async Task Steps_taper_in_half_a_year_and_are_what_is_granted()
    {
        ReablementStep[] rising = [new(4, new(2)), new(4, new(4))], level = [new(4, new(4)), new(4, new(4))], one = [new(4, new(4))], longer = [new(20, new(4)), new(7, new(2))];
        foreach (var steps in new[] { rising, level, one, longer })
        {
            Assert.That(ReablementRoute.IsRoute(steps), Is.False);
            Assert.That((await Grant(ReablementRoute.Total(steps), Days(steps), steps: steps)).Refusal, Is.EqualTo(Refusal.StepsInvalid));
        }

        Assert.That(ReablementRoute.IsRoute([new(20, new(4)), new(6, new(2))]), Is.True, "26 weeks is half a year");
        Assert.That((await Grant(new(51), Days(Steps), steps: Steps)).Refusal, Is.EqualTo(Refusal.StepsInvalid), "another sum");
        Assert.That((await Grant(new(50), Period.Year(2026), steps: Steps)).Refusal, Is.EqualTo(Refusal.StepsInvalid), "other days");
        Assert.That((await Grant(new(50), Days(Steps), Frequency.Month, Steps)).Refusal, Is.EqualTo(Refusal.StepsInvalid), "not in total");
        Assert.That(await Sql.Count(town, "budgets"), Is.Zero);
    }

    [Test]
    public async Task Who_stops_half_way_leaves_as_much_as_the_weeks_until_then_were_granted()
    {
        ReablementStep[] steps = [new(4, new(4)), new(4, new(1))];
        var days = ReablementRoute.Days(town.Today, steps);
        Assert.That(ReablementRoute.OfDays(days, town.Today, steps), Is.EqualTo(new Quantity(20)));
        Assert.That(ReablementRoute.OfDays(new(town.Today.AddDays(27), town.Today.AddDays(28)), town.Today, steps), Is.EqualTo(new Quantity(5)), "a week of each");
        var budget = (await Grant(new(20), days, steps: steps)).Value.BudgetNumber;
        var contract = (await new SignContract(town.Database).Do(Actor.System(Town.Huizen), town.Key(), new(town.Provider, Town.Huizen, "01A01", new Money(3_000), Period.Year(2026)))).Value;
        await town.Choose(new Grant(resident, request, budget), contract);

        var ended = await new EndAssignment(town.Database).Do(resident.Actor, town.Key(), new(budget, town.Today.AddDays(27), EndReason.Client));

        Assert.That((ended.Value.StillReserved, ended.Value.Released), Is.EqualTo((new Money(48_000), new Money(12_000))), "sixteen hours may still be declared, four are free");
    }

    [Test]
    public async Task Steps_that_are_changed_afterwards_are_found()
    {
        await Grant(new(50), Days(Steps), steps: Steps);
        await Sql.AsOwner(town, "reablement_steps", "UPDATE reablement_steps SET weekly_volume_hundredths = 900 WHERE step = 1");
        Assert.That((await new VerifyLedger(town.Database).Run()).FirstFault?.Why, Is.EqualTo("the steps of a reablement route are not what its decision granted"));
    }
}
