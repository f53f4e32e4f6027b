using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Dapper;

namespace Budget.Core.Storage;

/// <summary>
/// Brings the schema up to date: the files of migrations/ in order, each once, forward only. The text of each applied file is kept
/// as a hash and compared at every start: a file changed after it was applied is a fault that someone must look at.
/// </summary>
public static class Migrator
{
    private const string Prefix = "migrations/";

    public static async Task<IReadOnlyList<string>> Migrate(Database database)
    {
        // Asked before anything is tried: the portal may be a user who may not change the schema (docs/operations.md).
        if (await HasSchema(database) && !await database.IsReadOnly() && await IsUpToDate(database))
        {
            return [];
        }

        // In line from the first table on: CREATE TABLE IF NOT EXISTS is no lock on PostgreSQL.
        await database.ChangeSchema(async session =>
        {
            await session.Execute(CreateMigrationsTableSql);
            return false;
        });
        var applied = new List<string>();
        foreach (var (name, text) in Files())
        {
            var hash = Hash(text);
            if (await database.Read(session => IsApplied(session, name, hash)))
            {
                continue;
            }

            var isNew = false;
            await database.ChangeSchema(async session =>
            {
                // Asked again: another portal that starts at this moment may have been first.
                isNew = !await IsApplied(session, name, hash);
                if (isNew)
                {
                    await session.Execute(database.Dialect.OpenComments(text));
                    await session.Execute(RecordMigrationSql, new { name, hash, AppliedAt = session.Now });
                }

                return isNew;
            });
            if (isNew)
            {
                applied.Add(name);
            }
        }

        return applied;
    }

    /// <summary>Whether nothing is left to apply; writes nothing.</summary>
    public static Task<bool> IsUpToDate(Database database) => database.Read(async session =>
    {
        foreach (var (name, text) in Files())
        {
            if (!await IsApplied(session, name, Hash(text)))
            {
                return false;
            }
        }

        return true;
    });

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static async Task<bool> IsApplied(Session session, string name, string hash)
    {
        var known = await session.FirstOrNone<string>(AppliedHashSql, new { name });
        return known is null || known == hash
            ? known is not null
            : throw new InvalidOperationException($"Migration {name} was changed after it had been applied. Put the old text back and write a new migration.");
    }

    /// <summary>Throws everything away and builds the schema anew, when every account in it is one that may go: a ledger in use is never emptied.</summary>
    /// <param name="mayGo">Tells of a login whether it belongs to a demo.</param>
    /// <exception cref="InvalidOperationException">Somebody else has an account here.</exception>
    public static async Task Empty(Database database, Func<string, bool> mayGo)
    {
        await Migrate(database);
        if (!(await database.Read(session => session.List<string>(LoginsSql))).All(mayGo))
        {
            throw new InvalidOperationException("This database holds more than a demo town: it is not thrown away.");
        }

        await database.Dialect.DropEverything();
        await Migrate(database);
    }

    // The account of a file that was destroyed is nobody's, and has its id for a login.
    private const string LoginsSql = """
        SELECT login
        FROM users
        WHERE login <> id
        """;

    /// <summary>Whether the database was ever migrated; a slip in its name must not read as an empty ledger.</summary>
    public static Task<bool> HasSchema(Database database) => database.Dialect.HasTable("schema_migrations");

    public static Task<long> CountApplied(Database database) => database.Read(session => session.Single<long>(CountAppliedSql));

    public static IEnumerable<(string Name, string Text)> Files()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!, Encoding.UTF8);
                return (name[Prefix.Length..], reader.ReadToEnd().ReplaceLineEndings("\n"));
            });
    }

    private const string CreateMigrationsTableSql = """
        CREATE TABLE IF NOT EXISTS schema_migrations (
            name TEXT PRIMARY KEY,
            text_hash TEXT NOT NULL,
            applied_at TIMESTAMPTZ NOT NULL
        )
        """;

    private const string AppliedHashSql = """
        SELECT text_hash
        FROM schema_migrations
        WHERE name = @name
        """;

    private const string RecordMigrationSql = """
        INSERT INTO schema_migrations (name, text_hash, applied_at)
        VALUES (@name, @hash, @AppliedAt)
        """;

    private const string CountAppliedSql = """
        SELECT COUNT(*)
        FROM schema_migrations
        """;
}
