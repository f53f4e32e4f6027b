using Microsoft.Data.Sqlite;

namespace Budget.Tests.Databases;

/// <summary>
/// Every table of SQLite from which nothing may go, found by its trigger: INSERT OR REPLACE asks no trigger that refuses a delete, so whichever unique key (or
/// place in the file) of a row that stands is claimed by another, that is refused too. PostgreSQL knows no such statement (LedgerTests has its ON CONFLICT).
/// </summary>
public sealed class AppendOnlyTests
{
    /// <summary>Not refused when written but seen by verify: a posting that goes leaves a gap, and the most written table is asked nothing more.</summary>
    private static readonly string[] SeenByVerify = ["postings_by_origin", "postings_by_reversed"];

    /// <summary>What a row must say to be in an index that is of some rows only.</summary>
    private static readonly Dictionary<string, object> Said = new(StringComparer.Ordinal)
    {
        ["invoice_lines.return_codes"] = "",
        ["invoice_lines.debit_credit"] = "C",
        ["svb_answer_lines.counts"] = 1L,
    };

    private TestDatabase storage = null!;
    private SqliteConnection connection = null!;

    [SetUp]
    public async Task Open()
    {
        storage = await TestDatabase.Create(Engine.Sqlite, FakeClock.On(2026, 6, 15));
        connection = new SqliteConnection($"{storage.ConnectionString};Foreign Keys=False;Pooling=False");
        await connection.OpenAsync();
        await Execute("PRAGMA ignore_check_constraints = ON", []);
    }

    [TearDown]
    public async Task Close()
    {
        await connection.DisposeAsync();
        await storage.DisposeAsync();
    }

    [Test]
    public async Task No_row_of_an_append_only_table_can_be_replaced_by_any_of_its_keys()
    {
        var (tables, tried) = (0, 0);
        List<string> replaced = [];
        foreach (var table in await Texts("SELECT replace(name, '_refuse_delete', '') FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%_refuse_delete'"))
        {
            tables++;
            var columns = await Texts($"SELECT name FROM pragma_table_info('{table}')");
            var keys = await Keys(table);
            var row = columns.ToDictionary(column => column, column => Value(table, column, second: false), StringComparer.Ordinal);
            await Execute($"INSERT INTO {table} ({string.Join(", ", columns)}) VALUES ({string.Join(", ", columns.Select((_, at) => $"${at}"))})", [.. row.Values]);
            foreach (var (key, own) in keys.Where(key => !SeenByVerify.Contains(key.Name)))
            {
                var others = keys.SelectMany(other => other.Columns).ToHashSet(StringComparer.Ordinal);
                others.ExceptWith(own);
                List<string> into = [.. key == "rowid" ? columns.Prepend("rowid") : columns];
                List<object> values = [.. into.Select(column => column == "rowid" ? 1L : others.Contains(column) ? Value(table, column, second: true) : row[column])];
                tried++;
                try
                {
                    await Execute($"INSERT OR REPLACE INTO {table} ({string.Join(", ", into)}) VALUES ({string.Join(", ", values.Select((_, at) => $"${at}"))})", values);
                    replaced.Add($"{table} by {key}");
                }
                catch (SqliteException fault) when (fault.Message.Contains("append-only", StringComparison.Ordinal))
                {
                    // As it should be.
                }
            }
        }

        Assert.That(replaced, Is.Empty, "Give the table a trigger as migration 0030 has them.");
        Assert.That((tables, tried), Is.EqualTo((61, 143)), "all of them are found");
    }

    private static object Value(string table, string column, bool second) =>
        Said.TryGetValue($"{table}.{column}", out var said) ? said : column is "number" or "line_number" or "year" && table is not ("decisions" or "budgets" or "care_agreements") ? second ? 2L : 1L : second ? "b" : "a";

    /// <summary>The columns of each unique key, and the place in the file of a table that has one.</summary>
    private async Task<List<(string Name, IReadOnlyList<string> Columns)>> Keys(string table)
    {
        List<(string, IReadOnlyList<string>)> keys = [];
        foreach (var index in await Texts($"""SELECT name FROM pragma_index_list('{table}') WHERE "unique" = 1"""))
        {
            keys.Add((index, await Texts($"SELECT name FROM pragma_index_info('{index}')")));
        }

        if (await Texts($"SELECT sql FROM sqlite_master WHERE name = '{table}' AND sql NOT LIKE '%WITHOUT ROWID%'") is not [])
        {
            keys.Add(("rowid", []));
        }

        return keys;
    }

    private async Task<IReadOnlyList<string>> Texts(string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var rows = await command.ExecuteReaderAsync();
        List<string> texts = [];
        while (await rows.ReadAsync())
        {
            texts.Add(rows.GetString(0));
        }

        return texts;
    }

    private async Task Execute(string sql, List<object> values)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var at = 0; at < values.Count; at++)
        {
            command.Parameters.AddWithValue($"${at}", values[at]);
        }

        await command.ExecuteNonQueryAsync();
    }
}
