using System.Data.Common;
using Npgsql;

namespace Budget.Core.Storage;

/// <summary>PostgreSQL is a trip away: what need not be answered at once travels with what must.</summary>
internal sealed class PostgresWire(NpgsqlConnection connection, NpgsqlTransaction transaction) : Wire(connection, transaction)
{
    private readonly List<(NpgsqlBatchCommand Command, Action<int>? Written)> behind = [];

    public override ValueTask Send(string sql, object?[] values, Action<int>? written = null)
    {
        behind.Add((Command(sql, values), written));
        return ValueTask.CompletedTask;
    }

    public override async ValueTask<IReadOnlyList<T>> LockAndList<T>(string lockSql, string sql, object?[] values, Func<DbDataReader, T> read)
    {
        await using var batch = Batch(Command(lockSql, values), Command(sql, values));
        await using var rows = await batch.ExecuteReaderAsync();
        Tell();
        await rows.NextResultAsync();
        List<T> list = [];
        while (await rows.ReadAsync())
        {
            list.Add(read(rows));
        }

        return list;
    }

    public override ValueTask Flush() => behind.Count == 0 ? ValueTask.CompletedTask : new ValueTask(Go(Batch()));

    /// <summary>What stayed behind and the commit, in one trip. When one of them fails, the server does not look at those after it.</summary>
    public Task Commit() => Go(Batch(new NpgsqlBatchCommand("COMMIT")));

    private async Task Go(NpgsqlBatch batch)
    {
        await using var _ = batch;
        await batch.ExecuteNonQueryAsync();
        Tell();
    }

    private NpgsqlBatch Batch(params ReadOnlySpan<NpgsqlBatchCommand> last)
    {
        var batch = new NpgsqlBatch(connection, transaction);
        behind.ForEach(one => batch.BatchCommands.Add(one.Command));
        foreach (var command in last)
        {
            batch.BatchCommands.Add(command);
        }

        return batch;
    }

    private void Tell()
    {
        var told = behind.ToArray();
        behind.Clear();
        foreach (var (command, written) in told)
        {
            written?.Invoke((int)command.RecordsAffected);
        }
    }

    private static NpgsqlBatchCommand Command(string sql, object?[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value switch { Guid id => id.ToString("D"), string text => SqlTypes.Text(text), _ => value ?? DBNull.Value } });
        }

        return command;
    }
}
