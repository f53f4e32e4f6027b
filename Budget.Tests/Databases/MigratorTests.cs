using Budget.Core.Storage;

namespace Budget.Tests.Databases;

/// <summary>The schema is brought up to date once, whoever starts first, and the same on both engines.</summary>
public sealed class MigratorTests
{
    private static readonly FakeClock Clock = FakeClock.On(2026, 6, 15);

    [TestCase(Engine.Sqlite)]
    [TestCase(Engine.PostgreSql)]
    public async Task Migrating_again_does_nothing(Engine engine)
    {
        await using var storage = await TestDatabase.Create(engine, Clock);
        var recorded = await Rows.Of(storage.ConnectionString, RecordedSql);

        Assert.That(await Migrator.Migrate(storage.Database), Is.Empty);
        Assert.That(await Rows.Of(storage.ConnectionString, RecordedSql), Is.EqualTo(recorded));
        Assert.That(await Migrator.CountApplied(storage.Database), Is.EqualTo(Migrator.Files().Count()));
    }

    [TestCase(Engine.Sqlite)]
    [TestCase(Engine.PostgreSql)]
    public async Task A_migration_that_was_changed_after_it_had_been_applied_is_refused(Engine engine)
    {
        await using var storage = await TestDatabase.Create(engine, Clock);
        var name = Migrator.Files().Select(file => file.Name).ElementAt(1);
        await Rows.Execute(storage.ConnectionString, $"UPDATE schema_migrations SET text_hash = 'other' WHERE name = '{name}'");

        Assert.That(() => Migrator.Migrate(storage.Database), Throws.InvalidOperationException.With.Message.EqualTo(
            $"Migration {name} was changed after it had been applied. Put the old text back and write a new migration."));
    }

    [TestCase(Engine.Sqlite)]
    [TestCase(Engine.PostgreSql)]
    public async Task Portals_that_start_at_the_same_time_on_a_new_database_all_end_well(Engine engine)
    {
        for (var round = 0; round < 3; round++)
        {
            await using var empty = await EmptyDatabase.Create(engine);
            var portals = Enumerable.Range(0, 4).Select(_ => new Database(empty.ConnectionString, Clock)).ToArray();

            var applied = await Task.WhenAll(portals.Select(portal => Task.Run(() => Migrator.Migrate(portal))));

            Assert.That(applied.SelectMany(names => names).Order(), Is.EqualTo(Migrator.Files().Select(file => file.Name)), "each once, by one of them");
            Assert.That(await Migrator.CountApplied(portals[0]), Is.EqualTo(Migrator.Files().Count()));
            foreach (var portal in portals)
            {
                await portal.DisposeAsync();
            }
        }
    }

    [Category("Tools")]
    [Test]
    public async Task Both_engines_have_the_same_tables_and_columns()
    {
        await using var sqlite = await TestDatabase.Create(Engine.Sqlite, Clock);
        await using var postgres = await TestDatabase.Create(Engine.PostgreSql, Clock);

        var columns = (await Rows.Of(sqlite.ConnectionString, SqliteColumnsSql)).Order(StringComparer.Ordinal).ToArray();

        Assert.That(columns, Has.Length.GreaterThan(50).And.Contains("postings amount_cents"));
        Assert.That((await Rows.Of(postgres.ConnectionString, PostgresColumnsSql)).Order(StringComparer.Ordinal), Is.EqualTo(columns));
    }

    [Test]
    public void Migrations_are_numbered_from_one_without_gaps() =>
        Assert.That(Migrator.Files().Select(file => file.Name[..5]), Is.EqualTo(Enumerable.Range(1, Migrator.Files().Count()).Select(number => $"{number:D4}_")));

    private const string RecordedSql = "SELECT name, text_hash, applied_at FROM schema_migrations ORDER BY name";

    private const string SqliteColumnsSql = """
        SELECT m.name, c.name
        FROM sqlite_master m
        JOIN pragma_table_info(m.name) c
        WHERE m.type = 'table'
          AND m.name NOT LIKE 'sqlite_%'
        """;

    private const string PostgresColumnsSql = """
        SELECT table_name, column_name
        FROM information_schema.columns
        WHERE table_schema = 'public'
        """;

    /// <summary>A database without any table; gone afterwards.</summary>
    private sealed record EmptyDatabase(string ConnectionString, Func<Task> Remove) : IAsyncDisposable
    {
        public static async Task<EmptyDatabase> Create(Engine engine)
        {
            if (engine == Engine.Sqlite)
            {
                var folder = Directory.CreateTempSubdirectory("eigenregie-").FullName;
                return new($"Data Source={Path.Combine(folder, "new.db")}", () =>
                {
                    Directory.Delete(folder, recursive: true);
                    return Task.CompletedTask;
                });
            }

            TestDatabase.RequirePostgres();
            var server = Environment.GetEnvironmentVariable("EIGENREGIE_POSTGRES")!;
            var name = $"empty_{Path.GetRandomFileName().Replace(".", "", StringComparison.Ordinal)}";
            await Rows.Execute(server, $"CREATE DATABASE {name}");
            return new($"{server};Database={name}", () => Rows.Execute(server, $"DROP DATABASE {name} WITH (FORCE)"));
        }

        public async ValueTask DisposeAsync() => await Remove();
    }
}
