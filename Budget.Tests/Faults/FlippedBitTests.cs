using System.Data.Common;
using Budget.Core.Assignments;
using Budget.Core.Closing;
using Budget.Core.Decisions;
using Budget.Core.Ledger;
using Budget.Core.PersonHeld;
using Budget.Tests.Databases;
using Budget.Tests.Properties;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Budget.Tests.Faults;

/// <summary>
/// One bit that fell over, in a column of the ledger or of what it was booked on, and `verify` finds it: every column of every such table, some row of
/// it and some bit, as the value is stored. What a flipped bit does below the values, in a file of SQLite, is in VerifyFileTests.
/// </summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class FlippedBitTests(Engine engine)
{
    private static readonly (string Table, string[] Key)[] Ledger =
    [
        ("postings", ["budget_id", "number"]), ("ledger_heads", ["municipality_code", "day"]), ("closed_months", ["municipality_code", "ends_on"]),
        ("closed_years", ["municipality_code", "year"]), ("year_balances", ["budget_id", "year"]), ("decisions", ["id"]), ("budgets", ["id"]),
        ("assignments", ["id"]), ("assignment_ends", ["assignment_id"]), ("invoice_lines", ["id"]), ("claims", ["id"]), ("care_agreements", ["id"]),
    ];

    /// <summary>Who closed and when it was written: the traces say so too, and no figure depends on it. Nothing seals these, so nothing is asked of them.</summary>
    private static readonly string[] NotSealed = ["ledger_heads.written_at", "closed_months.closed_by", "closed_months.closed_at", "closed_years.closed_by", "closed_years.closed_at"];

    [TestCase(1)]
    public async Task Whatever_bit_of_a_ledger_field_falls_over_verify_finds_it(int seed)
    {
        var random = new Random(seed);
        await using var town = await FullTown();
        await using var connection = await OwnersConnection(town);
        var (flips, columns) = (0, 0);
        List<string> missed = [];
        foreach (var (table, key) in Ledger)
        {
            foreach (var column in (await Columns(connection, table)).Where(column => !NotSealed.Contains($"{table}.{column}")))
            {
                columns++;
                for (var time = 0; time < Thorough.Times(1, 60); time++)
                {
                    if (await Some(connection, table, key, column, random) is not { } cell)
                    {
                        break;
                    }

                    var flipped = Flip(cell.Value, random);
                    if (!await Write(connection, table, column, flipped, cell.Key))
                    {
                        // There is one like it already, and a unique index says so.
                        continue;
                    }

                    if ((await new VerifyLedger(town.Database).Run(everyHead: true)).FirstFault is null)
                    {
                        missed.Add($"{table}.{column}: {cell.Value} became {flipped}");
                    }

                    // Found again by the key as it stands now.
                    await Write(connection, table, column, cell.Value, [.. cell.Key.Select(part => part.Name == column ? (part.Name, flipped) : part)]);
                    flips++;
                }
            }
        }

        Assert.That((await new VerifyLedger(town.Database).Run(everyHead: true)).FirstFault, Is.Null, "each bit was put back");
        Figure.Tell($"flipped bits, {engine}", $"{flips} in {columns} columns of {Ledger.Length} tables, {flips - missed.Count} found");
        Assert.That(missed, Is.Empty);
        Assert.That(flips, Is.GreaterThan(100), "there is something in every column");
    }

    /// <summary>A year that was closed and one that runs, with something in every table: invoices, a credit, an ended assignment, claims, a reversal, heads.</summary>
    private async Task<Town> FullTown()
    {
        var town = await Town.On(engine, FakeClock.On(2025, 12, 10));
        var held = await town.BudgetOf(100m, FundingForm.PersonHeld, new(new(2025, 1, 1), new(2026, 12, 31)));
        var agreement = await town.Agreement(held);
        await new ForwardClaim(town.Database).Do(held.Resident.Actor, town.Key(), new(agreement, new(2025, 11, 1), new(10m)));
        town.Clock.GoTo(new(2026, 1, 20));
        await new WriteLedgerHeads(town.Database).Do();
        await new CloseYear(town.Database).Do(town.Finance, town.Key(), new(2025));
        town.Clock.GoTo(new(2026, 6, 15));
        await new ForwardClaim(town.Database).Do(held.Resident.Actor, town.Key(), new(agreement, new(2025, 10, 1), new(10m)));
        await town.Reverse(held.BudgetNumber, 3, "verkeerde maand");
        var assigned = await Assigned.In(town);
        await town.Import("M1", assigned.Debit("R1", 4, 4), assigned.Debit("R2", 5, 3));
        await town.Import("M2", assigned.Debit("R1", 4, 4).CreditedBy("R3"));
        await new EndAssignment(town.Database).Do(assigned.Grant.Resident.Actor, town.Key(), new(assigned.Grant.BudgetNumber, new(2026, 5, 31), EndReason.Client));
        town.Clock.GoTo(new(2026, 6, 17));
        await new WriteLedgerHeads(town.Database).Do();
        return town;
    }

    /// <summary>No triggers, no checks, no foreign keys: the disk asks nobody.</summary>
    private async Task<DbConnection> OwnersConnection(Town town)
    {
        foreach (var (table, _) in Ledger)
        {
            await Sql.AsOwner(town, table, "SELECT 1");
        }

        var connection = await Rows.Connect(town.ConnectionString);
        await Command(connection, engine == Engine.Sqlite ? "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON" : "SET session_replication_role = replica").ExecuteNonQueryAsync();
        return connection;
    }

    private static async Task<List<string>> Columns(DbConnection connection, string table)
    {
        await using var row = await Command(connection, $"SELECT * FROM {table} LIMIT 1").ExecuteReaderAsync();
        Assert.That(await row.ReadAsync(), Is.True, $"{table} is empty");
        return [.. Enumerable.Range(0, row.FieldCount).Select(row.GetName)];
    }

    private static async Task<(object Value, List<(string Name, object Value)> Key)?> Some(DbConnection connection, string table, string[] key, string column, Random random)
    {
        List<object[]> cells = [];
        await using (var rows = await Command(connection, $"SELECT {column}, {string.Join(", ", key)} FROM {table} WHERE {column} IS NOT NULL ORDER BY {string.Join(", ", key)}").ExecuteReaderAsync())
        {
            while (await rows.ReadAsync())
            {
                var cell = new object[rows.FieldCount];
                rows.GetValues(cell);
                cells.Add(cell);
            }
        }

        // An empty text has no bit to fall over.
        var full = cells.Where(cell => cell[0] is not "").ToList();
        return full.Count == 0 ? null : full[random.Next(full.Count)] is var one ? (one[0], [.. key.Zip(one.Skip(1), (name, value) => (name, value))]) : null;
    }

    private static async Task<bool> Write(DbConnection connection, string table, string column, object value, List<(string Name, object Value)> key)
    {
        await using var command = Command(connection, $"UPDATE {table} SET {column} = @value WHERE {string.Join(" AND ", key.Select((part, at) => $"{part.Name} = @key{at}"))}");
        foreach (var (name, bound) in key.Select((part, at) => ($"key{at}", part.Value)).Append(("value", value)))
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, bound);
            command.Parameters.Add(parameter);
        }

        try
        {
            Assert.That(await command.ExecuteNonQueryAsync(), Is.EqualTo(1), command.CommandText);
            return true;
        }
        catch (DbException fault) when (fault is SqliteException { SqliteErrorCode: SQLitePCL.raw.SQLITE_CONSTRAINT } or PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return false;
        }
    }

    private static object Flip(object value, Random random) => value switch
    {
        long number => number ^ (1L << random.Next(63)),
        // PostgreSQL counts days and microseconds from 2000 on.
        DateTime { Kind: DateTimeKind.Utc } instant => new DateTime(DateTime.UnixEpoch.Ticks + (((instant.Ticks - DateTime.UnixEpoch.Ticks) / 10 ^ (1L << random.Next(50))) * 10), DateTimeKind.Utc),
        DateTime day => day.Date.AddDays(Bit((int)(day.Date - new DateTime(2000, 1, 1)).TotalDays, random)),
        DateOnly day => day.AddDays(Bit(day.DayNumber - new DateOnly(2000, 1, 1).DayNumber, random)),
        string text => FlipIn(text, random),
        _ => throw new ArgumentException($"A {value.GetType().Name}", nameof(value)),
    };

    /// <summary>How much is added when one bit of a number of days falls over.</summary>
    private static int Bit(int days, Random random) => (days ^ (1 << random.Next(15))) - days;

    private static string FlipIn(string text, Random random)
    {
        while (true)
        {
            var at = random.Next(text.Length);
            if ((char)(text[at] ^ (1 << random.Next(7))) is > '\0' and < '\ud800' and var sign)
            {
                return $"{text[..at]}{sign}{text[(at + 1)..]}";
            }
        }
    }

    private static DbCommand Command(DbConnection connection, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }
}
