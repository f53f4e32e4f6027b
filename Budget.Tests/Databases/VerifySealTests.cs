using Budget.Core.Assignments;
using Budget.Core.Closing;
using Budget.Core.Decisions;
using Budget.Core.Ledger;
using Budget.Core.PersonHeld;

namespace Budget.Tests.Databases;

/// <summary>
/// What money was booked on stays as it was: a decision, an assignment, its end, an invoice line, a credit, a claim, a care agreement. Changed by somebody with the rights of the owner, it is found and named.
/// </summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class VerifySealTests(Engine engine)
{
    private static readonly string[] Sealed = ["decisions", "budgets", "assignments", "assignment_ends", "invoice_lines", "claims", "care_agreements"];
    private static readonly string[] Optional = ["previous_reference", "assignment_id", "rate_cents", "budget_id", "posting_number"];
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
                var changed = 0;
                foreach (var change in Changes(column, type, isLine: table == "invoice_lines"))
                {
                    await Sql.AsOwner(town, table, $"UPDATE {table} SET {change}");
                    var differs = (await Rows.Of(town.ConnectionString, $"SELECT * FROM {table} EXCEPT SELECT * FROM kept_{table}")).Count;
                    changed += differs;
                    Assert.That(await Fault(), differs == 0 ? Is.Null : Is.Not.Null, $"{table}: {change}");
                    await Sql.AsOwner(town, table, $"DELETE FROM {table}; INSERT INTO {table} SELECT * FROM kept_{table}");
                }

                Assert.That(changed, Is.Positive, $"{table}.{column} was never changed");
            }

            Assert.That(await Fault(), Is.Null, $"{table} as it was");
        }
    }

    private async Task<IEnumerable<(string Name, string Type)>> Columns(string table) => (await Rows.Of(town.ConnectionString, engine == Engine.Sqlite
            ? $"SELECT name, type FROM pragma_table_info('{table}')"
            : $"SELECT column_name, upper(data_type) FROM information_schema.columns WHERE table_name = '{table}' AND table_schema = current_schema()"))
        .Select(row => (row[..row.IndexOf(' ')], row[(row.IndexOf(' ') + 1)..]));

    /// <summary>A little more, something where there was nothing, and nothing where there was something; of an invoice line the debit and the credit apart.</summary>
    private IEnumerable<string> Changes(string column, string type, bool isLine)
    {
        var (more, some) = type switch
        {
            "BIGINT" => ($"{column} + 100", "7"),
            "DATE" => (engine == Engine.Sqlite ? $"date({column}, '+1 day')" : $"{column} + 1", "'2026-01-01'"),
            "TEXT" => ($"{column} || 'x'", "'x'"),
            _ => (engine == Engine.Sqlite ? $"strftime('%Y-%m-%dT%H:%M:%fZ', {column}, '+1 second')" : $"{column} + INTERVAL '1 second'", "'2026-01-01T00:00:00.000Z'"),
        };
        string[] rows = column is "previous_reference" or "message_id" ? ["1 = 1"] : ["1 = 1", "'R2' IN (SELECT reference)", "'R3' IN (SELECT reference)"];
        foreach (var which in isLine ? rows : rows[..1])
        {
            yield return $"{column} = {more} WHERE {column} IS NOT NULL AND {which}";
            yield return $"{column} = {some} WHERE {column} IS NULL AND {which}";
            if (isLine && Optional.Contains(column))
            {
                yield return $"{column} = NULL WHERE {column} IS NOT NULL AND {which}";
            }
        }
    }

    [TestCase("budgets", "UPDATE budgets SET volume_hundredths = volume_hundredths * 2, rate_cents = rate_cents / 2 WHERE number = '2026-000001'", "its decision or its budget was changed after it was booked")]
    [TestCase("decisions", "UPDATE decisions SET reasons = 'Dit is niet nodig.' WHERE number = '2026-000001'", "its decision or its budget was changed after it was booked")]
    [TestCase("assignments", "UPDATE assignments SET ends_on = '2026-12-30'", "its assignment was changed after it was booked")]
    [TestCase("assignment_ends", "UPDATE assignment_ends SET ended_on = '2026-06-09'", "the end of its assignment was changed after it was booked")]
    [TestCase("assignment_ends", "DELETE FROM assignment_ends", "the end of its assignment was changed after it was booked")]
    [TestCase("invoice_lines", "UPDATE invoice_lines SET volume = 6, rate_cents = 3000 WHERE reference = 'R2'", "its invoice line was changed after it was booked")]
    [TestCase("invoice_lines", "UPDATE invoice_lines SET reference = 'R9' WHERE reference = 'R3'", "the credit for which it reverses was changed after it was booked")]
    [TestCase("invoice_lines", "DELETE FROM invoice_lines WHERE reference = 'R3'", "the credit for which it reverses was changed after it was booked")]
    [TestCase("claims", "UPDATE claims SET volume_hundredths = 1", "its claim or its care agreement was changed after it was booked")]
    [TestCase("care_agreements", "UPDATE care_agreements SET helper_name = 'Iemand Anders'", "its claim or its care agreement was changed after it was booked")]
    [TestCase("budgets", "UPDATE budgets SET rate_cents = 9223372036854775807 WHERE number = '2026-000001'", "the grant is not the volume times the rate of its decision")]
    [TestCase("invoice_lines", "INSERT INTO invoice_lines SELECT 'x', message_id, 9, municipality_code, sender_agb, bsn, 'R9', previous_reference, assignment_number, assignment_id, category, product_code, starts_on, ends_on, volume, unit, rate_cents, amount_cents, debit_credit, '9384', budget_id, posting_number FROM invoice_lines WHERE reference = 'R2'", "an invoice line that was rejected, or is of nothing, says that it was booked")]
    [TestCase("invoice_lines", "INSERT INTO invoice_lines SELECT 'x', message_id, 9, municipality_code, sender_agb, bsn, 'R9', previous_reference, assignment_number, assignment_id, category, product_code, starts_on, ends_on, volume, unit, rate_cents, -100, debit_credit, return_codes, NULL, NULL FROM invoice_lines WHERE reference = 'R2'", "an accepted invoice line has no posting of its amount")]
    [TestCase("declaration_messages", "UPDATE declaration_messages SET accepted_cents = accepted_cents + 1 WHERE identification = 'M1'", "the declaration does not say what its lines add up to")]
    [TestCase("declaration_messages", "UPDATE declaration_messages SET rejected_count = 1 WHERE identification = 'M1'", "the declaration does not say what its lines add up to")]
    [TestCase("declaration_messages", "DELETE FROM declaration_messages WHERE identification = 'M2'", "there are invoice lines of a declaration that is not there")]
    public async Task A_change_is_named(string table, string sql, string why)
    {
        await Sql.AsOwner(town, table, sql);

        var fault = await Fault();

        Assert.That(fault?.Why, Is.EqualTo(why));
        var budget = table is "claims" or "care_agreements" ? held.BudgetNumber : followed.BudgetNumber;
        Assert.That(fault!.Where, table == "declaration_messages" || sql.Contains("-100,", StringComparison.Ordinal) ? Is.EqualTo(sql.StartsWith("DELETE", StringComparison.Ordinal) ? "-" : $"{Town.Huizen}/{Town.Agb}/DM1") : Does.StartWith($"{budget}/"));
    }

    [TestCase("closed_months", "UPDATE closed_months SET ends_on = '9999-12-31'")]
    [TestCase("postings", "UPDATE postings SET amount_cents = 9223372036854775807, available_cents = 9223372036854775807")]
    public async Task A_figure_that_no_ledger_can_hold_is_a_fault_too(string table, string sql)
    {
        town.Clock.GoTo(new(2026, 7, 2));
        await new CloseMonth(town.Database).Do(town.Finance, town.Key(), new(new(2026, 6, 1)));
        await Sql.AsOwner(town, table, sql);

        Assert.That(await Fault(), Is.Not.Null);
        Assert.That(await new StandingFaults(town.Database).Any(), Is.True);
    }

    [Test]
    public async Task Every_index_is_compared_with_its_table_when_everything_is_asked()
    {
        Assert.That((await new VerifyLedger(town.Database).Run(everyHead: true)).IsSound, Is.True);
        if (engine == Engine.PostgreSql)
        {
            // It has amcheck for it.
            return;
        }

        await Sql.AsOwner(town, "invoice_lines", """
            PRAGMA writable_schema = ON;
            UPDATE sqlite_schema SET sql = replace(sql, 'volume', 'unit') WHERE name = 'invoice_lines_by_posting';
            PRAGMA schema_version = 9999;
            """);
        Assert.That((await new VerifyLedger(town.Database).Run(everyHead: true)).FirstFault?.Why, Does.Contain("integrity_check"));
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
    public async Task A_line_that_does_not_say_where_it_was_booked_is_a_fault_that_is_kept_and_stops_booking()
    {
        await Sql.AsOwner(town, "invoice_lines", "UPDATE invoice_lines SET posting_number = NULL WHERE reference = 'R2'");

        Assert.That(await Fault(), Is.EqualTo(new VerifyLedger.Fault($"{followed.BudgetNumber}/0", "an accepted invoice line has no posting of its amount")));
        Assert.That(await new StandingFaults(town.Database).Any(), Is.True);
    }

    [Test]
    public async Task A_budget_from_before_there_were_seals_goes_on_with_them()
    {
        var old = await Assigned.In(town);
        await BreakSeals();
        await town.Import("M3", old.Debit("R5", 5, 2));
        await new EndAssignment(town.Database).Do(old.Grant.Resident.Actor, town.Key(), new(old.Grant.BudgetNumber, new(2026, 5, 31), EndReason.Client));
        await town.MustBeSound();

        await Sql.AsOwner(town, "invoice_lines", "UPDATE invoice_lines SET volume = 1, rate_cents = 12000 WHERE reference = 'R5'");
        Assert.That(await Fault(), Is.EqualTo(new VerifyLedger.Fault($"{old.Grant.BudgetNumber}/3", "its invoice line was changed after it was booked")));
    }

    [Test]
    public async Task What_one_municipality_is_asked_of_is_found_kept_and_cleared_by_a_run_over_all()
    {
        await Sql.AsOwner(town, "claims", "UPDATE claims SET volume_hundredths = volume_hundredths + 1");
        Assert.That((await new VerifyLedger(town.Database).Run(Town.Hilversum)).IsSound, Is.True);
        Assert.That(await new StandingFaults(town.Database).Any(), Is.False);

        Assert.That((await new VerifyLedger(town.Database).Run(Town.Huizen)).FirstFault?.Why, Is.EqualTo("its claim or its care agreement was changed after it was booked"));
        Assert.That(await new StandingFaults(town.Database).Any(), Is.True);

        await Sql.AsOwner(town, "claims", "UPDATE claims SET volume_hundredths = volume_hundredths - 1");
        Assert.That((await new VerifyLedger(town.Database).Run(Town.Huizen)).IsSound, Is.True);
        Assert.That(await new StandingFaults(town.Database).Any(), Is.True, "somebody else's fault may stand");
        await town.MustBeSound();
        Assert.That(await new StandingFaults(town.Database).Any(), Is.False);
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
}
