using Budget.Core.Budgets;
using Budget.Core.Closing;
using Budget.Core.Decisions;
using Budget.Core.Ledger;
using Budget.Core.PersonHeld;
using Budget.Core.Statements;

namespace Budget.Tests.Databases;

/// <summary>Periods close and stay as they were; a year opens with what the year before closed with.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class ClosingTests(Engine engine)
{
    private static readonly Period Years = new(new(2024, 1, 1), new(2027, 12, 31));
    private Town town = null!;
    private Grant grant = null!;
    private string agreement = "";

    [SetUp]
    public async Task Start()
    {
        town = await Town.On(engine, FakeClock.On(2026, 1, 5));
        grant = await town.BudgetOf(1000m, FundingForm.PersonHeld, Years);
        agreement = await town.Agreement(grant, hours: 40m, period: Years);
    }

    [TearDown]
    public ValueTask Stop() => town.DisposeAsync();

    [Test]
    public async Task Nothing_is_closed_or_written_down_while_a_fault_stands()
    {
        await Claim(2025, 12, 10m);
        town.Clock.GoTo(new(2026, 2, 10));
        await Sql.AllowChanges(town);
        await Sql.Execute(town, "UPDATE postings SET amount_cents = amount_cents + 1 WHERE number = 2");
        Assert.That((await new VerifyLedger(town.Database).Run()).IsSound, Is.False);

        Assert.That((await Close(2026, 1)).Refusal, Is.EqualTo(Refusal.LedgerUnsound));
        Assert.That((await new CloseYear(town.Database).Draft(town.Finance, new(2026))).Refusal, Is.EqualTo(Refusal.LedgerUnsound));
        Assert.That(async () => await new WriteLedgerHeads(town.Database).Do(), Throws.TypeOf<LedgerIsUnsoundException>());
        Assert.That(await Sql.Count(town, "closed_months") + await Sql.Count(town, "ledger_heads"), Is.Zero);

        await Sql.Execute(town, "UPDATE postings SET amount_cents = amount_cents - 1 WHERE number = 2");
        await town.MustBeSound();
        Assert.That((await Close(2026, 1)).IsRefused, Is.False, "put right, it goes on");
        Assert.That(await new WriteLedgerHeads(town.Database).Do(), Is.Positive);
    }

    private Task<Outcome<ForwardClaim.Answer>> Claim(int year, int month, decimal hours) =>
        new ForwardClaim(town.Database).Do(grant.Resident.Actor, town.Key(), new(agreement, new(year, month, 1), new(hours)));

    private Task<Outcome<ClosedMonth>> Close(int year, int month, Actor? by = null) =>
        new CloseMonth(town.Database).Do(by ?? town.Finance, town.Key(), new(new(year, month, 1)));

    private Task<Outcome<CloseYear.Answer>> CloseAll(int year) => new CloseYear(town.Database).Do(town.Finance, town.Key(), new(year));

    private async Task<Balance> ByCare(DateOnly day) => (await new TrialBalance(town.Database).On(town.Finance, day))!.ByCare;

    private async Task<Balance> OfBudget(DateOnly day) => (await new BalanceOnDay(town.Database).Of(town.Finance, grant.BudgetNumber, day))!.ByCare;

    [Test]
    public async Task A_back_dated_posting_changes_what_is_open_and_never_a_closed_month()
    {
        town.Clock.GoTo(new(2026, 4, 5));
        await Claim(2026, 1, 10m);
        Assert.That((await Close(2026, 1)).Value.Balance, Is.EqualTo(await ByCare(new(2026, 1, 31))));
        var (closedTown, closedBudget) = (await ByCare(new(2026, 1, 31)), await OfBudget(new(2026, 1, 31)));
        town.Clock.GoTo(new(2026, 4, 6));

        await Claim(2025, 12, 20m);
        await Claim(2026, 2, 5m);

        Assert.That(await ByCare(new(2026, 1, 31)), Is.EqualTo(closedTown), "January is closed for the town");
        Assert.That(await OfBudget(new(2026, 1, 31)), Is.EqualTo(closedBudget), "and for the budget");
        Assert.That((await ByCare(new(2026, 2, 1))).Spent, Is.EqualTo(new Money(3_000)), "help of December counts on the first open day");
        Assert.That((await ByCare(new(2026, 2, 28))).Spent, Is.EqualTo(new Money(3_500)), "February is still open, and changes");
        Assert.That((await new BudgetOverview(town.Database).Of(town.Finance, grant.BudgetNumber))!.Postings[1].OccurredOn, Is.EqualTo(new DateOnly(2025, 12, 31)), "the day of the care stays");
        await town.MustBeSound();
    }

    [Test]
    public async Task Months_are_closed_in_order_once_when_they_are_over_and_by_finance()
    {
        town.Clock.GoTo(new(2026, 3, 10));

        Assert.That((await Close(2026, 2)).Refusal, Is.EqualTo(Refusal.EarlierMonthOpen.With("01-2026")));
        Assert.That((await Close(2026, 1, town.Caseworker)).Refusal, Is.EqualTo(Refusal.NotAllowed));
        Assert.That((await Close(2026, 1)).IsRefused, Is.False);
        Assert.That((await Close(2026, 1)).Refusal, Is.EqualTo(Refusal.MonthAlreadyClosed));
        Assert.That((await Close(2026, 2)).IsRefused, Is.False);
        Assert.That((await Close(2026, 3)).Refusal, Is.EqualTo(Refusal.MonthStillRunning));
        Assert.That((await new TrialBalance(town.Database).On(town.Caseworker, town.Today)), Is.Null, "the books are for finance and the auditor");
    }

    [Test]
    public async Task The_draft_of_a_year_changes_nothing_and_says_what_the_run_then_does()
    {
        var ended = await town.BudgetOf(300m, FundingForm.PersonHeld, new Period(new(2025, 6, 1), new(2026, 6, 30)));
        var reserved = await town.BudgetOf(600m, FundingForm.PersonFollowing, new Period(new(2025, 6, 1), new(2026, 11, 30)));
        await town.Choose(reserved);
        await Claim(2025, 12, 12m);
        town.Clock.GoTo(new(2027, 3, 1));
        var before = await town.Picture();

        var draft = (await new CloseYear(town.Database).Draft(town.Finance, new(2026))).Value;

        Assert.That(await town.Picture(), Is.EqualTo(before));
        Assert.That(await Sql.Count(town, "closed_months") + await Sql.Count(town, "year_balances"), Is.Zero);
        var run = (await CloseAll(2026)).Value;
        Assert.That(run with { Expired = [] }, Is.EqualTo(draft with { Expired = [] }));
        Assert.That(run.Expired, Is.EqualTo(draft.Expired));
        Assert.That(run.Expired.Select(budget => (budget.Number, budget.Released, budget.Returned)), Is.EqualTo(new[]
        {
            (ended.BudgetNumber, Money.Zero, new Money(30_000)), (reserved.BudgetNumber, new Money(60_000), new Money(60_000)),
        }));
        Assert.That(run.MonthsClosed, Is.EqualTo(12));
        Assert.That((await new BudgetOverview(town.Database).Of(town.Finance, reserved.BudgetNumber))!.Balance, Is.EqualTo(Balance.Empty));
        Assert.That((await new BudgetOverview(town.Database).Of(town.Finance, grant.BudgetNumber))!.Balance.Available, Is.EqualTo(new Money(98_800)), "a budget that runs on keeps its money");
        await town.MustBeSound();
    }

    [Test]
    public async Task Each_year_opens_with_what_the_year_before_closed_with()
    {
        await Claim(2025, 12, 10m);
        foreach (var year in new[] { 2026, 2027 })
        {
            town.Clock.GoTo(new(year, 6, 5));
            await Claim(year, 5, 20m);
            town.Clock.GoTo(new(year + 1, 2, 10));
            await CloseAll(year);
            await Claim(year, 12, 1m);
        }

        var statements = new BudgetStatement(town.Database);
        var chain = new List<Statement>();
        foreach (var year in new[] { 2026, 2027, 2028 })
        {
            chain.Add((await statements.OfYear(town.Finance, grant.BudgetNumber, year))!);
        }

        Assert.That(chain[0].Opening, Is.EqualTo(Balance.Empty));
        Assert.That(chain[0].Closing.Spent, Is.EqualTo(new Money(3_000)));
        Assert.That(chain[1].Opening, Is.EqualTo(chain[0].Closing));
        Assert.That(chain[1].Closing.Spent, Is.EqualTo(new Money(5_100)));
        Assert.That(chain[2].Opening, Is.EqualTo(chain[1].Closing));
        Assert.That((await CloseAll(2027)).Refusal, Is.EqualTo(Refusal.YearAlreadyClosed));
        Assert.That((await CloseAll(2026)).Refusal, Is.EqualTo(Refusal.YearAlreadyClosed));
        Assert.That((await CloseAll(2028)).Refusal, Is.EqualTo(Refusal.YearNotOver));
        await town.MustBeSound();
    }

    [Test]
    public async Task An_opening_balance_that_is_not_the_closing_one_fails_loudly()
    {
        await Claim(2025, 12, 10m);
        town.Clock.GoTo(new(2027, 2, 10));
        await CloseAll(2026);
        await Sql.AllowChanges(town);
        await Sql.Execute(town, "UPDATE postings SET available_cents = available_cents - 1 WHERE number = 2");

        Assert.That(async () => await new BudgetStatement(town.Database).OfYear(town.Finance, grant.BudgetNumber, 2027),
            Throws.InvalidOperationException.With.Message.Contains("closed with another balance"));
    }

    [Test]
    public async Task Years_are_closed_in_order_and_not_before_anything_was_booked()
    {
        town.Clock.GoTo(new(2028, 2, 10));

        Assert.That((await CloseAll(2025)).Refusal, Is.EqualTo(Refusal.NothingToClose));
        Assert.That((await CloseAll(2027)).Refusal, Is.EqualTo(Refusal.EarlierYearOpen.With(2026)));
        Assert.That((await new CloseYear(town.Database).Draft(town.Caseworker, new(2026))).Refusal, Is.EqualTo(Refusal.NotAllowed));
    }
}
