using System.Net;
using Npgsql;

namespace Budget.Tests.Databases;

/// <summary>The portal as a user of PostgreSQL who may read and write rows and nothing else, given to it as docs/operations.md says.</summary>
[Category("Tools")]
public sealed class LeastRightsTests
{
    private const string Named = "eigenregie_portal";

    [Test]
    public async Task The_portal_runs_as_a_user_who_may_not_change_the_schema()
    {
        await using var owned = await TestDatabase.Create(Engine.PostgreSql, FakeClock.On(2026, 6, 15));
        var user = $"portal_{Path.GetRandomFileName().Replace(".", "", StringComparison.Ordinal)}";
        foreach (var sql in AsWritten().Where(sql => !sql.StartsWith("CREATE DATABASE", StringComparison.Ordinal) && !sql.Contains("eigenregie_owner", StringComparison.Ordinal)))
        {
            await Rows.Execute(owned.ConnectionString, sql.Replace(Named, user, StringComparison.Ordinal));
        }

        var own = new NpgsqlConnectionStringBuilder(owned.ConnectionString) { Username = user }.ConnectionString;
        try
        {
            // The town is written by the portal itself, deed by deed.
            await using var portal = await RunningPortal.On(await TestDatabase.At(own, FakeClock.On(2026, 6, 15)));
            using var client = await Client.SignedInAs(portal, "devries");
            Assert.That((await client.Get("/mijn-budget")).Status, Is.EqualTo(HttpStatusCode.OK));
            Assert.That((await portal.Run("verify")).Output, Does.StartWith("The ledger is sound"));

            foreach (var sql in (string[])["ALTER TABLE postings DISABLE TRIGGER USER", "DROP TRIGGER traces_refuse_change ON traces", "DROP TABLE traces", "TRUNCATE sessions", "CREATE TABLE mine (x TEXT)", "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'", "SET session_replication_role = replica"])
            {
                Assert.That(async () => await Rows.Execute(own, sql), Throws.InstanceOf<PostgresException>().With.Property(nameof(PostgresException.SqlState)).EqualTo(PostgresErrorCodes.InsufficientPrivilege), sql);
            }
        }
        finally
        {
            NpgsqlConnection.ClearAllPools();
            await Rows.Execute(owned.ConnectionString, $"DROP OWNED BY {user}; DROP ROLE {user}");
        }
    }

    /// <summary>The statements of the page, one by one.</summary>
    private static string[] AsWritten()
    {
        var page = Repository.Read("docs/operations.md").ReplaceLineEndings("\n");
        var from = page.IndexOf("```sql\n", StringComparison.Ordinal) + "```sql\n".Length;
        var statements = page[from..page.IndexOf("```", from, StringComparison.Ordinal)].Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.That(statements, Has.Some.Contains(Named));
        return statements;
    }
}
