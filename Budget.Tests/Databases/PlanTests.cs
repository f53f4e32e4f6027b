using Budget.Core.Decisions;
using Budget.Core.Ledger;
using Budget.Core.Plans;
using Budget.Core.SupportRequests;

namespace Budget.Tests.Databases;

/// <summary>One plan over all parts of life and all laws: both sides see the same and change it, and only the municipality's own lines have figures.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class PlanTests(Engine engine)
{
    private Town town = null!;
    private Grant grant = null!;

    [SetUp]
    public async Task Start()
    {
        town = await Town.On(engine);
        grant = await town.BudgetOf(100m, FundingForm.PersonHeld);
    }

    [TearDown]
    public async Task Stop()
    {
        await town.MustBeSound();
        await town.DisposeAsync();
    }

    private async Task<Refusal?> Add(LifeDomain domain, string what, string who, PaidBy paidBy, string budget = "", Actor? by = null) =>
        (await new AddPlanLine(town.Database).Do(by ?? grant.Resident.Actor, town.Key(), new(grant.RequestNumber, domain, what, who, paidBy, budget))).Refusal;

    private async Task<Refusal?> End(Guid line, Actor? by = null, string? request = null) =>
        (await new EndPlanLine(town.Database).Do(by ?? grant.Resident.Actor, town.Key(), new(request ?? grant.RequestNumber, line))).Refusal;

    private async Task<PlanOfCase.Answer> Plan(Actor? by = null) => (await new PlanOfCase(town.Database).Of(by ?? grant.Resident.Actor, grant.RequestNumber))!;

    [Test]
    public async Task Lines_of_all_laws_stand_under_their_part_of_life_and_only_the_municipalitys_have_the_figures_of_the_ledger()
    {
        Assert.That((await Plan()).Unplaced.Select(budget => budget.Number), Is.EqualTo([grant.BudgetNumber]), "a budget is never forgotten");
        foreach (var paidBy in Enum.GetValues<PaidBy>().Where(one => one != PaidBy.Wmo))
        {
            Assert.That(await Add(LifeDomain.Health, $"Iets van {paidBy}", "Iemand", paidBy, by: town.Caseworker), Is.Null);
        }

        Assert.That(await Add(LifeDomain.Household, "Hulp bij de was", "", PaidBy.Wmo, grant.BudgetNumber), Is.Null);
        var agreement = await town.Agreement(grant);
        await new Budget.Core.PersonHeld.ForwardClaim(town.Database).Do(grant.Resident.Actor, town.Key(), new(agreement, new(2026, 5, 1), new Quantity(10)));

        var plan = await Plan();
        Assert.That(plan.Parts.Select(part => (part.Domain, part.Goal, part.Lines.Count)), Is.EqualTo(new (LifeDomain, string?, int)[] { (LifeDomain.Household, "Een schoon huis", 1), (LifeDomain.Health, null, 5) }));
        var own = plan.Parts[0].Lines.Single();
        Assert.That((own.What, own.PaidBy, own.Budget!.Balance), Is.EqualTo(("Hulp bij de was", PaidBy.Wmo, new Balance(new Money(9_000), Money.Zero, new Money(1_000), Money.Zero))));
        Assert.That(plan.Parts[1].Lines.Select(line => line.Budget), Is.All.Null);
        Assert.That((plan.Unplaced.Count, plan.Budgets.Count), Is.EqualTo((0, 1)));
        static IEnumerable<(Guid, string, string, Balance?)> Seen(PlanOfCase.Answer plan) => plan.Parts.SelectMany(part => part.Lines).Select(line => (line.Id, line.What, line.Who, line.Budget?.Balance));
        Assert.That(Seen(await Plan(town.Caseworker)), Is.EqualTo(Seen(plan)), "both see the same");
        Assert.That(await Rows.Of(town.ConnectionString, "SELECT what FROM plan_lines UNION ALL SELECT who FROM plan_lines WHERE who <> ''"), Is.All.StartsWith("enc1:"));
    }

    [Test]
    public async Task A_line_is_ended_by_either_side_once_and_stays_to_be_read()
    {
        await Add(LifeDomain.Household, "Hulp bij de was", "", PaidBy.Wmo, grant.BudgetNumber, town.Caseworker);
        var line = (await Plan()).Parts[0].Lines.Single().Id;
        var other = await town.BudgetOf(100m);
        Assert.That(await End(line, other.Resident.Actor), Is.EqualTo(Refusal.NotFound));
        Assert.That(await End(line, other.Resident.Actor, other.RequestNumber), Is.EqualTo(Refusal.NotFound), "a line of another case");
        Assert.That(await End(line, town.Finance), Is.EqualTo(Refusal.NotAllowed));
        Assert.That(await End(line), Is.Null);
        Assert.That(await End(line, town.Caseworker), Is.EqualTo(Refusal.ChangedMeanwhile));
        var plan = await Plan();
        Assert.That((plan.Parts.Single().Lines.Count, plan.Ended.Single().What, plan.Ended.Single().EndedByName, plan.Unplaced.Count), Is.EqualTo((0, "Hulp bij de was", "Naam bewoner", 1)));
        Assert.That(await Add(LifeDomain.Household, "Toch weer", "", PaidBy.Wmo, grant.BudgetNumber), Is.Null);
    }

    [Test]
    public async Task A_line_says_what_and_who_and_names_a_budget_of_this_case_only()
    {
        var other = await town.BudgetOf(100m, FundingForm.PersonHeld, resident: grant.Resident);
        Assert.That(await Add(LifeDomain.Household, " \u200B ", "Iemand", PaidBy.Self), Is.EqualTo(Refusal.RequestIncomplete));
        Assert.That(await Add(LifeDomain.Household, "De was", "", PaidBy.Self), Is.EqualTo(Refusal.RequestIncomplete));
        Assert.That(await Add(LifeDomain.Household, "De was", "", PaidBy.Wmo, other.BudgetNumber), Is.EqualTo(Refusal.BudgetUnknown));
        Assert.That(await Add(LifeDomain.Household, "De was", "", PaidBy.Wmo), Is.EqualTo(Refusal.BudgetUnknown));
        Assert.That(await Add(LifeDomain.Household, new string('a', 201), "Ik", PaidBy.Self), Is.EqualTo(Refusal.TextTooLong.With(200)));
        Assert.That(await Add(LifeDomain.Household, "De was", new string('a', 121), PaidBy.Self), Is.EqualTo(Refusal.TextTooLong.With(120)));
        Assert.That(await Add(LifeDomain.Household, "De was", "Ik", PaidBy.Self, by: town.Finance), Is.EqualTo(Refusal.NotAllowed));
        Assert.That(await Add(LifeDomain.Household, "De was", "Ik", PaidBy.Self, by: town.CaseworkerOfHilversum), Is.EqualTo(Refusal.NotFound));
        Assert.That(await Add(LifeDomain.Household, "De was", "", PaidBy.Wmo, grant.BudgetNumber), Is.Null);
        Assert.That(await Add(LifeDomain.Household, "Nog eens", "", PaidBy.Wmo, grant.BudgetNumber), Is.EqualTo(Refusal.AlreadyInPlan));
        Assert.That(await Add(LifeDomain.Day, "Ook de dag", "", PaidBy.Wmo, grant.BudgetNumber), Is.Null, "one budget may be for two parts of life");
        for (var count = 2; count < AddPlanLine.Most; count++)
        {
            Assert.That(await Add(LifeDomain.Contact, $"Regel {count}", "Ik", PaidBy.Nobody), Is.Null);
        }

        Assert.That(await Add(LifeDomain.Contact, "Een te veel", "Ik", PaidBy.Nobody), Is.EqualTo(Refusal.PlanFull.With(AddPlanLine.Most)));
        Assert.That(await new PlanOfCase(town.Database).Of(town.Finance, grant.RequestNumber), Is.Null);
    }
}
