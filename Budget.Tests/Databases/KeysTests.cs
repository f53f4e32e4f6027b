using System.Security.Cryptography;
using Budget.Core.Residents;
using Budget.Core.Secrecy;
using Budget.Core.Storage;
using Budget.Core.SupportRequests;

namespace Budget.Tests.Databases;

/// <summary>The keys of a database: its own, opened by one file that is kept apart, and by no other.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class KeysTests(Engine engine)
{
    private Town town = null!;
    private string folder = null!;
    private string file = null!;

    [SetUp]
    public async Task Start()
    {
        town = await Town.On(engine);
        folder = Directory.CreateTempSubdirectory("eigenregie-keys-").FullName;
        file = TestDatabase.KeysFileIn(folder);
    }

    [TearDown]
    public async Task Stop()
    {
        await town.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private Task<RunningPortal.Verb> Run(string keys, params string[] arguments) => RunningPortal.Run(
        town.ConnectionString, "Development", folder, arguments, ("Keys__File", keys), ("Logging__LogLevel__Default", "Error"));

    [Test]
    public async Task What_was_hidden_for_a_resident_is_shown_in_its_own_place_and_nowhere_else()
    {
        var (jan, piet) = (await town.Resident("Jan"), await town.Resident("Piet"));
        var hidden = await town.Database.Read(async session => (await ResidentKey.Of(session, jan.Id)).Hide(HiddenColumn.Goal, "1", "Een schoon huis"));

        await town.Database.Read(async session =>
        {
            var (his, another) = (await ResidentKey.Of(session, jan.Id), await ResidentKey.Of(session, piet.Id));
            Assert.That(his.Show(HiddenColumn.Goal, "1", hidden), Is.EqualTo("Een schoon huis"));
            Assert.That(() => his.Show(HiddenColumn.OwnWords, "1", hidden), Throws.InstanceOf<CryptographicException>(), "another column");
            Assert.That(() => his.Show(HiddenColumn.Goal, "2", hidden), Throws.InstanceOf<CryptographicException>(), "another row");
            Assert.That(() => another.Show(HiddenColumn.Goal, "1", hidden), Throws.InstanceOf<CryptographicException>(), "another resident");
            return true;
        });
    }

    [Test]
    public async Task Words_that_were_put_in_another_file_are_not_shown_there()
    {
        var (jan, piet) = (await town.Resident("Jan"), await town.Resident("Piet"));
        var (his, another) = (await town.Request(jan), await town.Request(piet));
        await Sql.Execute(town, $"UPDATE support_requests SET own_words = (SELECT own_words FROM support_requests WHERE number = '{his}') WHERE number = '{another}'");

        Assert.That(async () => await new CaseOverview(town.Database).Of(town.Caseworker, another), Throws.InstanceOf<CryptographicException>());
        Assert.That((await new CaseOverview(town.Database).Of(town.Caseworker, his))!.Request.OwnWords, Is.EqualTo("Het gaat niet meer."));
    }

    [Test]
    public async Task The_key_of_one_resident_does_not_open_the_file_of_another()
    {
        var (jan, piet) = (await town.Resident("Jan"), await town.Resident("Piet"));
        await Sql.Execute(town, $"UPDATE resident_keys SET wrapped = (SELECT wrapped FROM resident_keys WHERE resident_id = '{jan.Id.Value:D}') WHERE resident_id = '{piet.Id.Value:D}'");

        Assert.That(async () => await town.Database.Read(session => ResidentKey.Of(session, piet.Id)), Throws.InstanceOf<CryptographicException>());
    }

    [Test]
    public async Task A_BSN_has_one_fingerprint_that_nobody_can_make_without_the_key()
    {
        var first = await town.Database.Read(session => session.Keys.Fingerprint(session, ResidentByBsn.Kind, "999900006"));

        Assert.That(await town.Database.Read(session => session.Keys.QuickFingerprint(session, ResidentByBsn.Kind, "999900006").AsTask()), Is.EqualTo(first));
        Assert.That(await town.Database.Read(session => session.Keys.Fingerprint(session, "file", "999900006")), Is.Not.EqualTo(first), "of another kind");
        Assert.That(first, Is.Not.EqualTo(Convert.ToHexStringLower(SHA256.HashData("999900006"u8))).And.Not.EqualTo(Convert.ToHexStringLower(SHA256.HashData("bsn:999900006"u8))));

        await Sql.Execute(town, "DELETE FROM secrets WHERE name = 'lookup'");
        await OpenKeys.Make(town.Database);
        Assert.That(await town.Database.Read(session => session.Keys.Fingerprint(session, ResidentByBsn.Kind, "999900006")), Is.Not.EqualTo(first), "of another installation");
    }

    [Test]
    public async Task A_caseworker_finds_a_resident_of_the_own_municipality_by_BSN_and_nobody_else_does()
    {
        var id = (await town.Resident("Jan Jansen", "999990019")).Id;
        var search = new ResidentByBsn(town.Database);

        Assert.That((await search.Of(town.Caseworker, "999990019")).Value, Is.EqualTo(new ResidentByBsn.Answer(id, "Jan Jansen", new(1950, 5, 5))));
        Assert.That((await search.Of(town.Caseworker, "999990018")).Refusal, Is.EqualTo(Refusal.NotFound), "not a BSN");
        Assert.That((await search.Of(town.Caseworker, "999900006")).Refusal, Is.EqualTo(Refusal.NotFound), "nobody's");
        foreach (var actor in new[] { town.CaseworkerOfHilversum, town.Finance, town.ProviderStaff, (await town.Resident()).Actor })
        {
            Assert.That((await search.Of(actor, "999990019")).Refusal, Is.EqualTo(Refusal.NotFound), $"{actor.Role} of {actor.MunicipalityCode}");
        }
    }

    [Test]
    public async Task One_BSN_is_registered_once_in_a_municipality()
    {
        await town.Resident("Jan", "999990019");

        var again = await new RegisterResident(town.Database).Do(Actor.System(Town.Huizen), town.Key(), new(Town.Huizen, "999990019", "Jan", new(1950, 5, 5)));
        Assert.That(again.Refusal, Is.EqualTo(Refusal.AlreadyKnown));
        var elsewhere = await new RegisterResident(town.Database).Do(Actor.System(Town.Hilversum), town.Key(), new(Town.Hilversum, "999990019", "Jan", new(1950, 5, 5)));
        Assert.That(elsewhere.IsRefused, Is.False);
    }

    [Test]
    public async Task A_database_gets_its_keys_once_and_a_file_of_another_is_refused_in_one_sentence()
    {
        var right = MasterKeys.Read(file).Current;
        Assert.That(await OpenKeys.Of(town.Database, file), Is.False);

        var other = Path.Combine(folder, "other.keys");
        await MasterKeys.Make(other);
        Assert.That(async () => await OpenKeys.Of(town.Database, other), Throws.InvalidOperationException.With.Message.EqualTo(
            $"The master key {right} of this database is not in {other}. Put the right file there, or name it in Keys__File."));
        Assert.That(async () => await OpenKeys.Of(town.Database, Path.Combine(folder, "gone.keys")), Throws.InvalidOperationException.With.Message.StartsWith("The file with the master keys is not there"));
        Assert.That(File.Exists(Path.Combine(folder, "gone.keys")), Is.False, "a database that has keys is never given others");
    }

    [Category("Tools")]
    [TestCase("gone.keys", "The file with the master keys is not there")]
    [TestCase("other.keys", "The master key ")]
    [TestCase("broken.keys", "is not a file of master keys as it was made: look at line 1")]
    public async Task A_portal_and_a_command_without_the_right_file_say_so_in_one_line(string name, string why)
    {
        var keys = Path.Combine(folder, name);
        await File.WriteAllTextAsync(Path.Combine(folder, "broken.keys"), "0badc0de bm90IGEga2V5\n");
        await MasterKeys.Make(Path.Combine(folder, "other.keys"));
        foreach (var arguments in new string[][] { ["--urls", "http://127.0.0.1:0"], ["close", "--month", "2026-05"], ["migrate"] })
        {
            var ended = await Run(keys, arguments);

            Assert.That(ended.ExitCode, Is.EqualTo(1), string.Join(' ', arguments));
            Assert.That(ended.Errors.Trim(), Does.Contain(why).And.Not.Contain("\n").And.Not.Contain("   at "));
        }

        Assert.That(File.Exists(Path.Combine(folder, "gone.keys")), Is.False);
    }

    [Category("Tools")]
    [Test]
    public async Task Verify_and_the_journal_need_no_keys()
    {
        await town.BudgetOf(100m);
        var verified = await Run(Path.Combine(folder, "gone.keys"), "verify");
        var exported = await Run(Path.Combine(folder, "gone.keys"), "export", "hledger", "--out", Path.Combine(folder, "books.journal"));

        Assert.That((verified.ExitCode, exported.ExitCode), Is.EqualTo((0, 0)), verified.Errors + exported.Errors);
        Assert.That(verified.Output, Does.StartWith("The ledger is sound: 1 budgets, 1 postings"));
    }

    [Test]
    public async Task A_door_without_keys_verifies_and_reads_the_books_and_writes_nothing()
    {
        var grant = await town.BudgetOf(100m);
        await using var blind = new Database(town.ConnectionString, town.Clock);

        Assert.That((await new Core.Ledger.VerifyLedger(blind).Run()).IsSound, Is.True);
        Assert.That((await new Core.Budgets.BudgetOverview(blind).Of(town.Finance, grant.BudgetNumber))!.Balance.Available, Is.EqualTo(new Money(10_000)));
        Assert.That(async () => await new RegisterUser(blind).Do(Actor.System(Town.Huizen), town.Key(), new("x", "X", Role.Finance, Town.Huizen)), Throws.InvalidOperationException);
    }
}
