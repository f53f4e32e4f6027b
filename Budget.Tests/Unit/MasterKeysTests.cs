using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Budget.Core.Secrecy;

namespace Budget.Tests.Unit;

/// <summary>The file of master keys: made once, readable by its owner alone, shared by processes, and never half.</summary>
public sealed partial class MasterKeysTests
{
    private string folder = null!;
    private string file = null!;

    [SetUp]
    public void Start()
    {
        folder = Directory.CreateTempSubdirectory("eigenregie-keys-").FullName;
        file = Path.Combine(folder, "data", "test.keys");
    }

    [TearDown]
    public void Stop() => Directory.Delete(folder, recursive: true);

    private static byte[] Nonce => RandomNumberGenerator.GetBytes(Cipher.NonceBytes);

    [Test]
    public async Task A_new_file_can_be_read_by_its_owner_alone_also_after_a_rotation()
    {
        var keys = await MasterKeys.Make(file);
        const UnixFileMode owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        if (!OperatingSystem.IsWindows())
        {
            Assert.That(File.GetUnixFileMode(file), Is.EqualTo(owner));
            keys.Rotate();
            Assert.That(File.GetUnixFileMode(file), Is.EqualTo(owner));
        }

        Assert.That(Directory.GetFiles(Path.GetDirectoryName(file)!), Is.EqualTo(new[] { file }), "nothing is left beside it");
    }

    [Test]
    public async Task A_name_says_which_key_it_is_and_nothing_of_it()
    {
        await MasterKeys.Make(file);
        var line = File.ReadAllLines(file).Single(text => !text.StartsWith('#'));

        Assert.That(line, Does.Match(KeyLine()));
        Assert.That(line.Split(' ') is [var name, var key] && !key.Contains(name, StringComparison.OrdinalIgnoreCase));
    }

    [Test]
    public async Task Portals_that_start_together_make_one_file_and_have_the_same_key()
    {
        for (var round = 0; round < 20; round++)
        {
            var made = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => MasterKeys.Make(file))));

            Assert.That(made.Select(keys => keys.Current).Distinct().Count(), Is.EqualTo(1));
            Assert.That(made[0].Current, Is.EqualTo(MasterKeys.Read(file).Current));
            File.Delete(file);
        }
    }

    [Test]
    public async Task A_key_that_another_process_put_first_is_used_by_this_one_at_once()
    {
        var portal = await MasterKeys.Make(file);
        var old = portal.Current;
        var wrappedBefore = portal.Wrap([1, 2, 3], "x", Nonce);
        var command = MasterKeys.Read(file);
        command.Rotate();

        Assert.That(portal.Unwrap(command.Wrap([4, 5, 6], "x", Nonce), "x"), Is.EqualTo(new byte[] { 4, 5, 6 }), "what the new key wrapped is opened");
        Assert.That(portal.Wrap([7], "x", Nonce), Does.StartWith($"{command.Current}:"), "what is new is wrapped by the new key");
        Assert.That(portal.Names, Is.EqualTo(new[] { command.Current, old }));
        Assert.That(command.Unwrap(wrappedBefore, "x"), Is.EqualTo(new byte[] { 1, 2, 3 }), "what the old key wrapped still opens");
    }

    [Test]
    public async Task A_file_that_is_away_for_a_while_stops_nothing_that_was_begun_with_it()
    {
        var portal = await MasterKeys.Make(file);
        File.Delete(file);

        Assert.That(portal.Unwrap(portal.Wrap([7], "x", Nonce), "x"), Is.EqualTo(new byte[] { 7 }));
    }

    [Test]
    public async Task A_file_of_another_installation_that_is_put_in_its_place_wraps_nothing()
    {
        var portal = await MasterKeys.Make(file);
        File.Delete(file);
        await MasterKeys.Make(file);

        Assert.That(portal.Wrap([7], "x", Nonce), Does.StartWith($"{portal.Current}:"));
        Assert.That(portal.Names, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_key_that_wrapped_something_else_opens_nothing()
    {
        var keys = await MasterKeys.Make(file);

        Assert.That(() => keys.Unwrap(keys.Wrap([7], "resident|1", Nonce), "resident|2"), Throws.InstanceOf<CryptographicException>());
    }

    [Test]
    public async Task The_key_of_another_installation_is_named_as_missing()
    {
        var stranger = MasterKeys.Of(RandomNumberGenerator.GetBytes(Cipher.KeyBytes));
        var wrapped = stranger.Wrap([7], "x", Nonce);
        var keys = await MasterKeys.Make(file);

        Assert.That(() => keys.Unwrap(wrapped, "x"), Throws.InvalidOperationException.With.Message.EqualTo(
            $"The master key {stranger.Current} of this database is not in {file}. Put the right file there, or name it in Keys__File."));
    }

    [Test]
    public void A_file_that_is_not_there_says_so() => Assert.That(() => MasterKeys.Read(file), Throws.InvalidOperationException.With.Message.EqualTo(
        $"The file with the master keys is not there: {file}. Put it back, or name it in Keys__File: without it BSNs and texts cannot be read."));

    [Test]
    public async Task One_changed_sign_in_a_key_is_seen_before_anything_is_opened_with_it()
    {
        await MasterKeys.Make(file);
        var lines = File.ReadAllLines(file);
        lines[1] = lines[1][..10] + (lines[1][10] == 'A' ? 'B' : 'A') + lines[1][11..];
        File.WriteAllLines(file, lines);

        Assert.That(() => MasterKeys.Read(file), Throws.InvalidOperationException.With.Message.EqualTo(
            $"{file} is not a file of master keys as it was made: look at line 2, or put a backup of it back."));
    }

    [TestCase("")]
    [TestCase("# only a remark\n\n")]
    public void A_file_without_a_key_is_none(string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);

        Assert.That(() => MasterKeys.Read(file), Throws.InvalidOperationException.With.Message.EqualTo($"{file} holds no master key."));
    }

    [Test]
    public async Task A_file_that_went_through_another_editor_is_still_read()
    {
        var name = (await MasterKeys.Make(file)).Current;
        File.WriteAllText(file, File.ReadAllText(file).ReplaceLineEndings("\r\n"));

        Assert.That(MasterKeys.Read(file).Current, Is.EqualTo(name));
    }

    [TestCase("Data Source=data/eigenregie.db", "data/eigenregie.keys")]
    [TestCase("Host=db.example;Database=regie", "data/eigenregie.keys")]
    public void By_itself_the_file_has_its_place(string connectionString, string expected) =>
        Assert.That(MasterKeys.FileFor(connectionString), Is.EqualTo(expected));

    [GeneratedRegex("^[0-9a-f]{8} [A-Za-z0-9+/]{43}=$", RegexOptions.NonBacktracking)]
    private static partial Regex KeyLine();
}
