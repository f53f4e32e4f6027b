using Budget.Core.Assignments;
using Budget.Core.Closing;
using Budget.Core.Decisions;
using Budget.Core.Ledger;
using Budget.Core.PersonHeld;

namespace Budget.Tests.Databases;

/// <summary>
/// What money was booked on stays as it was: a decision, an assignment, its end, an invoice line, a credit, a claim, a care agreement; and so does
/// what was closed. Changed by somebody with the rights of the owner, it is found and named.
/// </summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class VerifySealTests(Engine engine)
{
    private static readonly string[] Sealed = ["decisions", "budgets", "assignments", "assignment_ends", "invoice_lines", "claims", "care_agreements"];
    private Town town = null!;
    private Grant followed = null!;
    private Grant held = null!;

    /// <summary>A budget with two invoices, a credit and an ended assignment, and one with a claim.</summary>
    [SetUp]
    public async Task Start()
    {
        town = await Town.On(engine);
        var assigned = await Assigned.In(town);
        followed = assigned.Grant;
        await town.Import("M1", assigned.Debit("R1", 4, 4), assigned.Debit("R2", 5, 3));
        await town.Import("M2", assigned.Debit("R1", 4, 4).CreditedBy("R3"));
        await new EndAssignment(town.Database).Do(followed.Resident.Actor, town.Key(), new(followed.BudgetNumber, new(2026, 5, 31), EndReason.Client));
        held = await town.BudgetOf(100m, FundingForm.PersonHeld);
        await new ForwardClaim(town.Database).Do(held.Resident.Actor, town.Key(), new(await town.Agreement(held), new(2026, 5, 1), new(10m)));
    }

    [TearDown]
    public async Task Stop() => await town.DisposeAsync();

    private async Task<VerifyLedger.Fault?> Fault() => (await new VerifyLedger(town.Database).Run()).FirstFault;

    [Test]
    public async Task Every_column_of_what_was_booked_on_is_sealed()
    {
        await town.MustBeSound();
        foreach (var table in Sealed)
        {
            await Sql.AsOwner(town, table, $"CREATE TABLE kept_{table} AS SELECT * FROM {table}");
            foreach (var (column, type) in await Columns(table))
            {
                foreach (var change in Changes(column, type))
                {
                    await Sql.AsOwner(town, table, $"UPDATE {table} SET {change}");
                    var differs = await Rows.Of(town.ConnectionString, $"SELECT * FROM {table} EXCEPT SELECT * FROM kept_{table}");
                    Assert.That(await Fault(), differs.Count == 0 ? Is.Null : Is.Not.Null, $"{table}: {change}");
                    Assert.That(differs, change.Contains("WHERE", StringComparison.Ordinal) ? Is.Not.Null : Is.Not.Empty, $"{table}: {change} changes nothing");
                    await Sql.AsOwner(town, table, $"DELETE FROM {table}; INSERT INTO {table} SELECT * FROM kept_{table}");
                }
            }

            Assert.That(await Fault(), Is.Null, $"{table} as it was");
        }
    }

    private async Task<IEnumerable<(string Name, string Type)>> Columns(string table) => (await Rows.Of(town.ConnectionString, engine == Engine.Sqlite
            ? $"SELECT name, type FROM pragma_table_info('{table}')"
            : $"SELECT column_name, upper(data_type) FROM information_schema.columns WHERE table_name = '{table}' AND table_schema = current_schema()"))
        .Select(row => (row[..row.IndexOf(' ')], row[(row.IndexOf(' ') + 1)..]));

    /// <summary>A little more, and something where there was nothing or nothing where there was something.</summary>
    private IEnumerable<string> Changes(string column, string type)
    {
        var (more, some) = type switch
        {
            "BIGINT" => ($"{column} + 100", "7"),
            "DATE" => (engine == Engine.Sqlite ? $"date({column}, '+1 day')" : $"{column} + 1", "'2026-01-01'"),
            "TEXT" => ($"{column} || 'x'", "'x'"),
            _ => (engine == Engine.Sqlite ? $"strftime('%Y-%m-%dT%H:%M:%fZ', {column}, '+1 second')" : $"{column} + INTERVAL '1 second'", "'2026-01-01T00:00:00.000Z'"),
        };
        yield return $"{column} = {more} WHERE {column} IS NOT NULL";
        yield return $"{column} = {some} WHERE {column} IS NULL";
    }

    [TestCase("budgets", "UPDATE budgets SET volume_hundredths = volume_hundredths * 2, rate_cents = rate_cents / 2 WHERE number = '2026-000001'", "its decision or its budget was changed after it was booked")]
    [TestCase("decisions", "UPDATE decisions SET reasons = 'Dit is niet nodig.' WHERE number = '2026-000001'", "its decision or its budget was changed after it was booked")]
    [TestCase("assignments", "UPDATE assignments SET ends_on = '2026-12-30'", "its assignment was changed after it was booked")]
    [TestCase("contracts", "UPDATE contracts SET product_code = '01A01'", "its assignment names another provider or rate than was reserved for")]
    [TestCase("assignment_ends", "UPDATE assignment_ends SET ended_on = '2026-06-09'", "the end of its assignment was changed after it was booked")]
    [TestCase("assignment_ends", "DELETE FROM assignment_ends", "the end of its assignment was changed after it was booked")]
    [TestCase("invoice_lines", "UPDATE invoice_lines SET volume = 6, rate_cents = 3000 WHERE reference = 'R2'", "its invoice line was changed after it was booked")]
    [TestCase("invoice_lines", "UPDATE invoice_lines SET reference = 'R9' WHERE reference = 'R3'", "the credit for which it reverses was changed after it was booked")]
    [TestCase("invoice_lines", "DELETE FROM invoice_lines WHERE reference = 'R3'", "the credit for which it reverses was changed after it was booked")]
    [TestCase("claims", "UPDATE claims SET volume_hundredths = 1", "its claim or its care agreement was changed after it was booked")]
    [TestCase("care_agreements", "UPDATE care_agreements SET helper_name = 'Iemand Anders'", "its claim or its care agreement was changed after it was booked")]
    [TestCase("declaration_messages", "UPDATE declaration_messages SET accepted_cents = accepted_cents + 1 WHERE identification = 'M1'", "the declaration does not say what its lines add up to")]
    [TestCase("declaration_messages", "UPDATE declaration_messages SET rejected_count = 1 WHERE identification = 'M1'", "the declaration does not say what its lines add up to")]
    [TestCase("declaration_messages", "DELETE FROM declaration_messages WHERE identification = 'M2'", "there are invoice lines of a declaration that is not there")]
    public async Task A_change_is_named(string table, string sql, string why)
    {
        await Sql.AsOwner(town, table, sql);

        var fault = await Fault();

        Assert.That(fault?.Why, Is.EqualTo(why));
        var budget = table is "claims" or "care_agreements" ? held.BudgetNumber : followed.BudgetNumber;
        Assert.That(fault!.Where, table == "declaration_messages" ? Is.EqualTo(sql.StartsWith("DELETE", StringComparison.Ordinal) ? "-" : $"{Town.Huizen}/{Town.Agb}/DM1") : Does.StartWith($"{budget}/"));
    }

    [Test]
    public async Task A_seal_cannot_be_taken_off()
    {
        await Sql.AsOwner(town, "postings", "UPDATE postings SET seal = NULL WHERE kind = 'invoice'");

        Assert.That((await Fault())?.Why, Is.EqualTo("it was changed after it was written: its hash does not match"));
    }

    [Test]
    public async Task A_ledger_from_before_there_were_seals_still_verifies_and_still_finds_what_it_found()
    {
        await BreakSeals();
        await town.MustBeSound();

        await Sql.AsOwner(town, "invoice_lines", "UPDATE invoice_lines SET amount_cents = amount_cents + 1 WHERE reference = 'R2'");
        Assert.That((await Fault())?.Why, Is.EqualTo("an accepted invoice line has no posting of its amount"));
    }

    [Test]
    public async Task In_a_budget_that_is_sealed_nothing_is_booked_without_a_seal()
    {
        await BreakSeals("number > 1");

        Assert.That((await Fault())?.Why, Is.EqualTo("it does not say what it was booked on"));
    }

    /// <summary>As the ledger would have been without them: seals off and every hash anew.</summary>
    private async Task BreakSeals(string which = "number > 0")
    {
        await Sql.AsOwner(town, "postings", $"UPDATE postings SET seal = NULL WHERE {which}");
        foreach (var budget in (await town.Database.Read(session => session.List<PostingRow>($"SELECT {PostingRow.Columns} FROM postings ORDER BY budget_id, number"))).GroupBy(row => row.BudgetId))
        {
            var hash = Posting.NoHash;
            foreach (var row in budget)
            {
                hash = row.ToPosting().ComputeHash(hash);
                await Sql.AsOwner(town, "postings", $"UPDATE postings SET hash = '{hash}' WHERE budget_id = '{row.BudgetId.Value:D}' AND number = {row.Number}");
            }
        }
    }

    [TestCase("closed_months", "DELETE FROM closed_months WHERE ends_on = '2026-06-30'", "the months are closed from here on, and something was booked in a month before")]
    [TestCase("closed_months", "DELETE FROM closed_months WHERE ends_on > '2026-06-30'", "the head of the day says that other months or years were closed by then than are written down")]
    [TestCase("closed_months", "DELETE FROM closed_months", "the head of the day says that other months or years were closed by then than are written down")]
    [TestCase("closed_months", "UPDATE closed_months SET closed_at = '2026-06-29T10:00:00.000Z' WHERE ends_on = '2026-06-30'", "the month was closed before it was over")]
    [TestCase("closed_months", "INSERT INTO closed_months SELECT municipality_code, '2027-02-28', postings, available_cents, reserved_cents, payable_cents, paid_cents, closed_by, closed_at FROM closed_months WHERE ends_on = '2027-01-31'", "the head of the day says that other months or years were closed by then than are written down")]
    [TestCase("closed_years", "DELETE FROM year_balances; DELETE FROM closed_years", "the head of the day says that other months or years were closed by then than are written down")]
    public async Task What_was_closed_stays_closed(string table, string sql, string why)
    {
        await CloseTheYear();

        await Sql.AsOwner(town, table, sql.Replace("DELETE FROM year_balances", engine == Engine.Sqlite ? "DROP TRIGGER year_balances_refuse_delete; DELETE FROM year_balances" : "DELETE FROM year_balances", StringComparison.Ordinal));

        Assert.That((await Fault())?.Why, Is.EqualTo(why));
    }

    [Test]
    public async Task What_a_budget_gave_back_when_its_year_was_closed_is_not_taken_out_of_the_books()
    {
        await CloseTheYear(heads: false);

        await Sql.AsOwner(town, "postings", "DELETE FROM postings WHERE kind = 'expiry'");

        Assert.That((await Fault())?.Why, Is.EqualTo("the year in which the budget ended was closed, and what was left in it was not given back"));
    }

    /// <summary>2026 is closed in February 2027; the day after, somebody is granted something, so that there is a head that knows.</summary>
    private async Task CloseTheYear(bool heads = true)
    {
        town.Clock.GoTo(new(2027, 2, 10));
        var closed = await new CloseYear(town.Database).Do(town.Finance, town.Key(), new(2026));
        Assert.That(closed.Value.Expired, Is.Not.Empty);
        await new CloseMonth(town.Database).Do(town.Finance, town.Key(), new(new(2027, 1, 1)));
        if (heads)
        {
            town.Clock.GoTo(new(2027, 2, 12));
            await town.BudgetOf(10m);
            town.Clock.GoTo(new(2027, 2, 14));
            await new WriteLedgerHeads(town.Database).Do();
        }

        await town.MustBeSound();
    }
}
