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
/// and goes on. (A log that is lost takes what it held with it: whether that happened is told by a head that was kept elsewhere.)
/// </summary>
public sealed class TornLogTests
{
    private const int Commits = 12;

    [TestCase(1)]
    public async Task Whatever_is_cut_off_or_garbled_what_came_before_it_is_there_and_nothing_is_there_by_half(int seed)
    {
        var random = new Random(seed);
        await using var town = await Town.On(Engine.Sqlite);
        var grant = await town.BudgetOf(100m, FundingForm.PersonHeld, new(new(2025, 1, 1), new(2026, 12, 31)));
        var agreement = await town.Agreement(grant, period: new(new(2025, 1, 1), new(2026, 12, 31)));
        var path = new SqliteConnectionStringBuilder(town.ConnectionString).DataSource;
        await Rows.Execute(town.ConnectionString, "PRAGMA wal_checkpoint(TRUNCATE)");
        var file = await File.ReadAllBytesAsync(path);
        List<long> ends = [];
        Task<Outcome<ForwardClaim.Answer>> Claim(Database database, int month) =>
            new ForwardClaim(database).Do(grant.Resident.Actor, IdempotencyKey.Of($"torn-log-{month}"), new(agreement, new DateOnly(2025, 1, 1).AddMonths(month), new Quantity(1)));
        for (var month = 0; month < Commits; month++)
        {
            Assert.That((await Claim(town.Database, month)).IsRefused, Is.False);
            ends.Add(new FileInfo($"{path}-wal").Length);
        }

        var log = await LogOf(path);
        var damages = Thorough.Times(40, 1_500);
        var torn = Path.Combine(Path.GetDirectoryName(path)!, "torn.db");
        for (var damage = 0; damage < damages; damage++)
        {
            var at = random.Next(log.Length);
            var (spoilt, how) = Spoil(log, at, random);
            await File.WriteAllBytesAsync(torn, file);
            await File.WriteAllBytesAsync($"{torn}-wal", spoilt);
            await using (var next = new Database($"Data Source={torn}", town.Clock))
            {
                var intact = ends.Count(end => end <= at);
                Assert.That(await next.Read(session => session.Single<long>("SELECT COUNT(*) FROM claims")), Is.EqualTo(intact), $"{how} at {at} of {log.Length}");
                Assert.That(await next.Read(session => session.Single<long>("SELECT COUNT(*) FROM postings")), Is.EqualTo(1 + intact), $"{how} at {at} of {log.Length}");
                Assert.That((await new VerifyLedger(next).Run()).FirstFault, Is.Null, $"{how} at {at} of {log.Length}");
                Assert.That((await Claim(next, Commits - 1)).IsRefused, Is.False, $"{how} at {at} of {log.Length}");
                Assert.That(intact == 0 || (await Claim(next, 0)).Replayed, Is.True, "what was done is known");
            }

            File.Delete($"{torn}-wal");
            File.Delete($"{torn}-shm");
        }

        Figure.Tell("torn log", $"{damages} cuts and garblings at any place: what came before is there, nothing by half");
    }

    private static (byte[] Log, string How) Spoil(byte[] log, int at, Random random)
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

    private static async Task<byte[]> LogOf(string path)
    {
        await using var file = new FileStream($"{path}-wal", FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[file.Length];
        await file.ReadExactlyAsync(bytes);
        return bytes;
    }
}
