using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Budget.Core.Storage;

/// <summary>
/// A prepared INSERT or UPDATE, its values bound by their place. Microsoft.Data.Sqlite makes a parameter object for each value and looks each
/// name up among all others, for every row: for a posting's 24 columns that costs more than the row.
/// </summary>
internal sealed class SqliteWrite(sqlite3 database, sqlite3_stmt statement) : IDisposable
{
    public static SqliteWrite Prepare(sqlite3 database, string sql)
    {
        Check(raw.sqlite3_prepare_v2(database, sql, out var statement), database);
        return new SqliteWrite(database, statement);
    }

    /// <returns>How many rows were written.</returns>
    public int Run(ReadOnlySpan<object?> values)
    {
        for (var at = 0; at < values.Length; at++)
        {
            Bind(at + 1, values[at]);
        }

        var result = raw.sqlite3_step(statement);
        raw.sqlite3_reset(statement);
        if (result != raw.SQLITE_DONE)
        {
            Check(result, database);
        }

        return raw.sqlite3_changes(database);
    }

    public void Dispose() => statement.Dispose();

    private static void Check(int result, sqlite3 database) => SqliteException.ThrowExceptionForRC(result, database);

    private void Bind(int at, object? value)
    {
        Span<byte> text = stackalloc byte[36];
        var length = 0;
        switch (value)
        {
            case null:
                raw.sqlite3_bind_null(statement, at);
                return;
            case long number:
                raw.sqlite3_bind_int64(statement, at, number);
                return;
            case string words when Encoding.UTF8.GetMaxByteCount(words.Length) > text.Length:
                raw.sqlite3_bind_text(statement, at, Encoding.UTF8.GetBytes(words));
                return;
            case string word:
                length = Encoding.UTF8.GetBytes(word, text);
                break;
            case Guid id:
                id.TryFormat(text, out length);
                break;
            case DateOnly day:
                day.TryFormat(text, out length, "O", CultureInfo.InvariantCulture);
                break;
            case DateTimeOffset instant:
                instant.UtcDateTime.TryFormat(text, out length, SqlTypes.InstantFormat, CultureInfo.InvariantCulture);
                break;
            default:
                throw new ArgumentException($"SQLite has no column for a {value.GetType().Name}.", nameof(value));
        }

        raw.sqlite3_bind_text(statement, at, text[..length]);
    }
}
