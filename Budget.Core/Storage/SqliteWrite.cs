using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using static Budget.Core.Storage.SqliteLibrary;

namespace Budget.Core.Storage;

/// <summary>
/// A prepared INSERT or UPDATE, its values bound by their place. Microsoft.Data.Sqlite makes a parameter object for each value, looks each
/// name up among all others and copies each text twice, for every row: for a posting's 24 columns that costs more than the row.
/// </summary>
internal sealed class SqliteWrite : IDisposable
{
    private readonly sqlite3 database;
    private readonly sqlite3_stmt statement;
    // Where it is bound from; it does not move, and is not written again before the next row.
    private byte[] texts = GC.AllocateUninitializedArray<byte>(1024, pinned: true);

    private SqliteWrite(sqlite3 database, sqlite3_stmt statement) => (this.database, this.statement) = (database, statement);

    public static SqliteWrite Prepare(sqlite3 database, string sql)
    {
        Check(raw.sqlite3_prepare_v2(database, sql, out var statement), database);
        return new SqliteWrite(database, statement);
    }

    /// <returns>How many rows were written.</returns>
    public int Run(ReadOnlySpan<object?> values)
    {
        var isHeld = false;
        try
        {
            // Whoever closes the connection meanwhile closes it after this row.
            statement.DangerousAddRef(ref isHeld);
            return Run(statement.DangerousGetHandle(), values);
        }
        finally
        {
            if (isHeld)
            {
                statement.DangerousRelease();
            }
        }
    }

    public void Dispose() => statement.Dispose();

    private int Run(nint handle, ReadOnlySpan<object?> values)
    {
        Reserve(values);
        var written = 0;
        for (var at = 0; at < values.Length; at++)
        {
            Check(Bind(handle, at + 1, values[at], ref written), database);
        }

        var result = Step(handle);
        // It says once more what the step said.
        _ = Reset(handle);
        if (result != raw.SQLITE_DONE)
        {
            Check(result, database);
        }

        return Changes(ConnectionOf(handle));
    }

    private static void Check(int result, sqlite3 database) => SqliteException.ThrowExceptionForRC(result, database);

    /// <summary>Room for all texts before the first is bound: afterwards the bytes must stay where they are.</summary>
    private void Reserve(ReadOnlySpan<object?> values)
    {
        var most = 0;
        foreach (var value in values)
        {
            most += value is string text ? Encoding.UTF8.GetMaxByteCount(text.Length) : SqlTypes.LongestPlain;
        }

        if (most > texts.Length)
        {
            texts = GC.AllocateUninitializedArray<byte>(most * 2, pinned: true);
        }
    }

    private unsafe int Bind(nint handle, int at, object? value, ref int written)
    {
        var room = texts.AsSpan(written);
        switch (value)
        {
            case null:
                return BindNull(handle, at);
            case long number:
                return BindNumber(handle, at, number);
        }

        var length = value is string words ? Encoding.UTF8.GetBytes(SqlTypes.Text(words), room) : SqlTypes.WritePlain(value, room);
        written += length;
        fixed (byte* text = room)
        {
            return BindText(handle, at, (nint)text, length, whoFrees: 0);
        }
    }
}
