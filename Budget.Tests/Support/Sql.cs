using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Budget.Tests.Support;

/// <summary>Behind the portal's back: what an intruder or a careless administrator could type.</summary>
internal static class Sql
{
    public static Task Execute(Town town, string sql) => Execute(town.ConnectionString, sql);

    public static async Task Execute(string connectionString, string sql)
    {
        await using var connection = await Open(connectionString);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    public static async Task<long> Count(Town town, string table)
    {
        await using var connection = await Open(town.ConnectionString);
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT COUNT(*) FROM {table}";
        return Convert.ToInt64(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Takes the triggers away: somebody with the rights of the owner can.</summary>
    public static Task AllowChanges(Town town) => Execute(town, IsSqlite(town)
        ? "DROP TRIGGER postings_refuse_update; DROP TRIGGER postings_refuse_delete;"
        : "ALTER TABLE postings DISABLE TRIGGER USER");

    public static Task WithoutForeignKeys(Town town, string sql) => Execute(town, IsSqlite(town)
        ? $"PRAGMA foreign_keys = OFF; {sql}"
        : $"SET session_replication_role = replica; {sql}");

    /// <summary>Somebody with the rights of the owner: no triggers, no checks, no foreign keys.</summary>
    public static Task AsOwner(Town town, string table, string sql) => WithoutForeignKeys(town, IsSqlite(town)
        ? $"PRAGMA ignore_check_constraints = ON; DROP TRIGGER IF EXISTS {table}_refuse_update; DROP TRIGGER IF EXISTS {table}_refuse_delete; DROP TRIGGER IF EXISTS {table}_refuse_replace; {sql}"
        : $"""
           DO $$ DECLARE c TEXT; BEGIN
               FOR c IN SELECT conname FROM pg_constraint WHERE conrelid = '{table}'::regclass AND contype = 'c' LOOP
                   EXECUTE 'ALTER TABLE {table} DROP CONSTRAINT ' || quote_ident(c);
               END LOOP;
           END $$;
           {sql}
           """);

    public static string PostingOf(long available, long number = 2) => $"""
        INSERT INTO postings (
            budget_id, number, kind, from_account, to_account, amount_cents, occurred_on, effective_on, posted_on, posted_at,
            available_cents, reserved_cents, payable_cents, paid_cents, counterparty, origin_kind, origin_id, actor_id, reason, hash)
        SELECT id, {number}, 'claim', 'available', 'payable', 10, '2026-01-01', '2026-01-01', '2026-01-01', '2026-01-01T00:00:00.000Z',
               {available}, 0, 10, 0, '', 'claim', 'x', 'x', 'x', '{new string('0', 64)}'
        FROM budgets
        """;

    private static bool IsSqlite(Town town) => IsSqlite(town.ConnectionString);

    private static bool IsSqlite(string connectionString) => connectionString.StartsWith("Data Source", StringComparison.Ordinal);

    private static async Task<DbConnection> Open(string connectionString)
    {
        DbConnection connection = IsSqlite(connectionString)
            ? new SqliteConnection($"{connectionString};Foreign Keys=True")
            : new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        return connection;
    }
}
