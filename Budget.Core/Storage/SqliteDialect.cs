using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Budget.Core.Storage;

/// <summary>
/// SQLite: a file beside the portal, many readers, one writer at a time (<see cref="GroupCommit"/>). Connections are kept open with their
/// prepared statements, because preparing a statement costs more than running it.
/// </summary>
internal sealed class SqliteDialect : Dialect
{
    /// <summary>A write-ahead log that is on the disk before a commit is answered; folded back into the file every 16 MB.</summary>
    internal const string Pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=4000; PRAGMA cache_size=-16384; PRAGMA secure_delete=ON;";
    private readonly string connectionString;
    private readonly string file;
    private readonly bool mayBeReadOnly;
    private readonly ConcurrentStack<SqliteLease> idle = [];
    private readonly GroupCommit writer;
    private volatile bool closed;
    // How it was opened the first time, and is from then on.
    private volatile string? opened;

    static SqliteDialect()
    {
        // Counting the bytes that SQLite holds takes a lock for each of them; nobody asks. For the whole process, and only as long as nobody has
        // opened a database yet: else it stays as it was.
        SQLitePCL.Batteries_V2.Init();
        _ = SQLitePCL.raw.sqlite3_config(SQLitePCL.raw.SQLITE_CONFIG_MEMSTATUS, 0);
    }

    public SqliteDialect(string connectionString, bool mayBeReadOnly)
    {
        // Microsoft.Data.Sqlite retries a busy database by itself until the time-out; a short one leaves the decision to the retry policy.
        var settings = new SqliteConnectionStringBuilder(connectionString) { ForeignKeys = true, DefaultTimeout = 3, Pooling = false };
        (this.mayBeReadOnly, file) = (mayBeReadOnly, Path.GetFullPath(settings.DataSource));
        this.connectionString = settings.ToString();
        writer = new GroupCommit(LeaseToWrite, moment => AtMoment?.Invoke(moment), TimeProvider.System);
    }

    public override string Name => "SQLite";
    public override bool LocksRows => false;

    public override bool NamesIndexes => true;
    protected override string Mark => "sqlite";

    public override async Task<T> Read<T>(Func<Wire, Task<T>> question)
    {
        using var lease = await Lease();
        lease.Execute("BEGIN");
        return await question(new SqliteWire(lease.Connection));
    }

    /// <summary>
    /// The readers begin while the one writer's turn is theirs: nothing can be committed between the first and the last. Then others write on.
    /// </summary>
    public override async Task<T> ReadTogether<T>(int readers, Func<IReadOnlyList<Wire>, Task<T>> question)
    {
        if (await IsReadOnly())
        {
            // Here the writer's turn keeps nobody from writing (BEGIN IMMEDIATE locks no file that cannot be written), but one reader has one picture.
            return await Read(wire => question([wire]));
        }

        List<SqliteLease> leases = [];
        try
        {
            await writer.Write(async _ =>
            {
                while (leases.Count < readers)
                {
                    var lease = await Lease();
                    leases.Add(lease);
                    lease.Execute("BEGIN");
                    // What makes a reader choose its picture is the first look, not the BEGIN.
                    await Value(lease.Connection, "SELECT COUNT(*) FROM sqlite_master");
                }

                return (true, Keep: false);
            });
            return await question([.. leases.Select(lease => new SqliteWire(lease.Connection))]);
        }
        finally
        {
            leases.ForEach(lease => lease.Dispose());
        }
    }

    public override StoredRows Rows(DbCommand command, DbDataReader reader) => new SqliteRows(command, reader);

    public override Task<T> Write<T>(Func<Wire, Task<(T Answer, bool Keep)>> work) =>
        writer.Write(connection => work(new SqliteWire(connection)));

    /// <summary>
    /// SQLite changes a constraint by making the table anew, which it allows only while foreign keys are off; they are checked before the commit
    /// (sqlite.org/lang_altertable.html, section 7).
    /// </summary>
    public override async Task ChangeSchema(Func<Wire, Task<bool>> work)
    {
        await using var connection = await OpenNew();
        await Run(connection, "PRAGMA foreign_keys=OFF");
        await Run(connection, "BEGIN IMMEDIATE");
        if (await work(new SqliteWire(connection)))
        {
            await CheckForeignKeys(connection);
        }

        await Run(connection, "COMMIT");
    }

    public override async Task FillEmpty(Wire wire, string table, Func<Task> work)
    {
        List<(string Drop, string Create)> taken = [];
        await using (var command = ((PreparingConnection)wire.Connection).CreatePrepared(TakenWithTableSql, table))
        {
            await using var rows = await command.ExecuteReaderAsync();
            while (await rows.ReadAsync())
            {
                taken.Add((rows.GetString(0), rows.GetString(1)));
            }
        }

        foreach (var (drop, _) in taken)
        {
            await Run(wire.Connection, drop);
        }

        await work();
        foreach (var (_, create) in taken)
        {
            await Run(wire.Connection, create);
        }
    }

    private const string TakenWithTableSql = """
        SELECT 'DROP ' || type || ' ' || name, sql
        FROM sqlite_master
        WHERE type IN ('index', 'trigger')
          AND sql IS NOT NULL
          AND tbl_name = $1
        """;

    /// <summary>In the file it was written over as it was deleted (secure_delete); what is left stands in the log, which is folded back and cut off.</summary>
    public override async Task ForgetWhatWasDeleted(bool compact)
    {
        await using var connection = await OpenNew();
        if (compact)
        {
            await Run(connection, "VACUUM");
        }

        await Run(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
    }

    public override async Task<bool> HasTable(string name)
    {
        if (!File.Exists(file))
        {
            return false;
        }

        using var lease = await Lease();
        await using var command = lease.Connection.CreatePrepared("SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = $1", name);
        return await command.ExecuteScalarAsync() is > 0L;
    }

    public override async Task<bool> IsReadOnly()
    {
        using var lease = await Lease();
        return lease.Connection.IsReadOnly;
    }

    /// <summary>The documented way to reset a SQLite file in place (SQLITE_DBCONFIG_RESET_DATABASE has no pragma): tables first, then the space.</summary>
    public override async Task DropEverything()
    {
        CloseIdle();
        await using var connection = await OpenNew();
        await Run(connection, "PRAGMA foreign_keys=OFF");
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'";
        List<string> tables = [];
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                tables.Add(reader.GetString(0));
            }
        }

        await Run(connection, string.Concat(tables.Select(table => $"DROP TABLE \"{table}\"; ")) + "VACUUM;");
    }

    public override async Task<(string Settings, bool IsFull)> Durability()
    {
        using var lease = await Lease();
        var journal = Convert.ToString(await Value(lease.Connection, "PRAGMA journal_mode"), System.Globalization.CultureInfo.InvariantCulture);
        var synchronous = Convert.ToInt64(await Value(lease.Connection, "PRAGMA synchronous"), System.Globalization.CultureInfo.InvariantCulture);
        return ($"journal_mode={journal} synchronous={(synchronous == 2 ? "full" : synchronous)}", journal == "wal" && synchronous == 2);
    }

    public override ValueTask Close()
    {
        closed = true;
        CloseIdle();
        return ValueTask.CompletedTask;
    }

    private async ValueTask<SqliteLease> Lease() => idle.TryPop(out var lease) ? lease : new SqliteLease(await OpenNew(), TakeBack);

    /// <summary>A declaration of a hundred thousand lines changes pages all over the file; one that must make room for another goes to the log twice.</summary>
    private async ValueTask<SqliteLease> LeaseToWrite()
    {
        var lease = await Lease();
        lease.Execute("PRAGMA cache_size=-65536");
        return lease;
    }

    private void TakeBack(SqliteLease lease)
    {
        if (closed)
        {
            lease.Close();
            return;
        }

        idle.Push(lease);
    }

    private void CloseIdle()
    {
        writer.Close();
        while (idle.TryPop(out var lease))
        {
            lease.Close();
        }
    }

    private async Task<PreparingConnection> OpenNew()
    {
        if (!mayBeReadOnly && Path.GetDirectoryName(file) is { } folder)
        {
            Directory.CreateDirectory(folder);
        }

        try
        {
            return await Open(opened ?? connectionString);
        }
        catch (SqliteException) when (mayBeReadOnly && opened is null && SqliteFile.StandsAlone(file))
        {
            // A file whose commits go by a log can be read only with one beside it (sqlite.org/wal.html, "Read-Only Databases"), or as a file
            // that nobody changes.
            var asItStands = new SqliteConnectionStringBuilder(connectionString) { DataSource = $"{new Uri(file).AbsoluteUri}?immutable=1", Mode = SqliteOpenMode.ReadOnly };
            return await Open(asItStands.ToString());
        }
    }

    private async Task<PreparingConnection> Open(string settings)
    {
        var connection = new PreparingConnection(settings);
        try
        {
            await connection.OpenAsync();
            // The first look is what opens the log.
            await Run(connection, mayBeReadOnly && connection.IsReadOnly ? "SELECT COUNT(*) FROM sqlite_master" : Pragmas);
            opened = settings;
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private static async Task CheckForeignKeys(PreparingConnection connection)
    {
        await using var check = connection.CreatePrepared("PRAGMA foreign_key_check");
        await using var broken = await check.ExecuteReaderAsync();
        if (await broken.ReadAsync())
        {
            throw new InvalidOperationException($"The migration left a row of {broken.GetString(0)} that points at nothing in {broken.GetString(2)}.");
        }
    }

    private static async Task Run(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<object?> Value(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
    }
}
