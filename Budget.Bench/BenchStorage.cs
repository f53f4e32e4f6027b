using System.Data.Common;
using Budget.Core.Storage;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Budget.Bench;

/// <summary>
/// An empty database for one measurement, gone afterwards: a SQLite file in a temporary folder, or a database on the server that
/// EIGENREGIE_POSTGRES names. Also the plain ADO.NET connection through which the floors are measured.
/// </summary>
internal sealed class BenchStorage : IAsyncDisposable
{
    private readonly string? folder;
    private readonly string? postgresName;

    private BenchStorage(string connectionString, string? folder, string? postgresName) =>
        (ConnectionString, this.folder, this.postgresName) = (connectionString, folder, postgresName);

    public string ConnectionString { get; }

    /// <summary>Of a SQLite database and its log.</summary>
    public long FileBytes => new DirectoryInfo(folder!).EnumerateFiles().Sum(file => file.Length);

    private static string? Server => Environment.GetEnvironmentVariable("EIGENREGIE_POSTGRES");

    public static bool HasPostgreSql => !string.IsNullOrEmpty(Server);

    /// <summary>The same on SQLite, and on PostgreSQL where there is one.</summary>
    public static async Task<IReadOnlyList<Figure>> OnEach(Func<BenchStorage, string, Task<IReadOnlyList<Figure>>> measure) =>
        [.. await measure(Sqlite(), "SQLite"), .. HasPostgreSql ? await measure(await PostgreSql(), "PostgreSQL") : []];

    public static BenchStorage Sqlite()
    {
        var temporary = Directory.CreateTempSubdirectory("eigenregie-bench-").FullName;
        return new BenchStorage($"Data Source={Path.Combine(temporary, "bench.db")}", temporary, postgresName: null);
    }

    public static async Task<BenchStorage> PostgreSql()
    {
        var name = $"bench_{Path.GetRandomFileName().Replace(".", "", StringComparison.Ordinal)}";
        await OnServer($"CREATE DATABASE {name}");
        return new BenchStorage($"{Server};Database={name}", folder: null, name);
    }

    /// <summary>Opened as the product opens it: a write-ahead log that is on the disk before a commit is answered.</summary>
    public async Task<DbConnection> OpenPlain()
    {
        DbConnection connection = folder is null ? new NpgsqlConnection(ConnectionString) : new SqliteConnection(ConnectionString);
        await connection.OpenAsync();
        if (folder is not null)
        {
            await using var pragmas = connection.CreateCommand();
            pragmas.CommandText = SqliteDialect.Pragmas;
            await pragmas.ExecuteNonQueryAsync();
        }

        return connection;
    }

    /// <summary>PostgreSQL plans by statistics, which its autovacuum gathers within a minute; a measurement does not wait for it.</summary>
    public async Task Analyze()
    {
        if (postgresName is not null)
        {
            await using var connection = await OpenPlain();
            await using var command = connection.CreateCommand();
            command.CommandText = "ANALYZE";
            await command.ExecuteNonQueryAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (folder is not null)
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }

        if (postgresName is not null)
        {
            NpgsqlConnection.ClearAllPools();
            await OnServer($"DROP DATABASE IF EXISTS {postgresName} WITH (FORCE)");
        }
    }

    private static async Task OnServer(string sql)
    {
        await using var connection = new NpgsqlConnection($"{Server};Pooling=false");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
