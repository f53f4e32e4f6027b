using Budget.Core.Budgets;
using Budget.Core.Decisions;
using Budget.Core.Departures;
using Budget.Core.Forecasts;
using Budget.Core.Mail;
using Budget.Core.PersonHeld;

namespace Budget.Tests.Databases;

/// <summary>What a forecast is made of: agreements and claims of a PGB, assignments and invoices of a PVB; and who is told that it will not last.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class ForecastOfBudgetTests(Engine engine)
{
    private static readonly Period FromJune = new(new(2026, 6, 1), new(2026, 12, 31));

    private Town town = null!;

    [SetUp]
    public async Task Start() => town = await Town.On(engine);

    [TearDown]
    public async Task Stop() => await town.DisposeAsync();

    private Task<Grant> Held(decimal euros) => town.BudgetOf(euros, FundingForm.PersonHeld);

    private async Task<ForecastOfBudget.Answer> Answer(Grant grant) => (await new ForecastOfBudget(town.Database).Of(grant.Resident.Actor, grant.BudgetNumber))!;

    private async Task Claim(Grant grant, string agreement, int month, decimal hours) =>
        Assert.That((await new ForwardClaim(town.Database).Do(grant.Resident.Actor, town.Key(), new(agreement, new DateOnly(2026, month, 1), new Quantity(hours)))).Refusal, Is.Null);

    [Test]
    public async Task A_PGB_goes_by_its_agreements_and_by_what_was_claimed_and_stands()
    {
        var grant = await Held(1_000m);
        Assert.That((await Answer(grant)).HasForecast, Is.False, "nobody helps");
        var agreement = await town.Agreement(grant, rate: 1m, hours: 100m);
        foreach (var month in Enumerable.Range(1, 4))
        {
            await Claim(grant, agreement, month, 80m);
        }

        await Claim(grant, agreement, 5, 95m);
        Assert.That((await town.Reverse(grant.BudgetNumber, posting: 6)).Refusal, Is.Null);

        var answer = await Answer(grant);
        var help = answer.Help.Single();
        Assert.That((help.Name, help.PerMonth, help.Spent.Count, help.Spent[new(2026, 4, 1)]), Is.EqualTo(("Fatima El Amrani", new Money(10_000), 4, new Money(8_000))));
        Assert.That(answer.MostFor(help), Is.EqualTo(new Money(100)), "the rate of the decision");
        Assert.That((answer.Forecast().Total, answer.Forecast().RunsOutOn, answer.Cause), Is.EqualTo((new Money(12 * 8_000), (DateOnly?)null, (ForecastCause?)null)));
        Assert.That((await new BudgetOverview(town.Database).Of(grant.Resident.Actor, grant.BudgetNumber))!.Balance.Available, Is.EqualTo(new Money(100_000 - 32_000)), "looking changes nothing");
    }

    [Test]
    public async Task A_PVB_goes_by_what_was_assigned_and_declared()
    {
        var assigned = await Assigned.In(town);
        await town.Import("M1", assigned.Debit("R1", 4, 2), assigned.Debit("R2", 5, 2));

        var answer = await Answer(assigned.Grant);

        Assert.That(answer.Help.Single().Spent, Is.EquivalentTo(new Dictionary<DateOnly, Money> { [new(2026, 4, 1)] = new(12_000), [new(2026, 5, 1)] = new(12_000) }));
        Assert.That((answer.Granted, answer.Spent), Is.EqualTo((new Money(120_000), new Money(24_000))));
        var page = (await new BudgetOverview(town.Database).Of(assigned.Grant.Resident.Actor, assigned.Grant.BudgetNumber))!;
        Assert.That((page.Forecast!.Forecast().Total, page.OnTopPerMonth), Is.EqualTo((answer.Forecast().Total, Money.Zero)), "its page says the same");
        Assert.That((page.Parts.Reserved, page.Parts.Spent), Is.EqualTo((page.Balance.Reserved, page.Balance.Spent)), "and what is reserved is what the ledger holds apart");
        Assert.That((await new BudgetOverview(town.Database).Of(assigned.Grant.Resident.Actor, assigned.Grant.BudgetNumber, before: 2))!.Forecast, Is.Null, "not beside older postings");
    }

    [Test]
    public async Task Who_acts_for_the_holder_is_told_once_a_month_as_long_as_it_will_not_last()
    {
        var grant = await Held(500m);
        await Mailbox.Wants(town, grant.Resident.Actor, without: [MailKind.SupportEnds, MailKind.GoalsAreAsked]);
        await Mailbox.Emptied(town.Database);
        async Task<int> Told(int month, int day)
        {
            town.Clock.GoTo(new(2026, month, day));
            await new RemindResidents(town.Database).Do();
            return (await Mailbox.Emptied(town.Database)).Count(mail => mail.Kind == MailKind.BudgetRunsOut);
        }

        Assert.That(await Told(6, 15), Is.Zero);
        await town.Agreement(grant, rate: 1m, hours: 100m, FromJune);
        Assert.That((await new BudgetsRunningOut(town.Database).Of(grant.Resident.Actor)).Single().Number, Is.EqualTo(grant.BudgetNumber));
        Assert.That((await Told(6, 15), await Told(6, 16), await Told(6, 30)), Is.EqualTo((1, 0, 0)));
        Assert.That((await Told(7, 1), await Told(7, 31)), Is.EqualTo((1, 0)));
        await new WriteDownDeparture(town.Database).Do(town.Caseworker, town.Key(), new(grant.RequestNumber, DepartureReason.Moved, new(2026, 8, 31)));
        Assert.That(await Told(8, 1), Is.Zero, "who moves is asked and told nothing more");
    }

    [Test]
    public async Task Of_a_PGB_that_never_began_there_is_nothing_to_forecast_and_its_page_opens()
    {
        var grant = await town.BudgetOf(500m, FundingForm.PersonHeld, new(new(2026, 7, 1), new(2026, 12, 31)));
        await town.Agreement(grant, rate: 1m, hours: 100m, new(new(2026, 7, 1), new(2026, 12, 31)));
        Assert.That((await town.Withdraw(grant, new(2026, 6, 30))).Refusal, Is.Null);
        Assert.That((await new BudgetOverview(town.Database).Of(grant.Resident.Actor, grant.BudgetNumber))!.Forecast is { HasForecast: false }, Is.True);
        Assert.That(await new BudgetsRunningOut(town.Database).Of(grant.Resident.Actor), Is.Empty);
    }

    [Test]
    public async Task It_is_told_to_nobody_else()
    {
        var (grant, other) = (await Held(500m), await Held(500m));
        await town.Agreement(grant, rate: 1m, hours: 100m, FromJune);

        Assert.That(await new ForecastOfBudget(town.Database).Of(other.Resident.Actor, grant.BudgetNumber), Is.Null);
        Assert.That(await new BudgetsRunningOut(town.Database).Of(other.Resident.Actor), Is.Empty);
        Assert.That(await new BudgetsRunningOut(town.Database).Of(town.Caseworker), Is.Empty);
    }
}
