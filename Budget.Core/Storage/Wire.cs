using System.Data.Common;

namespace Budget.Core.Storage;

/// <summary>
/// The way to the engine for the few statements that every posting needs, and for the rows that it seals, without a mapper in between: texts with $1, $2 …, values in that
/// order. A write whose answer nobody waits for stays behind until something is asked or the transaction is committed, and goes along with
/// it: on PostgreSQL a posting takes two trips to the server instead of five.
/// </summary>
internal abstract class Wire(DbConnection connection, DbTransaction? transaction)
{
    public DbConnection Connection { get; } = connection;
    public DbTransaction? Transaction { get; } = transaction;

    /// <param name="values">Text, whole numbers, days, instants, ids or nothing.</param>
    /// <param name="written">Hears how many rows were written, not later than the answer to the next question; what it throws ends the unit.</param>
    public abstract ValueTask Send(string sql, object?[] values, Action<int>? written = null);

    /// <summary>Asks for one row, after locking what is to be read (an engine that locks the whole file has done that already).</summary>
    /// <exception cref="InvalidOperationException">It is not there.</exception>
    public async ValueTask<T> LockAndAsk<T>(string lockSql, string sql, object?[] values, Func<DbDataReader, T> read) =>
        await LockAndList(lockSql, sql, values, read) is [var row, ..] ? row : throw new InvalidOperationException("The row is not there.");

    /// <summary>As <see cref="LockAndAsk"/>, for as many rows as there are.</summary>
    public abstract ValueTask<IReadOnlyList<T>> LockAndList<T>(string lockSql, string sql, object?[] values, Func<DbDataReader, T> read);

    /// <summary>Lets what stayed behind go.</summary>
    public abstract ValueTask Flush();
}
