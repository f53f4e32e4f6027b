using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Budget.Core.Storage;

/// <summary>
/// All that differs between the two engines: <see cref="SqliteDialect"/> and <see cref="PostgresDialect"/>. Everything else is one SQL
/// text (docs/decisions/0002-both-engines-on-one-sql-text.md).
/// </summary>
internal abstract class Dialect
{
    private readonly ConcurrentDictionary<string, string> openedTexts = new(StringComparer.Ordinal);

    public abstract string Name { get; }

    /// <summary>Whether writers lock single rows (<see cref="Session.LockAndRead"/>), or the whole database.</summary>
    public abstract bool LocksRows { get; }

    /// <summary>Whether a question can name the index that must answer it (INDEXED BY).</summary>
    public abstract bool NamesIndexes { get; }

    /// <inheritdoc cref="Moment"/>
    public Action<Moment>? AtMoment { get; set; }

    /// <summary>"sqlite" or "postgresql": the mark of the comments that this engine opens.</summary>
    protected abstract string Mark { get; }

    /// <inheritdoc cref="IsServer"/>
    public static Dialect For(string connectionString, bool mayBeReadOnly) => IsServer(connectionString)
        ? new PostgresDialect(connectionString)
        : new SqliteDialect(connectionString, mayBeReadOnly);

    /// <summary>"Host=…" is PostgreSQL, everything else is a SQLite file.</summary>
    public static bool IsServer(string connectionString) => connectionString.Contains("Host=", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Whether nobody on the way can read or change what goes to the database: a file, a server on this machine, or TLS that checks the
    /// server's certificate.
    /// </summary>
    public static bool HasSafeLine(string connectionString)
    {
        if (!IsServer(connectionString))
        {
            return true;
        }

        var server = new NpgsqlConnectionStringBuilder(connectionString);
        return server.SslMode is SslMode.VerifyCA or SslMode.VerifyFull
            || (server.Host ?? "").Split(',', StringSplitOptions.TrimEntries).All(IsOnThisMachine);
    }

    /// <summary>A socket in the file system, or loopback, with or without a port.</summary>
    private static bool IsOnThisMachine(string host) =>
        host is ['/' or '@', ..]
        || host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || host.StartsWith("localhost:", StringComparison.OrdinalIgnoreCase)
        || (System.Net.IPEndPoint.TryParse(host, out var address) && System.Net.IPAddress.IsLoopback(address.Address));

    /// <summary>One unchanging picture for all the questions of a page.</summary>
    public abstract Task<T> Read<T>(Func<Wire, Task<T>> question);

    /// <summary>As <see cref="Read"/>, for questions that are asked side by side: each on a connection of its own, all of one picture.</summary>
    public abstract Task<T> ReadTogether<T>(int readers, Func<IReadOnlyList<Wire>, Task<T>> question);

    /// <summary>The rows that a command gave, as they stand; command and reader go with them.</summary>
    public abstract StoredRows Rows(DbCommand command, DbDataReader reader);

    /// <summary>One transaction, durable when this returns. What is not to be kept is rolled back.</summary>
    public abstract Task<T> Write<T>(Func<Wire, Task<(T Answer, bool Keep)>> work);

    /// <summary>As <see cref="Write"/>, for a change of the schema: alone, and with every foreign key looked at again when the work says that it changed one.</summary>
    public abstract Task ChangeSchema(Func<Wire, Task<bool>> work);

    /// <summary>
    /// Fills a table that is empty. On SQLite its indexes (cheaper made at once) and its triggers (who fills it has checked what they check) go
    /// meanwhile and come back in the same transaction; what a unique index forbids is found then.
    /// </summary>
    public abstract Task FillEmpty(Wire wire, string table, Func<Task> work);

    /// <summary>Whether there is a database with a table of this name; makes nothing that was not there.</summary>
    public abstract Task<bool> HasTable(string name);

    /// <summary>Whether it can be read and not written: another's file, a disk that is read-only, a server that stands by.</summary>
    public abstract Task<bool> IsReadOnly();

    /// <summary>Every table goes, and what belongs to it.</summary>
    public abstract Task DropEverything();

    /// <summary>
    /// Takes what was changed or deleted out of the files as well, where the engine can. Not in a transaction.
    /// </summary>
    /// <param name="compact">Also what was deleted before the engine was told to write over it at once (SQLite): the file is written anew, and others wait for it.</param>
    public abstract Task ForgetWhatWasDeleted(bool compact);

    /// <summary>How the engine keeps what was acknowledged, in its own words ("synchronous=full"), and whether that is full durability.</summary>
    public abstract Task<(string Settings, bool IsFull)> Durability();

    public abstract ValueTask Close();

    /// <summary>
    /// One text for both engines; the few words that only one of them knows (triggers, WITHOUT ROWID, FOR UPDATE) stand in marked comments:
    /// <c>/*sqlite … */</c> and <c>/*postgresql … */</c>. This opens the comments of the engine at hand.
    /// </summary>
    public string OpenComments(string sql)
    {
        var mark = $"/*{Mark}";
        var text = new System.Text.StringBuilder(sql.Length);
        var position = 0;
        while (sql.IndexOf(mark, position, StringComparison.Ordinal) is var start and >= 0)
        {
            var end = sql.IndexOf("*/", start, StringComparison.Ordinal);
            text.Append(sql, position, start - position).Append(sql, start + mark.Length, end - start - mark.Length);
            position = end + 2;
        }

        return text.Append(sql, position, sql.Length - position).ToString();
    }

    /// <summary>As <see cref="OpenComments"/>, for a constant that is asked over and over.</summary>
    public string Opened(string sql) => openedTexts.GetOrAdd(sql, OpenComments);

    /// <summary>A fault that may be gone in a moment: a busy file, a restarting server, a deadlock that another transaction won.</summary>
    public static bool IsPassing(Exception fault) => fault switch
    {
        SqliteException { SqliteErrorCode: 5 or 6 } => true,
        PostgresException { SqlState: "40001" or "40P01" or "57P01" or "57P02" or "57P03" or "53300" } => true,
        PostgresException => false,
        // A command that took too long, or a pool that ran dry, is overload: trying again would add to it.
        NpgsqlException { InnerException: TimeoutException } => false,
        NpgsqlException { IsTransient: true } => true,
        _ => false,
    };
}
