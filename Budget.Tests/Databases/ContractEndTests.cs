using Budget.Core.Assignments;
using Budget.Core.Budgets;
using Budget.Core.Closing;
using Budget.Core.Decisions;
using Budget.Core.Delivery;
using Budget.Core.Invoices;
using Budget.Core.Providers;
using Budget.Core.SupportRequests;

namespace Budget.Tests.Databases;

/// <summary>A contract that ends before the budget: the help ends with it, and for the days after it the resident chooses again.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class ContractEndTests(Engine engine)
{
    private Town town = null!;
    private ProviderId provider;
    private ProviderId other;
    private ContractId shorter;
    private ContractId elsewhere;
    private Grant grant = null!;

    [SetUp]
    public async Task Start()
    {
        town = await Town.On(engine);
        (provider, shorter) = await Contract("33334444", "Bijna Over", new Period(new(2020, 1, 1), new(2026, 9, 30)));
        (other, elsewhere) = await Contract("87654321", "Anders", new Period(new(2020, 1, 1), new(2040, 12, 31)));

        // Three hours a week at 66 euros through 2026: 53 weeks.
        var resident = await town.Resident();
        var request = await town.Request(resident);
        await town.Report(request);
        var granted = await new GrantProvision(town.Database).Do(town.Caseworker, town.Key(), new(
            request, town.Today, Town.Guidance, new(3), Frequency.Week, new(6600), Period.Year(2026), FundingForm.PersonFollowing, "Dit is nodig."));
        grant = new Grant(resident, request, granted.Value.BudgetNumber);
    }

    [TearDown]
    public async Task Stop()
    {
        await town.MustBeSound();
        await town.DisposeAsync();
    }

    private async Task<(ProviderId Provider, ContractId Contract)> Contract(string number, string name, Period period)
    {
        var made = (await new AdmitProvider(town.Database).Do(Actor.System(Town.Huizen), town.Key(), new(number, number, name, "Over", "About", "035 111 1111"))).Value;
        return (made, (await new SignContract(town.Database).Do(Actor.System(Town.Huizen), town.Key(), new(made, Town.Huizen, Town.Guidance, new Money(5000), period))).Value);
    }

    private async Task<PersonalBudget> Budget() => (await new BudgetOverview(town.Database).Of(town.Finance, grant.BudgetNumber))!.Budget;

    private Task<Outcome<SwitchProvider.Effect>> Draft(long from, DateOnly on) =>
        new SwitchProvider(town.Database).Draft(grant.Resident.Actor, new(grant.BudgetNumber, from, elsewhere, on, Seen: ""));

    [Test]
    public async Task Help_ends_with_the_contract_and_for_the_days_after_it_another_is_chosen()
    {
        Task<ProvidersForBudget.Answer?> Choices() => new ProvidersForBudget(town.Database).Of(grant.Resident.Actor, grant.BudgetNumber);
        Assert.That((await new ChooseProvider(town.Database).Do(grant.Resident.Actor, town.Key(), new(grant.BudgetNumber, shorter, new(2026, 10, 1)))).Refusal, Is.EqualTo(Refusal.DayOutsideBudget));

        // Forty weeks of three hours at 50 euros, and not 53.
        var first = await town.Choose(grant, shorter);
        Assert.That(first.Reserved, Is.EqualTo(new Money(40 * 3 * 5_000)));
        var budget = await Budget();
        Assert.That((budget.HelpedUntil, budget.AssignmentEndsOn, budget.MayChoose), Is.EqualTo(((DateOnly?)new DateOnly(2026, 9, 30), (DateOnly?)null, true)));
        Assert.That((await Choices())!.Days, Is.EqualTo(new Period(new(2026, 10, 1), new(2026, 12, 31))));
        Assert.That((await Choices())!.Choices.Select(choice => choice.Offer.Name), Has.None.EqualTo("Bijna Over"));

        Assert.That((await Draft(first.AssignmentNumber, new(2026, 10, 2))).Refusal, Is.EqualTo(Refusal.DayOutsideAssignment), "from the day after it ends somebody else is chosen, and not later");
        Assert.That((await Draft(first.AssignmentNumber, new(2026, 10, 1))).Value.LastDay, Is.EqualTo(new DateOnly(2026, 9, 30)));
        var next = await town.Choose(grant, elsewhere);
        budget = await Budget();
        Assert.That((budget.ProviderName, budget.NextProviderName, budget.NextStartsOn, budget.MayChoose), Is.EqualTo(("Bijna Over", "Anders", (DateOnly?)new DateOnly(2026, 10, 1), false)));
        Assert.That((await new ChooseProvider(town.Database).Do(grant.Resident.Actor, town.Key(), new(grant.BudgetNumber, elsewhere))).Refusal, Is.EqualTo(Refusal.AlreadyAssigned));
        town.Clock.GoTo(new(2026, 11, 5));
        Assert.That(await new DeclarationOfMonth(town.Database).Of(provider, Town.Huizen, Period.Month(2026, 10)), Is.Null, "nothing is paid outside the contract");
        var bsn = await Assigned.BsnOf(town, grant);
        var lines = Support.DeclarationOf.Lines("M10", new Assigned(grant, bsn, first.AssignmentNumber).Debit("R1", 10, 1).With(1, 5_000));
        var sent = await town.Import(lines with { Header = new("33334444", Town.Huizen, "M10", new(2026, 11, 1), "1.0.0", "1.0.0"), Period = Period.Month(2026, 10) });
        Assert.That(sent.Result!.Rejected, Is.EqualTo(1));
        Assert.That((await new DeclarationOfMonth(town.Database).Of(other, Town.Huizen, Period.Month(2026, 10)))!.Lines.Single().AssignmentNumber, Is.EqualTo(next.AssignmentNumber));
    }

    [Test]
    public async Task When_the_contract_ran_out_and_nobody_came_after_it_somebody_has_a_task_and_the_resident_chooses()
    {
        var from = (await town.Choose(grant, shorter)).AssignmentNumber;
        town.Clock.GoTo(new(2026, 10, 15));

        Assert.That((await new DeliveryWatch(town.Database).Of(town.Caseworker)).Where(item => item.BudgetNumber == grant.BudgetNumber).Select(item => (item.Trouble, item.Since)),
            Is.EqualTo(new[] { (DeliveryTrouble.NoProvider, new DateOnly(2026, 9, 30)) }));
        Assert.That((await new CaseOverview(town.Database).Of(town.Caseworker, grant.RequestNumber))!.Progress.Step, Is.EqualTo(CaseStep.ChooseProvider));
        Assert.That((await Draft(from, new(2026, 10, 15))).Refusal, Is.EqualTo(Refusal.NotAssigned), "there is nobody to leave");
        Assert.That((await new ReleaseReservation(town.Database).Do(town.Finance, town.Key(), new(grant.BudgetNumber, from))).Refusal, Is.Null, "its last invoice is in");
        await town.Choose(grant, elsewhere);
        Assert.That((await Budget()).ProviderName, Is.EqualTo("Anders"));
    }
}
