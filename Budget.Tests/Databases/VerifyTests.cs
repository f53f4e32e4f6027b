using System.Globalization;
using Budget.Core.Decisions;
using Budget.Core.Ledger;
using Budget.Core.PersonHeld;
using Budget.Core.Storage;

namespace Budget.Tests.Databases;

/// <summary>What verify finds, on both engines: every column of a posting, every origin, and everything that was written down about the ledger.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class VerifyTests(Engine engine)
{
    private static readonly string[] TextColumns = ["budget_id", "kind", "from_account", "to_account", "counterparty", "origin_kind", "origin_id", "actor_id", "reason", "hash"];
    private static readonly string[] NumberColumns = ["amount_cents", "available_cents", "reserved_cents", "payable_cents", "paid_cents", "reverses_number"];
    private static readonly string[] DayColumns = ["occurred_on", "effective_on", "posted_on"];
    private static readonly DateOnly EndOfYear = new(2025, 12, 31);
    private Town town = null!;
    private Grant grant = null!;
    private string agreement = null!;
    private WrittenDown written = null!;

    /// <summary>Two budgets over the turn of a year: one with claims and a reversal, one with a reservation.</summary>
    [SetUp]
    public async Task Start()
    {
        town = await Town.On(engine, FakeClock.On(2025, 11, 10));
        written = new WrittenDown(town);
        var years = new Period(new(2025, 1, 1), new(2026, 12, 31));
        grant = await town.BudgetOf(100m, FundingForm.PersonHeld, years);
        agreement = await town.Agreement(grant);
        await town.Choose(await town.BudgetOf(50m, period: years));
        await Claim(9);
        town.Clock.GoTo(new(2025, 12, 20));
        await Claim(10);
        town.Clock.GoTo(new(2026, 1, 20));
        await Claim(11);
        await town.Reverse(grant.BudgetNumber, 4, "verkeerde maand");
    }

    [TearDown]
    public async Task Stop() => await town.DisposeAsync();

    private Task<Outcome<ForwardClaim.Answer>> Claim(int month) =>
        new ForwardClaim(town.Database).Do(grant.Resident.Actor, town.Key(), new(agreement, new(2025, month, 1), new(1m)));

    private Task<VerifyLedger.Answer> Verify(bool everyHead = false) => new VerifyLedger(town.Database).Run(everyHead: everyHead);

    private async Task WriteAllDown()
    {
        var first = await written.Head(Posting.NoHash, new(2025, 11, 30));
        var second = await written.Head(first, EndOfYear);
        await written.Head(second, new(2026, 1, 31));
        await written.Month(new(2025, 11, 30));
        await written.Month(EndOfYear);
        await written.Year(2025);
    }

    [Test]
    public async Task What_was_written_down_and_is_right_verifies()
    {
        await WriteAllDown();

        var verified = await Verify(everyHead: true);

        Assert.That(verified.FirstFault, Is.Null);
        Assert.That((verified.Budgets, verified.Postings, verified.Heads, verified.Months, verified.Years), Is.EqualTo((2, 7, 3, 2, 1)));
        Assert.That(verified.Granted, Is.EqualTo(verified.Available + verified.Reserved + verified.Payable + verified.Paid));
        Assert.That((await new VerifyLedger(town.Database).Run(Town.Huizen)).FirstFault, Is.Null);
        Assert.That((await new VerifyLedger(town.Database).Run(Town.Hilversum)).Postings, Is.Zero);
    }

    [TestCase("ledger_heads", "SET budgets = budgets + 1 WHERE day = '2025-12-31'", "0406/2025-12-31", "hash does not match")]
    [TestCase("ledger_heads", "SET postings = postings - 1 WHERE day = '2025-12-31'", "0406/2025-12-31", "hash does not match")]
    [TestCase("ledger_heads", "SET paid_cents = paid_cents + 1 WHERE day = '2026-01-31'", "0406/2026-01-31", "hash does not match")]
    [TestCase("ledger_heads", "SET day = '2025-11-29' WHERE day = '2025-11-30'", "0406/2025-11-29", "hash does not match")]
    [TestCase("ledger_heads", "SET root = replace(root, substr(root, 1, 4), '0000') WHERE day = '2026-01-31'", "0406/2026-01-31", "hash does not match")]
    [TestCase("closed_months", "SET postings = postings + 1 WHERE ends_on = '2025-12-31'", "0406/2025-12-31", "closed month does not say what the postings")]
    [TestCase("closed_months", "SET payable_cents = payable_cents + 1 WHERE ends_on = '2025-11-30'", "0406/2025-11-30", "closed month does not say what the postings")]
    [TestCase("closed_months", "SET ends_on = '2025-10-31' WHERE ends_on = '2025-11-30'", "0406/2025-10-31", "closed month")]
    [TestCase("closed_months", "SET ends_on = '2025-12-30' WHERE ends_on = '2025-12-31'", "0406/2025-12-30", "closed month does not end with a month")]
    [TestCase("closed_years", "SET budgets = budgets + 1", "0406/2025", "closed year does not say")]
    [TestCase("closed_years", "SET available_cents = available_cents + 1", "0406/2025", "closed year does not say")]
    public async Task What_was_written_down_and_then_changed_is_named(string table, string change, string where, string why)
    {
        await WriteAllDown();
        await Sql.AsOwner(town, table, $"UPDATE {table} {change}");

        var fault = (await Verify()).FirstFault;

        Assert.That(fault?.Where, Is.EqualTo(where));
        Assert.That(fault!.Why, Does.Contain(why));
    }

    [TestCase("UPDATE year_balances SET posting_number = 2 WHERE posting_number = 3", "/3", "the closing balance of 2025 is not")]
    [TestCase("UPDATE year_balances SET payable_cents = payable_cents + 1 WHERE posting_number = 3", "/3", "the closing balance of 2025 is not")]
    [TestCase("UPDATE year_balances SET hash = replace(hash, substr(hash, 1, 4), '0000') WHERE posting_number = 3", "/3", "the closing balance of 2025 is not")]
    [TestCase("DELETE FROM year_balances WHERE posting_number = 3", "/3", "closing balance of 2025 is missing")]
    [TestCase("UPDATE year_balances SET year = 2024 WHERE posting_number = 3", "/3", "closing balance of 2025 is missing")]
    [TestCase("INSERT INTO year_balances SELECT budget_id, 2024, 1, 0, 0, 0, 0, hash FROM year_balances WHERE posting_number = 3", "/1", "2024, a year that was not closed")]
    public async Task A_closing_balance_that_is_not_the_ledgers_is_named(string change, string number, string why)
    {
        await WriteAllDown();
        await Sql.AsOwner(town, "year_balances", change);

        var fault = (await Verify()).FirstFault;

        Assert.That(fault?.Where, Is.EqualTo(grant.BudgetNumber + number));
        Assert.That(fault!.Why, Does.Contain(why));
    }

    [Test]
    public async Task A_head_that_was_written_wrong_is_named_though_its_hash_is_right()
    {
        var day = new DateOnly(2025, 11, 30);
        await written.Head(Posting.NoHash, day, balance => balance with { Paid = balance.Paid + new Money(1) });
        Assert.That((await Verify()).FirstFault?.Why, Is.EqualTo("the head of the day does not say what the postings up to that day add up to"));

        await Sql.AsOwner(town, "ledger_heads", "DELETE FROM ledger_heads");
        await written.Head(Posting.NoHash, day, budgetsMore: 1);
        Assert.That((await Verify()).FirstFault?.Why, Is.EqualTo("the head of the day does not say what the postings up to that day add up to"));

        await Sql.AsOwner(town, "ledger_heads", "DELETE FROM ledger_heads");
        var first = await written.Head(Posting.NoHash, day, root: Posting.NoHash);
        Assert.That((await Verify()).FirstFault?.Why, Is.EqualTo("the root of the day is not the root of the last postings of its budgets"));

        await written.Head(first, EndOfYear);
        Assert.That((await Verify()).FirstFault, Is.Null, "only the root of the last head is computed again");
        Assert.That((await Verify(everyHead: true)).FirstFault?.Where, Is.EqualTo("0406/2025-11-30"), "unless every one is asked for");
    }

    [Test]
    public async Task A_posting_that_a_closed_month_moved_verifies_as_long_as_that_month_is_closed()
    {
        await written.Month(new(2025, 11, 30));
        await written.Month(EndOfYear);
        await Claim(12);
        Assert.That(await Rows.Of(town.ConnectionString, "SELECT CAST(effective_on AS TEXT) FROM postings WHERE number = 6"), Is.EqualTo(["2026-01-01"]));
        Assert.That((await Verify()).FirstFault, Is.Null);

        await Sql.AsOwner(town, "closed_months", "DELETE FROM closed_months");

        Assert.That((await Verify()).FirstFault, Is.EqualTo(new VerifyLedger.Fault(
            $"{grant.BudgetNumber}/6", "it counts on another day than the day of the care or the first after a closed month")));
    }

    [Test]
    public async Task One_bit_flipped_in_any_column_of_a_posting_is_found()
    {
        var budget = (await Rows.Of(town.ConnectionString, $"SELECT id FROM budgets WHERE number = '{grant.BudgetNumber}'")).Single();
        foreach (var (column, flipped) in Flips())
        {
            await Sql.AsOwner(town, "postings", $"CREATE TABLE kept AS SELECT * FROM postings WHERE budget_id = '{budget}' AND number = 5");
            await Sql.AsOwner(town, "postings", $"UPDATE postings SET {column} = {flipped} WHERE budget_id = '{budget}' AND number = 5");

            var fault = (await Verify()).FirstFault;

            Assert.That(fault, Is.Not.Null, column);
            var expected = column switch { "budget_id" => "/5", "number" => $"{grant.BudgetNumber}/7", _ => $"{grant.BudgetNumber}/5" };
            Assert.That(fault!.Where, Does.EndWith(expected), column);
            await Sql.AsOwner(town, "postings", "DELETE FROM postings WHERE reason = (SELECT reason FROM kept) OR hash = (SELECT hash FROM kept); INSERT INTO postings SELECT * FROM kept; DROP TABLE kept;");
        }

        Assert.That((await Verify()).FirstFault, Is.Null, "everything was put back");
    }

    private (string Column, string Flipped)[] Flips()
    {
        // The lowest bit of the last sign: '4' becomes '5', 'l' becomes 'm'.
        string Text(string column) => engine == Engine.Sqlite
            ? $"substr({column}, 1, length({column}) - 1) || char(unicode(substr({column}, -1)) + CASE unicode(substr({column}, -1)) % 2 WHEN 0 THEN 1 ELSE -1 END)"
            : $"left({column}, -1) || chr(ascii(right({column}, 1)) # 1)";
        string Number(string column) => $"{column} + CASE {column} % 2 WHEN 0 THEN 1 ELSE -1 END";
        string Day(string column) => engine == Engine.Sqlite ? Text(column) : $"{column} + 1";
        return
        [
            ("seal", $"'{Posting.NoHash}'"),
            .. TextColumns.Select(column => (column, Text(column))),
            ("budget_id", "upper(budget_id)"), ("hash", "upper(hash)"),
            // 4 exists: the number gets its second bit.
            ("number", "number + 2"),
            .. NumberColumns.Select(column => (column, Number(column))),
            .. DayColumns.Select(column => (column, Day(column))),
            ("posted_at", engine == Engine.Sqlite ? "substr(posted_at, 1, 22) || '1Z'" : "posted_at + INTERVAL '1 microsecond'"),
            ("reservation_id", "''"), ("reservation_left_cents", "0"), ("on_behalf_of", "''"),
        ];
    }

    [Test]
    public async Task Nothing_is_booked_from_the_moment_a_fault_is_found_until_it_is_put_right()
    {
        await Sql.AllowChanges(town);
        await Sql.Execute(town, "UPDATE postings SET reason = 'x' || reason WHERE number = 3");

        Assert.That((await new VerifyLedger(town.Database).Run(Town.Huizen)).FirstFault, Is.Not.Null);
        Assert.That((await Claim(12)).Refusal, Is.EqualTo(Refusal.LedgerUnsound), "whoever found it");
        Assert.That((await Verify()).FirstFault?.Where, Is.EqualTo($"{grant.BudgetNumber}/3"));
        await Verify();
        Assert.That(await Sql.Count(town, "ledger_faults"), Is.EqualTo(1), "the same fault is written down once");
        var key = town.Key();
        var august = new ForwardClaim.Entry(await town.Agreement(grant, period: Period.Year(2025)), new(2025, 8, 1), new(1m));
        Assert.That((await new ForwardClaim(town.Database).Do(grant.Resident.Actor, key, august)).Refusal, Is.EqualTo(Refusal.LedgerUnsound));

        await Sql.Execute(town, "UPDATE postings SET reason = substr(reason, 2) WHERE number = 3");

        Assert.That((await new ForwardClaim(town.Database).Do(grant.Resident.Actor, key, august)).Refusal, Is.EqualTo(Refusal.LedgerUnsound), "nobody has looked yet");
        Assert.That((await Verify()).FirstFault, Is.Null);
        Assert.That((await new ForwardClaim(town.Database).Do(grant.Resident.Actor, key, august)).IsRefused, Is.False);
        Assert.That(await Sql.Count(town, "ledger_faults WHERE cleared_at IS NULL"), Is.Zero);
        Assert.That(await Sql.Count(town, "ledger_faults"), Is.EqualTo(1), "what was found stays written down");
    }

    [Test]
    public async Task Everything_side_by_side_is_read_from_one_picture()
    {
        var counts = await town.Database.ReadTogether(3, async sessions =>
        {
            List<long> seen = [await sessions[0].Single<long>("SELECT COUNT(*) FROM postings")];
            Assert.That((await Claim(12)).IsRefused, Is.False);
            seen.Add(await sessions[1].Single<long>("SELECT COUNT(*) FROM postings"));
            seen.Add(await sessions[2].Single<long>("SELECT COUNT(*) FROM postings"));
            return seen;
        });

        Assert.That(counts, Is.EqualTo([7L, 7L, 7L]));
        Assert.That(await Sql.Count(town, "postings"), Is.EqualTo(8));
    }

    [Test]
    public async Task The_way_is_told_by_budgets()
    {
        var told = new Told();

        await new VerifyLedger(town.Database).Run(progress: told);

        Assert.That(told.All.Order(), Is.EqualTo([(1L, 2L), (2L, 2L)]));
    }

    private sealed class Told : IProgress<(long Done, long Total)>
    {
        public System.Collections.Concurrent.ConcurrentBag<(long Done, long Total)> All { get; } = [];

        public void Report((long Done, long Total) value) => All.Add(value);
    }
}
