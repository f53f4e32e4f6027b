using Budget.Core.Budgets;
using Budget.Core.Decisions;
using Budget.Core.Invoices;
using Budget.Core.Plans;

namespace Budget.Tests.Databases;

/// <summary>Three hours of guidance a week from 2 March to 31 May 2026: thirteen weeks, of which each month touches five.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class DeclaredVolumeTests(Engine engine)
{
    private static readonly Period Spring = new(new(2026, 3, 2), new(2026, 5, 31));

    private Town town = null!;
    private Assigned assigned = null!;

    [SetUp]
    public async Task Start()
    {
        town = await Town.On(engine);
        town.Clock.GoTo(new(2026, 5, 20));
        var resident = await town.Resident();
        var request = await town.Request(resident);
        await town.Report(request);
        var granted = await new GrantProvision(town.Database).Do(town.Caseworker, town.Key(), new(
            request, town.Today, Town.Guidance, new Quantity(3), Frequency.Week, new Money(6000), Spring, FundingForm.PersonFollowing, "Dit is nodig."));
        var grant = new Grant(resident, request, granted.Value.BudgetNumber);
        assigned = new Assigned(grant, await Assigned.BsnOf(town, grant), (await town.Choose(grant)).AssignmentNumber);
    }

    [TearDown]
    public async Task Stop()
    {
        await town.MustBeSound();
        await town.DisposeAsync();
    }

    private Task<ImportDeclaration.Result> Import(string identification, params DeclarationLine[] lines)
    {
        town.Clock.GoTo(new(2026, 6, 15));
        return town.Import(identification, lines);
    }

    private DeclarationLine Line(string reference, int month, long hours)
    {
        var line = assigned.Debit(reference, month, hours);
        return month == 3 ? line with { Period = new Period(new(2026, 3, 2), new(2026, 3, 31)) } : line;
    }

    [Test]
    public async Task A_month_takes_the_weeks_that_it_touches_and_the_months_together_no_more_than_the_weeks_of_the_assignment()
    {
        var first = await Import("M1", Line("R1", 3, 15), Line("R2", 4, 16));
        Assert.That(await town.LinesOf(first), Is.EqualTo(["R1", "R2 9321"]));
        var second = await Import("M2", Line("R3", 4, 15), Line("R4", 5, 10));
        Assert.That(await town.LinesOf(second), Is.EqualTo(["R3", "R4 9322 9369"]), "of 39 hours 30 were declared, also in this message");
        var third = await Import("M3", Line("R5", 5, 9));
        Assert.That(await town.LinesOf(third), Is.EqualTo(["R5"]));
        Assert.That((await new BudgetOverview(town.Database).Of(town.Finance, assigned.Grant.BudgetNumber))!.Balance.Payable, Is.EqualTo(new Money(39 * 6000)));
    }

    [Test]
    public async Task What_was_credited_may_be_declared_again()
    {
        var march = Line("R1", 3, 15);
        await Import("M1", march, Line("R2", 4, 15), Line("R3", 5, 9));

        var corrected = await Import("M2", Line("R4", 3, 14), march.CreditedBy("R5"));

        Assert.That(await town.LinesOf(corrected), Is.EqualTo(["R4", "R5"]));
    }

    [Test]
    public async Task What_was_shifted_to_the_budget_may_be_declared_in_any_month()
    {
        var other = await town.AlsoGrant(assigned.Grant, 500m, period: Spring);
        var shift = (await new ProposeShift(town.Database).Do(
            assigned.Grant.Resident.Actor, town.Key(), new(assigned.Grant.RequestNumber, other, assigned.Grant.BudgetNumber, new Money(12_000), "Deze maand meer."))).Value;
        Assert.That((await new AgreeToShift(town.Database).Do(town.Caseworker, town.Key(), new(assigned.Grant.RequestNumber, shift, Agrees: true, ""))).Refusal, Is.Null);

        var result = await Import("M1", Line("R1", 3, 18), Line("R2", 4, 17));

        Assert.That(await town.LinesOf(result), Is.EqualTo(["R1 9321", "R2"]), "two hours more than fifteen");
    }
}
