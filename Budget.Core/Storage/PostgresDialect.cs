using System.Data;
using System.Data.Common;
using Npgsql;

namespace Budget.Core.Storage;

/// <summary>
/// PostgreSQL: many writers, each in a read committed transaction that locks the budget it writes to; the server lets them share its
/// commits. Whoever comes second sees what the first wrote.
/// </summary>
internal sealed class PostgresDialect : Dialect
{
    private readonly NpgsqlDataSource source;

    public PostgresDialect(string connectionString)
    {
        // Our statements are few and asked over and over; planning the larger ones costs ten times what running them does.
        // We leave nothing behind on a connection (what we set and lock ends with its transaction), so nothing need be reset.
        var server = new NpgsqlConnectionStringBuilder(connectionString) { MaxAutoPrepare = 200, AutoPrepareMinUsages = 2, NoResetOnClose = true };
        source = NpgsqlDataSource.Create(server.ToString());
    }

    public override string Name => "PostgreSQL";
    public override bool LocksRows => true;

    public override bool NamesIndexes => false;
    protected override string Mark => "postgresql";

    public override async Task<T> Read<T>(Func<Wire, Task<T>> question)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead);
        return await question(new PostgresWire(connection, transaction));
    }

    public override Task<T> ReadTogether<T>(int readers, Func<IReadOnlyList<Wire>, Task<T>> question) =>
        Read(async first =>
        {
            // The name of a snapshot is the server's own (digits and dashes); the statement takes no parameter.
            var picture = $"SET TRANSACTION SNAPSHOT '{await Value(first.Connection, "SELECT pg_export_snapshot()")}'";
            List<Wire> all = [first];
            try
            {
                while (all.Count < readers)
                {
                    var connection = await source.OpenConnectionAsync();
                    all.Add(new PostgresWire(connection, await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead)));
                    await Execute(connection, picture);
                }

                return await question(all);
            }
            finally
            {
                foreach (var wire in all.Skip(1))
                {
                    await wire.Transaction!.DisposeAsync();
                    await wire.Connection.DisposeAsync();
                }
            }
        });

    public override StoredRows Rows(DbCommand command, DbDataReader reader) => new PostgresRows(command, reader);

    public override async Task<T> Write<T>(Func<Wire, Task<(T Answer, bool Keep)>> work)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var wire = new PostgresWire(connection, transaction);
        var (answer, keep) = await work(wire);
        if (keep)
        {
            AtMoment?.Invoke(Moment.BeforeCommit);
            await wire.Commit();
            AtMoment?.Invoke(Moment.AfterCommit);
        }

        return answer;
    }

    /// <summary>Two portals that start at the same time migrate one after the other.</summary>
    public override Task ChangeSchema(Func<Wire, Task<bool>> work) => Write(async wire =>
    {
        await Execute(wire.Connection, "SELECT pg_advisory_xact_lock(7266340)");
        await work(wire);
        return (true, Keep: true);
    });

    /// <summary>As any other rows: PostgreSQL would lock out every reader of the table to take its indexes away.</summary>
    public override Task FillEmpty(Wire wire, string table, Func<Task> work) => work();

    public override async Task<bool> HasTable(string name)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var command = new NpgsqlCommand("SELECT to_regclass($1) IS NOT NULL", connection) { Parameters = { new NpgsqlParameter { Value = name } } };
        return await command.ExecuteScalarAsync() is true;
    }

    /// <summary>A server that stands by, a role that writes nothing, or one that may only look.</summary>
    public override async Task<bool> IsReadOnly()
    {
        await using var connection = await source.OpenConnectionAsync();
        return await Value(connection, "SELECT current_setting('transaction_read_only') = 'on' OR NOT has_table_privilege(to_regclass('schema_migrations'), 'INSERT')") is true;
    }

    public override async Task DropEverything()
    {
        await using var connection = await source.OpenConnectionAsync();
        await Execute(connection, "DROP SCHEMA public CASCADE; CREATE SCHEMA public;");
        source.Clear();
    }

    /// <summary>
    /// The dead rows of the tables out of which a file is destroyed; what stands in the server's log and in the gaps of a page goes in time, as other rows are written. The
    /// server skips a table that the role does not own, with a warning: then its own housekeeping does it, later (docs/operations.md).
    /// </summary>
    public override async Task ForgetWhatWasDeleted(bool compact)
    {
        await using var connection = await source.OpenConnectionAsync();
        await Execute(connection, """
            VACUUM resident_keys, report_answers, report_drafts, personal_plans, attachments, consents, emergency_looks, support_request_drafts, files_opened, support_needs, investigation_findings, investigation_reports,
                support_requests, data_requests, user_identities, parked_forms, sessions, users, resident_access, residents, invoice_lines, declaration_messages, idempotency_keys
            """);
    }

    public override async Task<(string Settings, bool IsFull)> Durability()
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT current_setting('synchronous_commit'), current_setting('fsync'), current_setting('full_page_writes')";
        await using var row = await command.ExecuteReaderAsync();
        await row.ReadAsync();
        var (commit, fsync, pages) = (row.GetString(0), row.GetString(1), row.GetString(2));
        return ($"synchronous_commit={commit} fsync={fsync} full_page_writes={pages}", commit is "on" or "remote_apply" && fsync == "on" && pages == "on");
    }

    public override ValueTask Close() => source.DisposeAsync();

    private static async Task<object?> Value(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
    }

    private static async Task Execute(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
