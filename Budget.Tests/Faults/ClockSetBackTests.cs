using Budget.Core.Budgets;
using Budget.Core.Closing;
using Budget.Core.Decisions;
using Budget.Core.Ledger;
using Budget.Core.PersonHeld;

namespace Budget.Tests.Faults;

/// <summary>A machine whose clock ran ahead and was put right again: what was closed meanwhile stays closed, and nobody meets a fault.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class ClockSetBackTests(Engine engine)
{
    [Test]
    public async Task After_a_month_was_closed_too_early_a_claim_is_written_on_the_first_open_day()
    {
        await using var town = await Town.On(engine);
        var grant = await town.BudgetOf(100m, FundingForm.PersonHeld);
        var agreement = await town.Agreement(grant);
        town.Clock.GoTo(new(2026, 7, 2));
        Assert.That((await new CloseMonth(town.Database).Do(town.Finance, town.Key(), new(new(2026, 6, 1)))).IsRefused, Is.False);
        town.Clock.GoTo(new(2026, 6, 20));

        var claimed = await new ForwardClaim(town.Database).Do(grant.Resident.Actor, town.Key(), new(agreement, new(2026, 5, 1), new(10m)));

        Assert.That(claimed.IsRefused, Is.False);
        var onLastOfJune = await new BalanceOnDay(town.Database).Of(town.Finance, grant.BudgetNumber, new(2026, 6, 30));
        var onFirstOfJuly = await new BalanceOnDay(town.Database).Of(town.Finance, grant.BudgetNumber, new(2026, 7, 1));
        Assert.That((onLastOfJune!.ByCare.Spent, onLastOfJune.ByBooking.Spent), Is.EqualTo((Money.Zero, Money.Zero)));
        Assert.That((onFirstOfJuly!.ByCare.Spent, onFirstOfJuly.ByBooking.Spent), Is.EqualTo((new Money(1_000), new Money(1_000))));
        Assert.That((await new VerifyLedger(town.Database).Run()).FirstFault, Is.Null);
    }
}
