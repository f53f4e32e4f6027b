using System.Text;
using Budget.Core.Decisions;
using Budget.Core.Ledger;
using Budget.Core.PersonHeld;
using Budget.Core.Storage;
using Microsoft.Data.Sqlite;

namespace Budget.Tests.Databases;

/// <summary>A bit that fell over on the disk, below SQLite: in the bytes of a posting itself, its lengths and types among them.</summary>
public sealed class VerifyFileTests
{
    private static readonly int Flips = Properties.Thorough.Times(150, 3_000);

    [TestCase(1)]
    public async Task A_bit_flipped_in_a_posting_is_found_or_the_file_no_longer_opens(int seed)
    {
        await using var town = await ClaimedTown();
        var row = await Text(town, "SELECT hash || ' ' || budget_id FROM postings WHERE number = 2");
        var (path, sound) = await FileOf(town);
        var end = sound.AsSpan().IndexOf(Encoding.UTF8.GetBytes(row.Split(' ')[0])) + 64;
        // In front of the first column: the length of the header, and the type and length of each of the 24 columns.
        var start = sound.AsSpan(0, end).LastIndexOf(Encoding.UTF8.GetBytes(row.Split(' ')[1])) - 26;
        Assert.That(end - start, Is.InRange(300, 600), "one row");

        await EveryFlipIsFound(path, sound, (start, end), header: 26, new Random(seed));
    }

    [TestCase(1)]
    public async Task A_bit_flipped_in_the_index_of_the_days_is_found_or_the_file_no_longer_opens(int seed)
    {
        await using var town = await ClaimedTown();
        var entry = await Text(town, "SELECT posted_on || posted_at || effective_on || from_account || to_account FROM postings WHERE number = 2");
        var (path, sound) = await FileOf(town);
        var at = sound.AsSpan().IndexOf(Encoding.UTF8.GetBytes(entry));
        Assert.That(at, Is.Positive, "only the index holds these side by side");
        // In front: the length of the header, and the type and length of each of the 8 columns. Behind: 1000 cents, the budget, the number.
        await EveryFlipIsFound(path, sound, (at - 9, at + entry.Length + 2 + 36 + 1), header: 9, new Random(seed));
    }

    private static async Task<Town> ClaimedTown()
    {
        var town = await Town.On(Engine.Sqlite);
        var grant = await town.BudgetOf(100m, FundingForm.PersonHeld);
        await new ForwardClaim(town.Database).Do(grant.Resident.Actor, town.Key(), new(await town.Agreement(grant), new(2026, 4, 1), new(10m)));
        return town;
    }

    private static async Task<string> Text(Town town, string sql) => (await Rows.Of(town.ConnectionString, sql)).Single();

    private static async Task<(string Path, byte[] Bytes)> FileOf(Town town)
    {
        await town.Database.DisposeAsync();
        await Rows.Execute(town.ConnectionString, "PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE; VACUUM;");
        var path = new SqliteConnectionStringBuilder(town.ConnectionString).DataSource;
        return (path, await File.ReadAllBytesAsync(path));
    }

    private static async Task EveryFlipIsFound(string path, byte[] sound, (int Start, int End) place, int header, Random random)
    {
        Assert.That(await Fault(path, sound), Is.EqualTo("sound"));
        for (var flip = 0; flip < Flips; flip++)
        {
            // The header is a few bytes, and the more treacherous: every other flip is there.
            var at = flip % 2 == 0 ? random.Next(place.Start, place.End) : random.Next(place.Start, place.Start + header);
            var bit = random.Next(8);
            var spoilt = sound.ToArray();
            spoilt[at] ^= (byte)(1 << bit);

            Assert.That(await Fault(path, spoilt), Is.Not.EqualTo("sound"), $"byte {at - place.Start} of {place.End - place.Start}, bit {bit}");
        }
    }

    private static async Task<string> Fault(string path, byte[] file)
    {
        await File.WriteAllBytesAsync(path, file);
        await using var database = new Database($"Data Source={path}", TimeProvider.System);
        try
        {
            return (await new VerifyLedger(database).Run(Town.Huizen)).FirstFault?.Why ?? "sound";
        }
        catch (SqliteException fault)
        {
            return fault.Message;
        }
    }
}
