using Budget.Core.Storage;
using Microsoft.Data.Sqlite;

namespace Budget.Tests.Databases;

/// <summary>Values bound by their place come back from SQLite as they went in, row after row of the same statement.</summary>
public sealed class SqliteWriteTests
{
    private const string InsertSql = "INSERT INTO kept (first, second, number, day, instant, id) VALUES ($1, $2, $3, $4, $5, $6)";
    private static readonly Guid Id = new("0197a1b2-0000-7000-8000-00000000abcd");
    private static readonly DateTimeOffset Instant = new(2026, 6, 15, 8, 0, 0, 7, TimeSpan.FromHours(2));
    private PreparingConnection connection = null!;

    [SetUp]
    public async Task Open()
    {
        connection = new PreparingConnection("Data Source=:memory:");
        await connection.OpenAsync();
        connection.Execute("CREATE TABLE kept (first TEXT NOT NULL, second TEXT, number BIGINT, day DATE, instant TIMESTAMPTZ, id TEXT)");
    }

    [TearDown]
    public void Close() => connection.Dispose();

    [Test]
    public void Each_row_is_kept_as_it_was_given_however_long_its_texts()
    {
        string[] texts = ["", "kort", new('é', 700), new('€', 20_000), "weer kort", "\U0001F600"];
        foreach (var text in texts)
        {
            Assert.That(connection.Write(InsertSql, [text, text + "!", long.MinValue, new DateOnly(2026, 2, 28), Instant, Id]), Is.EqualTo(1));
        }

        Assert.That(Column("first"), Is.EqualTo(texts));
        Assert.That(Column("second"), Is.EqualTo(texts.Select(text => text + "!")));
        Assert.That(Column("number || ' ' || day || ' ' || instant || ' ' || id").Distinct().Single(),
            Is.EqualTo("-9223372036854775808 2026-02-28 2026-06-15T06:00:00.007Z 0197a1b2-0000-7000-8000-00000000abcd"));
    }

    [Test]
    public void What_is_absent_is_not_what_the_row_before_had()
    {
        connection.Write(InsertSql, ["a", "b", 1L, new DateOnly(2026, 2, 28), Instant, Id]);
        connection.Write(InsertSql, ["c", null, null, null, null, null]);

        Assert.That(Column("COALESCE(second || number || day || instant || id, 'nothing')").Last(), Is.EqualTo("nothing"));
    }

    [Test]
    public void A_row_that_is_refused_leaves_the_statement_fit_for_the_next()
    {
        Assert.That(() => connection.Write(InsertSql, [null, "b", 1L, null, null, null]), Throws.TypeOf<SqliteException>().With.Message.Contains("NOT NULL"));

        connection.Write(InsertSql, ["a", "b", 1L, null, null, null]);

        Assert.That(Column("first"), Has.One.EqualTo("a"));
    }

    [Test]
    public void A_value_of_a_kind_without_a_column_is_our_own_mistake() =>
        Assert.That(() => connection.Write(InsertSql, ["a", 1.5, 1L, null, null, null]), Throws.ArgumentException);

    private List<string> Column(string expression)
    {
        using var command = connection.CreatePrepared($"SELECT {expression} FROM kept ORDER BY rowid");
        using var rows = command.ExecuteReader();
        List<string> values = [];
        while (rows.Read())
        {
            values.Add(rows.GetString(0));
        }

        return values;
    }
}
