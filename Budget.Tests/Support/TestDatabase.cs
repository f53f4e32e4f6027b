using Budget.Core.Secrecy;
using Budget.Core.Storage;
using Npgsql;

namespace Budget.Tests.Support;

/// <summary>The two engines on which every database test runs: one <c>[TestFixture(Engine.…)]</c> for each.</summary>
public enum Engine { Sqlite, PostgreSql }

/// <summary>
/// A new, migrated database for one test; gone afterwards. PostgreSQL's address comes from EIGENREGIE_POSTGRES (bin/test sets it);
/// without it these tests fail, and a plain `dotnet test` leaves them out (fast.runsettings).
/// </summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private const string Template = "eigenregie_template";
    private static readonly SemaphoreSlim TemplateGate = new(1, 1);
    private static bool templateIsReady;
    private static byte[]? sqliteTemplate;
    private readonly string? folder;
    private readonly string? postgresName;

    private TestDatabase(string connectionString, TimeProvider time, int? idSeed, string? folder, string? postgresName)
    {
        (ConnectionString, this.folder, this.postgresName) = (connectionString, folder, postgresName);
        Database = new Database(connectionString, time, idSeed, masterKeys: () => Keys);
    }

    /// <summary>The same master key for every test, so that a second door to a database opens what the first one closed.</summary>
    public static MasterKeys Keys { get; } = MasterKeys.Of(KeyForTests);

    private static byte[] KeyForTests => [.. "a key for tests, 32 bytes of it!"u8];

    /// <summary>The same key in a file, for a portal in a process of its own.</summary>
    public static string KeysFileIn(string folder)
    {
        var file = Path.Combine(folder, "test.keys");
        File.WriteAllText(file, $"{Keys.Current} {Convert.ToBase64String(KeyForTests)}\n");
        return file;
    }

    public string ConnectionString { get; }
    public Database Database { get; }

    private static string? Server => Environment.GetEnvironmentVariable("EIGENREGIE_POSTGRES");

    /// <param name="idSeed">For a test that needs the same ids each time, or on both engines.</param>
    public static async Task<TestDatabase> Create(Engine engine, TimeProvider time, int? idSeed = null)
    {
        if (engine == Engine.Sqlite)
        {
            var temporary = Directory.CreateTempSubdirectory("eigenregie-").FullName;
            await File.WriteAllBytesAsync(Path.Combine(temporary, "test.db"), await SqliteTemplate(time));
            return new TestDatabase($"Data Source={Path.Combine(temporary, "test.db")}", time, idSeed, temporary, postgresName: null);
        }

        RequirePostgres();
        await MakeTemplate(time);
        var name = $"test_{Path.GetRandomFileName().Replace(".", "", StringComparison.Ordinal)}";
        await OnServer($"CREATE DATABASE {name} TEMPLATE {Template}");
        return new TestDatabase($"{Server};Database={name};Maximum Pool Size=60", time, idSeed, folder: null, name);
    }

    /// <summary>A database without any table.</summary>
    public static async Task<TestDatabase> CreateEmpty(Engine engine, TimeProvider time)
    {
        if (engine == Engine.Sqlite)
        {
            var temporary = Directory.CreateTempSubdirectory("eigenregie-").FullName;
            return new TestDatabase($"Data Source={Path.Combine(temporary, "test.db")}", time, idSeed: null, temporary, postgresName: null);
        }

        RequirePostgres();
        var name = $"empty_{Path.GetRandomFileName().Replace(".", "", StringComparison.Ordinal)}";
        await OnServer($"CREATE DATABASE {name}");
        return new TestDatabase($"{Server};Database={name}", time, idSeed: null, folder: null, name);
    }

    /// <summary>An empty database of somebody else's, migrated; left as it is afterwards.</summary>
    public static async Task<TestDatabase> At(string connectionString, TimeProvider time)
    {
        var found = new TestDatabase(connectionString, time, idSeed: null, folder: null, postgresName: null);
        await Migrator.Migrate(found.Database);
        await OpenKeys.Make(found.Database);
        return found;
    }

    public static void RequirePostgres()
    {
        Assert.That(Server, Is.Not.Null, "PostgreSQL is missing: bin/test starts one.");
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        if (folder is not null)
        {
            Directory.Delete(folder, recursive: true);
        }

        if (postgresName is not null)
        {
            await OnServer($"DROP DATABASE IF EXISTS {postgresName} WITH (FORCE)");
        }
    }

    /// <summary>The same in every test database, as ids are with a seed.</summary>
    private static async Task MakeKeys(string connectionString, TimeProvider time)
    {
        await using var door = new Database(connectionString, time, idSeed: 1, masterKeys: () => Keys);
        await OpenKeys.Make(door);
    }

    /// <summary>A file that was migrated and given its keys once, and closed, so that no log stands beside it: a copy of it is there at once.</summary>
    private static async Task<byte[]> SqliteTemplate(TimeProvider time)
    {
        await TemplateGate.WaitAsync();
        try
        {
            if (sqliteTemplate is null)
            {
                var temporary = Directory.CreateTempSubdirectory("eigenregie-").FullName;
                var file = Path.Combine(temporary, "template.db");
                await using (var database = new Database($"Data Source={file}", time))
                {
                    await Migrator.Migrate(database);
                }

                // By another door, so that the ids of a test begin where they do on the other engine.
                await MakeKeys($"Data Source={file}", time);
                Assert.That(File.Exists($"{file}-wal"), Is.False);
                sqliteTemplate = await File.ReadAllBytesAsync(file);
                Directory.Delete(temporary, recursive: true);
            }

            return sqliteTemplate;
        }
        finally
        {
            TemplateGate.Release();
        }
    }

    private static async Task MakeTemplate(TimeProvider time)
    {
        await TemplateGate.WaitAsync();
        try
        {
            if (!templateIsReady)
            {
                await OnServer($"DROP DATABASE IF EXISTS {Template} WITH (FORCE)");
                await OnServer($"CREATE DATABASE {Template}");
                await using var database = new Database($"{Server};Database={Template};Pooling=false", time, masterKeys: () => Keys);
                await Migrator.Migrate(database);
                await MakeKeys($"{Server};Database={Template};Pooling=false", time);
                templateIsReady = true;
            }
        }
        finally
        {
            TemplateGate.Release();
        }
    }

    private static async Task OnServer(string sql)
    {
        await using var connection = new NpgsqlConnection($"{Server};Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}

/// <summary>A clock that stands still until it is moved.</summary>
public sealed class FakeClock(DateTimeOffset now) : TimeProvider
{
    private DateTimeOffset now = now;

    public static FakeClock On(int year, int month, int day) => new(AmsterdamDay.At(new DateOnly(year, month, day), new TimeOnly(10, 0)));

    public override DateTimeOffset GetUtcNow() => now;

    public void GoTo(DateOnly day) => now = AmsterdamDay.At(day, new TimeOnly(10, 0));

    public void Advance(TimeSpan time) => now += time;
}
