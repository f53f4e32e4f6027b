using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Budget.Tests.Databases;

/// <summary>Plain SQL on a test's database, by a connection of its own: what anybody with a query tool would see.</summary>
internal static class Rows
{
    /// <summary>On PostgreSQL from a pool: a server process for each question is most of what a short test would cost.</summary>
    public static async Task<DbConnection> Connect(string connectionString)
    {
        DbConnection connection = connectionString.StartsWith("Data Source", StringComparison.Ordinal)
            ? new SqliteConnection($"{connectionString};Pooling=False")
            : new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>Each row as its columns in text with a space between them.</summary>
    public static async Task<IReadOnlyList<string>> Of(string connectionString, string sql)
    {
        await using var connection = await Connect(connectionString);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(string.Join(' ', Enumerable.Range(0, reader.FieldCount).Select(column => Convert.ToString(reader.GetValue(column), CultureInfo.InvariantCulture))));
        }

        return rows;
    }

    public static async Task Execute(string connectionString, string sql)
    {
        await using var connection = await Connect(connectionString);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
