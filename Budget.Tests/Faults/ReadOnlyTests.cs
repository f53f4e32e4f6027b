using Budget.Core.Decisions;
using Budget.Core.Ledger;
using Budget.Core.PersonHeld;
using Budget.Core.Storage;
using Budget.Tests.Databases;
using Microsoft.Data.Sqlite;

namespace Budget.Tests.Faults;

/// <summary>An auditor's copy, which cannot be written: verify and export look at it all the same, leave nothing beside it and say what they could not write.</summary>
[Category("Tools")]
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class ReadOnlyTests
{
    private const UnixFileMode Look = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Enter = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
    private const string NotWrittenDown = "written down nowhere";
    // Root may write everywhere, until that is taken from it.
    private static readonly string[] Bound = Environment.IsPrivilegedProcess ? ["setpriv", "--inh-caps=-all", "--bounding-set=-all"] : [];
    private Town town = null!;
    private string folder = "";
    private string file = "";

    [SetUp]
    public async Task Start()
    {
        town = await Town.On(Engine.Sqlite);
        var grant = await town.BudgetOf(100m, FundingForm.PersonHeld);
        await new ForwardClaim(town.Database).Do(grant.Resident.Actor, town.Key(), new(await town.Agreement(grant), new(2026, 4, 1), new(10m)));
        folder = Directory.CreateTempSubdirectory("eigenregie dvd#1 ").FullName;
        file = Path.Combine(folder, "town 100%.db");
    }

    [TearDown]
    public async Task Stop()
    {
        File.SetUnixFileMode(folder, Look | Enter | UnixFileMode.UserWrite);
        Directory.Delete(folder, recursive: true);
        await town.DisposeAsync();
    }

    [TestCase(false, false)]
    [TestCase(false, true)]
    [TestCase(true, false)]
    public async Task A_sound_copy_is_verified_and_exported(bool fileIsWritable, bool folderIsWritable)
    {
        await Burn(fileIsWritable, folderIsWritable);

        var verified = await Run("verify");
        Assert.That(verified.ExitCode, Is.Zero, verified.Errors);
        Assert.That(verified.Output, Does.Contain("The ledger is sound: 1 budgets, 2 postings").And.Contain(NotWrittenDown));
        var journal = Path.Combine(Path.GetDirectoryName(new SqliteConnectionStringBuilder(town.ConnectionString).DataSource)!, "out.journal");
        var exported = await Run("export", "hledger", "--out", journal);
        Assert.That(exported.ExitCode, Is.Zero, exported.Errors);
        Assert.That(await File.ReadAllTextAsync(journal), Does.EndWith("postings: 2\n"));
        if (!folderIsWritable)
        {
            Assert.That(Directory.GetFiles(folder), Is.EqualTo(new[] { file }), "nothing is left beside it");
        }
    }

    [Test]
    public async Task A_copy_that_is_not_sound_says_so_and_that_it_is_written_down_nowhere()
    {
        await Sql.AllowChanges(town);
        await Sql.Execute(town, "UPDATE postings SET reason = 'x' || reason WHERE number = 2");
        await Burn();

        var verified = await Run("verify");

        Assert.That(verified.ExitCode, Is.EqualTo(1));
        Assert.That(verified.Errors, Does.Contain("/2 is not right").And.Contain(NotWrittenDown).And.Not.Contain("nothing is booked"));
    }

    [Test]
    public async Task A_copy_with_a_log_beside_it_is_not_looked_at_by_itself()
    {
        await Burn(seal: false);
        await File.WriteAllBytesAsync($"{file}-wal", [1]);
        Seal(fileIsWritable: false, folderIsWritable: false);

        var verified = await Run("verify");

        Assert.That(verified.ExitCode, Is.EqualTo(1));
        Assert.That(verified.Errors, Does.StartWith($"{file} cannot be read by itself: {file}-wal holds what is not in it yet"));
        Assert.That(verified.Output, Is.Empty);
    }

    [Test]
    public async Task A_copy_of_an_older_version_is_not_looked_at()
    {
        await Rows.Execute(town.ConnectionString, "DELETE FROM schema_migrations WHERE name = (SELECT MAX(name) FROM schema_migrations)");
        await Burn();

        var verified = await Run("verify");

        Assert.That((verified.ExitCode, verified.Output), Is.EqualTo((1, "")));
        Assert.That(verified.Errors, Does.StartWith("This ledger was kept by an older version"));
    }

    [TestCase("close --month 2026-05")]
    [TestCase("migrate")]
    [TestCase("--urls http://127.0.0.1:0")]
    public async Task Whatever_wants_to_write_says_at_once_that_it_cannot(string command)
    {
        await Burn();

        var ended = await Run(command.Split(' '));

        Assert.That(ended.ExitCode, Is.EqualTo(1));
        Assert.That(ended.Errors, Does.StartWith($"{file} cannot be written: "));
        Assert.That(ended.Errors.TrimEnd().Split('\n'), Has.Length.EqualTo(2), "the sentence, and what SQLite said");
    }

    [Test]
    public async Task A_file_that_may_not_even_be_read_is_told_so()
    {
        await Burn();
        File.SetUnixFileMode(file, UnixFileMode.None);

        var verified = await Run("verify");

        Assert.That(verified.ExitCode, Is.EqualTo(1));
        Assert.That(verified.Errors, Does.StartWith($"{file} may not be read. "));
    }

    [Test]
    public async Task Where_others_may_write_meanwhile_one_reader_sees_one_picture()
    {
        await using var looking = new Database($"{town.ConnectionString};Mode=ReadOnly", town.Clock, mayBeReadOnly: true);

        Assert.That(await looking.ReadTogether(4, sessions => Task.FromResult(sessions.Count)), Is.EqualTo(1));
        Assert.That((await new VerifyLedger(looking).Run()).Postings, Is.EqualTo(2));
    }

    [TestCase("default_transaction_read_only=on")]
    [TestCase("role=pg_read_all_data")]
    public async Task A_server_that_only_lets_us_look_is_verified_too(string setting)
    {
        await using var server = await Town.On(Engine.PostgreSql);
        await server.BudgetOf(100m);
        await using var looking = new Database($"{server.ConnectionString};Options=-c {setting}", server.Clock);
        Assert.That((await looking.IsReadOnly(), await server.Database.IsReadOnly(), await Migrator.IsUpToDate(looking)), Is.EqualTo((true, false, true)));
        Assert.That((await new VerifyLedger(looking).Run()).FirstFault, Is.Null);
        await Sql.AllowChanges(server);
        await Sql.Execute(server, "UPDATE postings SET reason = 'x' || reason");

        Assert.That((await new VerifyLedger(looking).Run()).FirstFault, Is.Not.Null);

        Assert.That(await Sql.Count(server, "ledger_faults"), Is.Zero, "written down nowhere");
    }

    private Task<RunningPortal.Verb> Run(params string[] arguments) => RunningPortal.RunBy(Bound, $"Data Source={file}", folder, arguments);

    private async Task Burn(bool fileIsWritable = false, bool folderIsWritable = false, bool seal = true)
    {
        await town.Database.DisposeAsync();
        await Rows.Execute(town.ConnectionString, "PRAGMA wal_checkpoint(TRUNCATE)");
        File.Copy(new SqliteConnectionStringBuilder(town.ConnectionString).DataSource, file);
        if (seal)
        {
            Seal(fileIsWritable, folderIsWritable);
        }
    }

    private void Seal(bool fileIsWritable, bool folderIsWritable)
    {
        File.SetUnixFileMode(file, fileIsWritable ? Look | UnixFileMode.UserWrite : Look);
        File.SetUnixFileMode(folder, folderIsWritable ? Look | Enter | UnixFileMode.UserWrite : Look | Enter);
    }
}
