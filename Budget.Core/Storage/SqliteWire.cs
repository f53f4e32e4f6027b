using System.Data.Common;

namespace Budget.Core.Storage;

/// <summary>SQLite is in this process: nothing stays behind, and values are bound by their place.</summary>
internal sealed class SqliteWire(PreparingConnection connection) : Wire(connection, transaction: null)
{
    public override ValueTask Send(string sql, object?[] values, Action<int>? written = null)
    {
        var rows = connection.Write(sql, values);
        written?.Invoke(rows);
        return ValueTask.CompletedTask;
    }

    public override ValueTask<IReadOnlyList<T>> LockAndList<T>(string lockSql, string sql, object?[] values, Func<DbDataReader, T> read)
    {
        using var command = connection.CreatePrepared(sql, values);
        using var rows = command.ExecuteReader();
        List<T> list = [];
        while (rows.Read())
        {
            list.Add(read(rows));
        }

        return ValueTask.FromResult<IReadOnlyList<T>>(list);
    }

    public override ValueTask Flush() => ValueTask.CompletedTask;
}
