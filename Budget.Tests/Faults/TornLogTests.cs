using Budget.Core.Decisions;
using Budget.Core.Ledger;
using Budget.Core.PersonHeld;
using Budget.Core.Storage;
using Budget.Tests.Databases;
using Budget.Tests.Properties;
using Microsoft.Data.Sqlite;

namespace Budget.Tests.Faults;

/// <summary>
/// The log of SQLite, cut off or garbled at any place: every commit before that place is there, none after it, none by half; the ledger is sound
/// and goes on. (A log that is lost takes what it held with it: whether that happened is told by a head that was kept elsewhere.) And the file, left
/// halfway while the log is folded back into it: the log makes it whole.
/// </summary>
public sealed class TornLogTests
{
    private const int Commits = 12;
    private const int PageSize = 4096;
    private static readonly Period Years = new(new(2025, 1, 1), new(2026, 12, 31));
    private readonly List<long> ends = [];
    private Town town = null!;
    private Grant grant = null!;
    private string agreement = "";
    private string path = "";
    private byte[] file = [];
    private byte[] log = [];

    private string Torn => Path.Combine(Path.GetDirectoryName(path)!, "torn.db");

    /// <summary>A dozen claims, all of them in the log only.</summary>
    [SetUp]
    public async Task Start()
    {
        town = await Town.On(Engine.Sqlite);
        grant = await town.BudgetOf(100m, FundingForm.PersonHeld, Years);
        agreement = await town.Agreement(grant, period: Years);
        path = new SqliteConnectionStringBuilder(town.ConnectionString).DataSource;
        await Rows.Execute(town.ConnectionString, "PRAGMA wal_checkpoint(TRUNCATE)");
        file = await Read(path);
        ends.Clear();
        for (var month = 0; month < Commits; month++)
        {
            Assert.That((await Claim(town.Database, month)).IsRefused, Is.False);
            ends.Add(new FileInfo($"{path}-wal").Length);
        }

        log = await Read($"{path}-wal");
    }

    [TearDown]
    public async Task Stop() => await town.DisposeAsync();

    [TestCase(1)]
    public async Task Whatever_is_cut_off_or_garbled_what_came_before_it_is_there_and_nothing_is_there_by_half(int seed)
    {
        var random = new Random(seed);
        var damages = Thorough.Times(40, 1_500);
        for (var damage = 0; damage < damages; damage++)
        {
            var at = random.Next(log.Length);
            var (spoilt, how) = Spoil(at, random);
            await Opens(file, spoilt, ends.Count(end => end <= at), $"{how} at {at} of {log.Length}");
        }

        Figure.Tell("torn log", $"{damages} cuts and garblings at any place: what came before is there, nothing by half");
    }

    [TestCase(1)]
    public async Task A_program_that_dies_while_it_folds_the_log_back_into_the_file_leaves_everything(int seed)
    {
        var random = new Random(seed);
        await Rows.Execute(town.ConnectionString, "PRAGMA wal_checkpoint(TRUNCATE)");
        var folded = await Read(path);
        Assert.That(folded.Length, Is.GreaterThanOrEqualTo(file.Length));
        var changed = Enumerable.Range(0, folded.Length / PageSize).Where(page => !folded.AsSpan(page * PageSize, PageSize).SequenceEqual(PageOf(file, page))).ToList();
        Assert.That(changed, Has.Count.GreaterThan(5), "the log was folded back");
        var deaths = Thorough.Times(12, 300);
        for (var death = 0; death < deaths; death++)
        {
            var written = random.Next(changed.Count);
            var half = new byte[Math.Max(file.Length, (changed[written] + 1) * PageSize)];
            file.CopyTo(half, 0);
            changed.Take(written).ToList().ForEach(page => folded.AsSpan(page * PageSize, PageSize).CopyTo(half.AsSpan(page * PageSize)));
            // The page that was being written, a part of it.
            folded.AsSpan(changed[written] * PageSize, random.Next(PageSize)).CopyTo(half.AsSpan(changed[written] * PageSize));
            await Opens(half, log, Commits, $"{written} of {changed.Count} pages");
        }

        Figure.Tell("a log half folded back", $"{deaths} times, after any page: everything is there");
    }

    /// <summary>So many claims are there, and no half one; the ledger is sound, goes on, and knows what it did.</summary>
    private async Task Opens(byte[] left, byte[] leftLog, int claims, string what)
    {
        await File.WriteAllBytesAsync(Torn, left);
        await File.WriteAllBytesAsync($"{Torn}-wal", leftLog);
        await using (var next = new Database($"Data Source={Torn}", town.Clock, masterKeys: () => TestDatabase.Keys))
        {
            Assert.That(await next.Read(session => session.Single<long>("SELECT COUNT(*) FROM claims")), Is.EqualTo(claims), what);
            Assert.That(await next.Read(session => session.Single<long>("SELECT COUNT(*) FROM postings")), Is.EqualTo(1 + claims), what);
            Assert.That((await new VerifyLedger(next).Run()).FirstFault, Is.Null, what);
            Assert.That((await Claim(next, Commits - 1)).Replayed, Is.EqualTo(claims == Commits), what);
            Assert.That((await Claim(next, 0)).Replayed, Is.EqualTo(claims > 0), what);
        }

        File.Delete($"{Torn}-wal");
        File.Delete($"{Torn}-shm");
    }

    private Task<Outcome<ForwardClaim.Answer>> Claim(Database database, int month) => new ForwardClaim(database).Do(
        grant.Resident.Actor, IdempotencyKey.Of($"torn-log-{month}"), new(agreement, Years.StartsOn.AddMonths(month), new Quantity(1)));

    private (byte[] Log, string How) Spoil(int at, Random random)
    {
        var spoilt = log.ToArray();
        switch (random.Next(4))
        {
            case 0:
                return (log[..at], "cut off");
            case 1:
                spoilt[at] ^= (byte)(1 << random.Next(8));
                return (spoilt, "a bit flipped");
            case 2:
                // A sector that was never written.
                spoilt.AsSpan(at, Math.Min(512, log.Length - at)).Clear();
                // Also where there was nothing but nought.
                spoilt[at] = (byte)(log[at] == 0 ? 1 : 0);
                return (spoilt, "zeroed");
            default:
                random.NextBytes(spoilt.AsSpan(at));
                spoilt[at] = (byte)~log[at];
                return (spoilt, "garbled from there on");
        }
    }

    private static ReadOnlySpan<byte> PageOf(byte[] file, int page) => (page + 1) * PageSize <= file.Length ? file.AsSpan(page * PageSize, PageSize) : [];

    private static async Task<byte[]> Read(string path)
    {
        await using var open = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[open.Length];
        await open.ReadExactlyAsync(bytes);
        return bytes;
    }
}
