using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Budget.Core.Storage;

/// <summary>
/// All that differs between the two engines, in one file. Everything else is one SQL text
/// (docs/decisions/0002-both-engines-on-one-sql-text.md).
/// </summary>
internal sealed class Dialect
{
    private readonly DbDataSource source;
    private readonly bool isSqlite;

    private Dialect(DbDataSource source, bool isSqlite) => (this.source, this.isSqlite) = (source, isSqlite);

    public string Name => isSqlite ? "SQLite" : "PostgreSQL";

    /// <summary>"Host=…" is PostgreSQL, everything else is a SQLite file.</summary>
    public static Dialect For(string connectionString)
    {
        if (connectionString.Contains("Host=", StringComparison.OrdinalIgnoreCase))
        {
            // Our statements are few and asked over and over; planning the larger ones costs ten times what running them does.
            var server = new NpgsqlConnectionStringBuilder(connectionString) { MaxAutoPrepare = 100, AutoPrepareMinUsages = 2 };
            return new Dialect(NpgsqlDataSource.Create(server.ToString()), isSqlite: false);
        }

        // Microsoft.Data.Sqlite retries a busy database by itself until the time-out; a short one leaves the decision to the retry policy.
        var settings = new SqliteConnectionStringBuilder(connectionString) { ForeignKeys = true, DefaultTimeout = 3, Pooling = true };
        if (Path.GetDirectoryName(Path.GetFullPath(settings.DataSource)) is { } folder && settings.Mode != SqliteOpenMode.Memory)
        {
            Directory.CreateDirectory(folder);
        }

        return new Dialect(SqliteFactory.Instance.CreateDataSource(settings.ToString()), isSqlite: true);
    }

    public async Task<DbConnection> Open()
    {
        var connection = await source.OpenConnectionAsync();
        try
        {
            if (isSqlite)
            {
                // Pragmas stay on a pooled connection as somebody last left them: set them at every opening (4 µs).
                await using var pragmas = connection.CreateCommand();
                pragmas.CommandText = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=4000;";
                await pragmas.ExecuteNonQueryAsync();
            }

            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>SQLite: BEGIN IMMEDIATE, one writer at a time. PostgreSQL: read committed, the budget's row is locked by the deed.</summary>
    public static async Task<DbTransaction> BeginWrite(DbConnection connection) =>
        connection is SqliteConnection sqlite ? sqlite.BeginTransaction(deferred: false) : await connection.BeginTransactionAsync();

    /// <summary>One unchanging picture for all the questions of a page.</summary>
    public static async Task<DbTransaction> BeginRead(DbConnection connection) =>
        connection is SqliteConnection sqlite
            ? sqlite.BeginTransaction(deferred: true)
            : await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead);

    /// <summary>Two portals that start at the same time migrate one after the other. SQLite's BEGIN IMMEDIATE does that already.</summary>
    public string? MigrationLock => isSqlite ? null : "SELECT pg_advisory_xact_lock(7266340)";

    /// <summary>
    /// A migration holds one text; the few words that only one engine knows (triggers, WITHOUT ROWID) stand in marked comments:
    /// <c>/*sqlite … */</c> and <c>/*postgresql … */</c>. This opens the comments of the engine at hand.
    /// </summary>
    public string OpenComments(string migration)
    {
        var mark = isSqlite ? "/*sqlite" : "/*postgresql";
        var text = new System.Text.StringBuilder(migration.Length);
        var position = 0;
        while (migration.IndexOf(mark, position, StringComparison.Ordinal) is var start and >= 0)
        {
            var end = migration.IndexOf("*/", start, StringComparison.Ordinal);
            text.Append(migration, position, start - position).Append(migration, start + mark.Length, end - start - mark.Length);
            position = end + 2;
        }

        return text.Append(migration, position, migration.Length - position).ToString();
    }

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

    /// <summary>SQLite: every table with its triggers goes; PostgreSQL: the schema goes and comes back empty.</summary>
    public async Task DropEverything()
    {
        await using var connection = await Open();
        await using var command = connection.CreateCommand();
        if (isSqlite)
        {
            // The documented way to reset a SQLite file in place (SQLITE_DBCONFIG_RESET_DATABASE has no pragma): tables first, then the space.
            command.CommandText = "PRAGMA foreign_keys = OFF; SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'";
            List<string> tables = [];
            await using (var reader = await command.ExecuteReaderAsync())
            {
                while (await reader.ReadAsync())
                {
                    tables.Add(reader.GetString(0));
                }
            }

            command.CommandText = string.Concat(tables.Select(table => $"DROP TABLE \"{table}\"; ")) + "PRAGMA foreign_keys = ON; VACUUM;";
        }
        else
        {
            command.CommandText = "DROP SCHEMA public CASCADE; CREATE SCHEMA public;";
        }

        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask Close()
    {
        await source.DisposeAsync();
        if (isSqlite)
        {
            SqliteConnection.ClearAllPools();
        }
    }
}
