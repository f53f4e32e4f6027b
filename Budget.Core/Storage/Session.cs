using System.Data;
using System.Data.Common;
using Budget.Core.Secrecy;
using Dapper;

namespace Budget.Core.Storage;

/// <summary>One transaction, with its moment: every row that a deed writes carries the same instant and the same day.</summary>
public sealed class Session
{
    private readonly Wire wire;
    private readonly Dialect dialect;
    private readonly IdSource ids;

    internal Session(Dialect dialect, Wire wire, DateTimeOffset now, IdSource ids, KeyRing keys)
    {
        (this.dialect, this.wire, this.ids, Keys) = (dialect, wire, ids, keys);
        // Whole milliseconds: what both engines store and read back exactly, so that a hash over it can be computed again.
        Now = DateTimeOffset.FromUnixTimeMilliseconds(now.ToUnixTimeMilliseconds());
        Today = AmsterdamDay.Of(Now);
    }

    public DateTimeOffset Now { get; }
    public DateOnly Today { get; }

    /// <inheritdoc cref="Dialect.NamesIndexes"/>
    internal bool NamesIndexes => dialect.NamesIndexes;

    public Guid NewId() => ids.Next();

    /// <inheritdoc cref="IdSource.NextTrace"/>
    internal Guid NewTraceId() => ids.NextTrace();

    /// <summary>Bytes at random, for a key or a nonce.</summary>
    internal byte[] NewSecret(int length)
    {
        var secret = new byte[length];
        ids.Fill(secret);
        return secret;
    }

    internal KeyRing Keys { get; }

    /// <summary>What nobody waits for and what goes along with it: <see cref="Wire"/>.</summary>
    internal Wire Wire => wire;

    /// <inheritdoc cref="Dialect.FillEmpty"/>
    internal Task FillEmpty(string table, Func<Task> work) => dialect.FillEmpty(wire, table, work);

    internal async Task<int> Execute(string sql, object? parameters = null)
    {
        await wire.Flush();
        return await wire.Connection.ExecuteAsync(sql, parameters, wire.Transaction);
    }

    internal async Task<IReadOnlyList<T>> List<T>(string sql, object? parameters = null)
    {
        await wire.Flush();
        return (await wire.Connection.QueryAsync<T>(sql, parameters, wire.Transaction)).AsList();
    }

    internal async IAsyncEnumerable<T> Stream<T>(string sql, object? parameters = null)
    {
        await wire.Flush();
        await foreach (var row in wire.Connection.QueryUnbufferedAsync<T>(sql, parameters, wire.Transaction))
        {
            yield return row;
        }
    }

    /// <summary>
    /// Plain ADO.NET, for a question that reads millions of rows: what Dapper does for one row costs more than all the rest that is done with it.
    /// On the caller's thread, one at a time. Parameters are text (ids too, as they are stored), whole numbers and days: what both engines bind alike.
    /// </summary>
    internal StoredRows Rows(string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        var command = Command(sql, parameters);
        return dialect.Rows(command, command.ExecuteReader(CommandBehavior.SingleResult));
    }

    /// <summary>As <see cref="Rows"/>, for a question that people wait for and that has a hundred rows: the mapper takes as long for them as the engine.</summary>
    internal async Task<IReadOnlyList<T>> List<T>(string sql, Func<StoredRows, T> read, params (string Name, object Value)[] parameters)
    {
        await wire.Flush();
        var command = Command(sql, parameters);
        using var row = dialect.Rows(command, await command.ExecuteReaderAsync(CommandBehavior.SingleResult));
        List<T> list = [];
        while (row.Next())
        {
            list.Add(read(row));
        }

        return list;
    }

    private DbCommand Command(string sql, ReadOnlySpan<(string Name, object Value)> parameters)
    {
        var command = wire.Connection.CreateCommand();
        command.CommandText = dialect.Opened(sql);
        command.Transaction = wire.Transaction;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value is string or long or DateOnly ? value : throw new ArgumentException($"{name} is a {value.GetType().Name}.", nameof(parameters)));
            command.Parameters.Add(parameter);
        }

        return command;
    }

    /// <summary>Parameters, and a few more beside them.</summary>
    internal static object With(object parameters, params ReadOnlySpan<(string Name, object Value)> more)
    {
        var all = new DynamicParameters(parameters);
        foreach (var (name, value) in more)
        {
            all.Add(name, value);
        }

        return all;
    }

    internal async Task<T?> FirstOrNone<T>(string sql, object? parameters = null) where T : class
    {
        await wire.Flush();
        return await wire.Connection.QueryFirstOrDefaultAsync<T?>(sql, parameters, wire.Transaction);
    }

    internal async Task<T> Single<T>(string sql, object? parameters = null)
    {
        await wire.Flush();
        return await wire.Connection.QuerySingleAsync<T>(sql, parameters, wire.Transaction);
    }

    /// <summary>
    /// For a transaction that itself makes its tables grow from nothing to a hundred thousand rows: PostgreSQL keeps the plan that it made of a statement while they were empty, when reading all of
    /// an index was the quickest, and would read all of it for each group of lines until the end.
    /// </summary>
    internal async Task PlanAgain()
    {
        if (dialect.LocksRows)
        {
            await Execute("DISCARD PLANS");
        }
    }

    /// <summary>
    /// Locks a row until the transaction ends, and reads: the statement that locks stands first, in <c>/*postgresql … */</c>, and gives no rows
    /// that matter; SQLite has locked the whole file already.
    /// </summary>
    internal async Task<T> LockAndRead<T>(string sql, object parameters)
    {
        await wire.Flush();
        await using var results = await wire.Connection.QueryMultipleAsync(dialect.Opened(sql), parameters, wire.Transaction);
        if (dialect.LocksRows)
        {
            await results.ReadAsync<string>();
        }

        return await results.ReadSingleAsync<T>();
    }

    /// <summary>The next number of a series, without gaps: the row is locked until this transaction ends.</summary>
    internal Task<long> NextNumber(string series) => Single<long>(NextNumberSql, new { series });

    private const string NextNumberSql = """
        INSERT INTO number_series (series, last_number)
        VALUES (@series, 1)
        ON CONFLICT (series) DO UPDATE
        SET last_number = number_series.last_number + 1
        RETURNING last_number
        """;
}
