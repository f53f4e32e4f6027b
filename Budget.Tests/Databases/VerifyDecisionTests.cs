using Budget.Core.Decisions;
using Budget.Core.Ledger;

namespace Budget.Tests.Databases;

/// <summary>What a decision does is sealed whatever its kind: with the posting where money moves, and with the decision after it where none does.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class VerifyDecisionTests(Engine engine)
{
    private const string Changed = "a decision was changed after it was taken, or is missing before this one";
    private Town town = null!;

    /// <summary>1: granted and 2: withdrawn for wrong data; 3: refused; 4: granted and claimed on; 5: withdrawn; 6: recovered.</summary>
    [SetUp]
    public async Task Start()
    {
        town = await Town.On(engine);
        await town.Withdraw(await town.Weekly(), new(2026, 6, 30));
        var request = await town.Request(await town.Resident());
        await town.Report(request);
        await town.Refuse(request);
        var assigned = await town.Assigned(await town.Weekly());
        await town.Import("M1", assigned.Debit("R1", 5, 8));
        await town.Withdraw(assigned.Grant, new(2026, 5, 31), WithdrawalGround.A);
        await town.Recover(assigned.Grant, 30_000);
    }

    [TearDown]
    public ValueTask Stop() => town.DisposeAsync();

    private async Task<VerifyLedger.Fault?> Fault() => (await new VerifyLedger(town.Database).Run()).FirstFault;

    [Test]
    public async Task Every_column_of_every_row_is_covered()
    {
        await town.MustBeSound();
        await Sql.AsOwner(town, "decision_kinds", "CREATE TABLE kept AS SELECT * FROM decision_kinds");
        await Sql.AsOwner(town, "decision_kinds", "DROP INDEX decision_kinds_ending");
        var changes = 0;
        for (var place = 1; place <= 6; place++)
        {
            foreach (var change in new[]
            {
                "kind = CASE kind WHEN 'grant' THEN 'refuse' ELSE 'grant' END", "ground = 'c'", "ground = NULL", "ended_on = '2026-06-29'", "ended_on = NULL", "receivable_cents = 7", "receivable_cents = NULL",
                "pay_by = '2026-12-31'", "pay_by = NULL", "place = 9", $"municipality_code = '{Town.Hilversum}'", "seal = '" + new string('0', 64) + "'",
                "earlier_budget_id = NULL", "earlier_budget_id = (SELECT id FROM budgets WHERE number = '2026-000002')",
            })
            {
                await Sql.AsOwner(town, "decision_kinds", $"UPDATE decision_kinds SET {change} WHERE place = {place}");
                var differs = (await Rows.Of(town.ConnectionString, "SELECT * FROM decision_kinds EXCEPT SELECT * FROM kept")).Count;
                changes += differs;
                Assert.That(await Fault(), differs == 0 ? Is.Null : Is.Not.Null, $"{place}: {change}");
                await Sql.AsOwner(town, "decision_kinds", "DELETE FROM decision_kinds; INSERT INTO decision_kinds SELECT * FROM kept");
            }
        }

        Assert.That(changes, Is.GreaterThan(40));
        Assert.That(await Fault(), Is.Null, "as it was");
    }

    [TestCase("decision_kinds", "UPDATE decision_kinds SET ended_on = '2026-07-31' WHERE place = 2", "the decision that ended its budget was changed after it was booked", "2026-000001/2")]
    [TestCase("decision_kinds", "DELETE FROM decision_kinds WHERE place = 2", "its origin is not the decision of the budget", "2026-000001/2")]
    [TestCase("decision_kinds", "UPDATE decision_kinds SET kind = 'temporary' WHERE place = 1", "its decision or its budget was changed after it was booked", "2026-000001/1")]
    [TestCase("decision_kinds", "UPDATE decision_kinds SET ground = 'network' WHERE place = 3", Changed, "decision/2026-000003")]
    [TestCase("decisions", "UPDATE decisions SET reasons = 'Anders.' WHERE number = '2026-000003'", Changed, "decision/2026-000003")]
    [TestCase("decision_kinds", "UPDATE decision_kinds SET receivable_cents = 3000 WHERE place = 6", Changed, "decision/2026-000006")]
    [TestCase("decision_kinds", "DELETE FROM decision_kinds WHERE place = 3", Changed, "decision/2026-000004")]
    [TestCase("decision_kinds", "DELETE FROM decision_kinds WHERE place = 6", "a decision does not say what it decides", "decision/2026-000006")]
    public async Task A_change_is_named(string table, string sql, string why, string where)
    {
        await Sql.AsOwner(town, table, sql);

        Assert.That(await Fault(), Is.EqualTo(new VerifyLedger.Fault(where, why)));
        Assert.That((await new VerifyLedger(town.Database).Run(Town.Hilversum)).IsSound, Is.True);
    }

    /// <summary>Ended on the last day but one, so that nothing is released and nothing goes back: no posting rests on it.</summary>
    [TestCase("assignment_ends", "UPDATE assignment_ends SET ended_on = '2026-12-31' WHERE ended_on = '2026-12-30'", "its assignment runs longer than the budget, which was ended before its time", 0)]
    [TestCase("decision_kinds", "UPDATE decision_kinds SET ended_on = '2026-01-15' WHERE place = 8", "its help was given after the budget had been ended", 3)]
    [TestCase("decision_kinds", "UPDATE decision_kinds SET ended_on = '2027-01-01' WHERE place = 8", "the budget was ended outside its own period, or by a decision about somebody else", 0)]
    [TestCase("decision_kinds", "UPDATE decision_kinds SET ended_on = '2026-12-29' WHERE place = 8", "its assignment runs longer than the budget, which was ended before its time", 0)]
    public async Task Help_after_the_end_of_a_budget_is_found_also_where_nothing_was_booked_on_the_end(string table, string sql, string why, int posting)
    {
        var assigned = await town.Assigned(await town.Weekly());
        await town.Import("M2", assigned.Debit("R2", 1, 8));
        Assert.That((await town.Withdraw(assigned.Grant, new(2026, 12, 30))).Value.Effect.Returned, Is.EqualTo(Money.Zero));
        await town.MustBeSound();

        await Sql.AsOwner(town, table, sql);

        Assert.That(await Fault(), Is.EqualTo(new VerifyLedger.Fault($"{assigned.Grant.BudgetNumber}/{posting}", why)));
    }

    [Test]
    public async Task A_ledger_with_ended_budgets_is_built_again_from_its_journal()
    {
        using var journal = new MemoryStream();
        var written = await new HledgerJournal(town.Database).Write(journal);
        await Sql.AsOwner(town, "postings", "DELETE FROM postings");
        journal.Position = 0;

        Assert.That(await new RebuildLedger(town.Database).Do(journal), Is.EqualTo(written));
        await town.MustBeSound();
    }
}
