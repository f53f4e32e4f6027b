using System.Data.Common;
using Budget.Core.Storage;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Budget.Tests.Faults;

/// <summary>What an operator reads of a fault: which file or server, what is wrong, what to do; what the engine said below it; and no password.</summary>
[Category("Tools")]
public sealed class DatabaseTroubleTests
{
    private string folder = "";
    private string file = "";

    [SetUp]
    public void Start()
    {
        folder = Directory.CreateTempSubdirectory("eigenregie-").FullName;
        file = Path.Combine(folder, "town.db");
    }

    [TearDown]
    public void Stop() => Directory.Delete(folder, recursive: true);

    [Test]
    public void A_file_that_is_not_there() =>
        Told(Fault("SELECT 1", ";Mode=ReadOnly"), $"There is no file {file}, or it may not be seen. Look at ConnectionStrings__Budget", "(SQLite Error 14: 'unable to open database file'. Code 14.)");

    [Test]
    public void Somebody_else_who_writes()
    {
        using var other = Open("");
        Run(other, "CREATE TABLE kept (text TEXT); BEGIN IMMEDIATE");

        Told(Fault("BEGIN IMMEDIATE", ";Default Timeout=1"), $"Somebody else is writing to {file} and does not end. Wait for that command", "(SQLite Error 5: 'database is locked'. Code 5.)");
    }

    [Test]
    public void A_disk_without_room() =>
        Told(Fault("INSERT INTO kept VALUES (zeroblob(100000))", before: ["CREATE TABLE kept (text TEXT)", "PRAGMA max_page_count = 3"]), $"The disk of {file} is full. Make room", "(SQLite Error 13: ");

    [Test]
    public async Task A_file_of_another_kind()
    {
        await File.WriteAllTextAsync(file, new string('x', 4096));

        Told(Fault("SELECT COUNT(*) FROM sqlite_master"), $"{file} is no database of SQLite. Look at ConnectionStrings__Budget", "(SQLite Error 26: ");
    }

    [Test]
    public void A_disk_that_failed() =>
        Told(new SqliteException("disk I/O error", 10, 778), $"The disk of {file} failed while it was read or written. ", "(disk I/O error Code 778.)");

    [Platform(Include = "Linux", Reason = "There is no room at all in /proc.")]
    [Test]
    public void A_disk_that_is_said_to_have_failed_and_has_no_room_is_full() =>
        Assert.That(DatabaseTrouble.Explain(new SqliteException("disk I/O error", 10, 778), "Data Source=/proc/town.db"), Does.StartWith("The disk of /proc/town.db is full. "));

    [Test]
    public void What_only_who_wrote_the_statement_can_mend_is_not_explained()
    {
        Assert.That(DatabaseTrouble.Explain(Fault("SELECT nothing"), $"Data Source={file}"), Is.Null);
        Assert.That(DatabaseTrouble.Explain(new PostgresException("no such column", "ERROR", "ERROR", "42703"), "Host=db;Username=portal"), Is.Null);
    }

    [TestCase("53100", true)]
    [TestCase("57P01", true)]
    [TestCase("57014", true)]
    [TestCase("08006", true)]
    [TestCase("25006", true)]
    [TestCase("42703", false)]
    [TestCase("23505", false)]
    [TestCase("XX001", false)]
    public void It_is_worth_coming_back_when_the_server_may_be_mended_without_us(string state, bool isAway) =>
        Assert.That(DatabaseTrouble.IsAway(new PostgresException("what it says", "FATAL", "FATAL", state)), Is.EqualTo(isAway));

    [TestCase(SQLitePCL.raw.SQLITE_FULL, true)]
    [TestCase(SQLitePCL.raw.SQLITE_IOERR, true)]
    [TestCase(SQLitePCL.raw.SQLITE_READONLY, true)]
    [TestCase(SQLitePCL.raw.SQLITE_CORRUPT, false)]
    [TestCase(SQLitePCL.raw.SQLITE_CONSTRAINT, false)]
    public void It_is_worth_coming_back_when_the_file_may_be_mended_without_us(int code, bool isAway) =>
        Assert.That(DatabaseTrouble.IsAway(new SqliteException("what it says", code)), Is.EqualTo(isAway));

    [TestCase("28P01", "PostgreSQL at db:5432 does not let portal in. ")]
    [TestCase("3D000", "PostgreSQL at db:5432 has no database budget. ")]
    [TestCase("25006", "The database budget of PostgreSQL at db:5432 cannot be written by portal: ")]
    [TestCase("53100", "The disk of PostgreSQL at db:5432 is full. ")]
    [TestCase("57P03", "PostgreSQL at db:5432 is starting or stopping. ")]
    [TestCase("55P03", "Somebody else is writing to the database budget of PostgreSQL at db:5432 ")]
    public void A_server_that_says_what_is_wrong(string state, string sentence)
    {
        var told = DatabaseTrouble.Explain(new PostgresException("what it says", "FATAL", "FATAL", state), "Host=db;Database=budget;Username=portal;Password=geheim");

        Assert.That(told, Does.StartWith(sentence).And.EndWith($"\n({state}: what it says)").And.Not.Contain("geheim"));
    }

    [Test]
    public void A_server_that_asks_for_a_password_when_there_is_none() =>
        Assert.That(
            DatabaseTrouble.Explain(new NpgsqlException("No password has been provided but the backend requires one (in SASL/SCRAM-SHA-256)"), "Host=db;Username=portal"),
            Does.StartWith("PostgreSQL at db:5432 does not let portal in. "));

    [Test]
    public async Task A_command_says_which_server_does_not_answer_in_two_lines_and_no_password()
    {
        var ended = await RunningPortal.Run("Host=127.0.0.1;Port=1;Username=portal;Password=geheim", "Production", folder, ["verify"]);

        Assert.That((ended.ExitCode, ended.Output), Is.EqualTo((1, "")));
        Assert.That(ended.Errors, Does.StartWith("PostgreSQL at 127.0.0.1:1 does not answer. ").And.Not.Contain("geheim"));
        Assert.That(ended.Errors.TrimEnd().Split('\n'), Has.Length.EqualTo(2));
    }

    [Platform(Exclude = "Win", Reason = "A shell there has no limit on files.")]
    [Test]
    public async Task An_export_for_which_there_is_no_room_leaves_nothing_behind_and_what_stood_there_as_it_was()
    {
        await using var town = await Town.On(Engine.Sqlite);
        for (var budget = 0; budget < 80; budget++)
        {
            await town.BudgetOf(100m);
        }

        var journal = Path.Combine(folder, "town.journal");
        await File.WriteAllTextAsync(journal, "the one before");
        // 36 kB a file: room for what SQLite keeps beside its own (32), and not for a journal of 80 postings.
        var ended = await RunningPortal.RunBy(
            ["bash", "-c", "trap '' XFSZ; ulimit -f 36; exec \"$@\"", "-"], town.ConnectionString, folder, "export", "hledger", "--out", journal);

        Assert.That(ended.ExitCode, Is.EqualTo(1));
        Assert.That(ended.Errors, Does.StartWith($"Nothing was exported, and what was begun beside {journal} is removed:"));
        Assert.That(Directory.GetFiles(folder), Is.EqualTo(new[] { journal }));
        Assert.That(await File.ReadAllTextAsync(journal), Is.EqualTo("the one before"));
    }

    private void Told(DbException fault, string sentence, string detail)
    {
        var told = DatabaseTrouble.Explain(fault, $"Data Source={file}")?.Split('\n');
        Assert.That(told, Has.Length.EqualTo(2));
        Assert.That(told![0], Does.StartWith(sentence));
        Assert.That(told[1], Does.StartWith(detail));
    }

    private SqliteConnection Open(string settings)
    {
        var connection = new SqliteConnection($"Data Source={file};Pooling=False{settings}");
        connection.Open();
        return connection;
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private SqliteException Fault(string sql, string settings = "", params string[] before) => Assert.Throws<SqliteException>(() =>
    {
        using var connection = Open(settings);
        foreach (var statement in before)
        {
            Run(connection, statement);
        }

        Run(connection, sql);
    })!;
}
