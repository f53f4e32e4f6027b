using Budget.Core.Closing;
using Budget.Core.Decisions;
using Budget.Core.Ledger;
using Budget.Core.PersonHeld;

namespace Budget.Tests.Databases;

/// <summary>On SQLite a text can hold the sign U+0000 after all, when somebody with a query tool puts it there.</summary>
public sealed class ForgedDayTests
{
    [Test]
    public async Task A_posting_that_a_closed_month_moved_is_not_moved_back_behind_our_back()
    {
        await using var town = await Town.On(Engine.Sqlite);
        var grant = await town.BudgetOf(100m, FundingForm.PersonHeld);
        var agreement = await town.Agreement(grant);
        town.Clock.GoTo(new(2026, 7, 2));
        await new CloseMonth(town.Database).Do(town.Finance, town.Key(), new(new(2026, 6, 1)));
        await new ForwardClaim(town.Database).Do(grant.Resident.Actor, town.Key(), new(agreement, new(2026, 5, 1), new(10m)));
        await Sql.AllowChanges(town);
        await Sql.Execute(town, "UPDATE postings SET reason = reason || '|' || char(0) || '|' || effective_on, effective_on = occurred_on WHERE number = 2");
        await Sql.WithoutForeignKeys(town, """
            DROP TRIGGER IF EXISTS closed_months_refuse_update;
            UPDATE closed_months SET postings = postings + 1, available_cents = available_cents - 1000, payable_cents = payable_cents + 1000
            """);

        var fault = (await new VerifyLedger(town.Database).Run()).FirstFault;

        Assert.That(fault, Is.EqualTo(new VerifyLedger.Fault($"{grant.BudgetNumber}/2", "it was changed after it was written: its hash does not match")));
    }
}
