using System.Data.Common;
using Dapper;

namespace Budget.Core.Storage;

/// <summary>One transaction, with its moment: every row that a deed writes carries the same instant and the same day.</summary>
public sealed class Session
{
    private readonly DbConnection connection;
    private readonly DbTransaction? transaction;
    private readonly Dialect dialect;
    private readonly IdSource ids;

    internal Session(Dialect dialect, DbConnection connection, DbTransaction? transaction, DateTimeOffset now, IdSource ids)
    {
        (this.dialect, this.connection, this.transaction, this.ids) = (dialect, connection, transaction, ids);
        // Whole milliseconds: what both engines store and read back exactly, so that a hash over it can be computed again.
        Now = DateTimeOffset.FromUnixTimeMilliseconds(now.ToUnixTimeMilliseconds());
        Today = AmsterdamDay.Of(Now);
    }

    public DateTimeOffset Now { get; }
    public DateOnly Today { get; }

    public Guid NewId() => ids.Next();

    internal Task<int> Execute(string sql, object? parameters = null) => connection.ExecuteAsync(sql, parameters, transaction);

    internal async Task<IReadOnlyList<T>> List<T>(string sql, object? parameters = null) =>
        (await connection.QueryAsync<T>(sql, parameters, transaction)).AsList();

    internal IAsyncEnumerable<T> Stream<T>(string sql, object? parameters = null) =>
        connection.QueryUnbufferedAsync<T>(sql, parameters, transaction);

    internal Task<T?> FirstOrNone<T>(string sql, object? parameters = null) where T : class =>
        connection.QueryFirstOrDefaultAsync<T?>(sql, parameters, transaction);

    internal Task<T> Single<T>(string sql, object? parameters = null) => connection.QuerySingleAsync<T>(sql, parameters, transaction);

    /// <summary>
    /// Locks a row until the transaction ends, and reads: the statement that locks stands first, in <c>/*postgresql … */</c>, and gives no rows
    /// that matter; SQLite has locked the whole file already.
    /// </summary>
    internal async Task<T> LockAndRead<T>(string sql, object parameters)
    {
        await using var results = await connection.QueryMultipleAsync(dialect.Opened(sql), parameters, transaction);
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
