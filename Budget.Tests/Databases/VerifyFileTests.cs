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
    private const int Flips = 150;

    [TestCase(1)]
    public async Task A_bit_flipped_in_the_file_is_found_or_the_file_no_longer_opens(int seed)
    {
        var random = new Random(seed);
        await using var town = await Town.On(Engine.Sqlite);
        var grant = await town.BudgetOf(100m, FundingForm.PersonHeld);
        await new ForwardClaim(town.Database).Do(grant.Resident.Actor, town.Key(), new(await town.Agreement(grant), new(2026, 4, 1), new(10m)));
        var hash = (await Rows.Of(town.ConnectionString, "SELECT hash FROM postings WHERE number = 2")).Single();
        var id = (await Rows.Of(town.ConnectionString, "SELECT budget_id FROM postings WHERE number = 2")).Single();
        await town.Database.DisposeAsync();
        await Rows.Execute(town.ConnectionString, "PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE; VACUUM;");
        var path = new SqliteConnectionStringBuilder(town.ConnectionString).DataSource;
        var sound = await File.ReadAllBytesAsync(path);
        var end = sound.AsSpan().IndexOf(Encoding.UTF8.GetBytes(hash)) + hash.Length;
        // In front of the first column: the length of the header, and the type and length of each of the 24 columns.
        var start = sound.AsSpan(0, end).LastIndexOf(Encoding.UTF8.GetBytes(id)) - 26;
        Assert.That(end - start, Is.InRange(300, 600), "one row");
        Assert.That(await Fault(path, sound), Is.EqualTo("sound"));

        for (var flip = 0; flip < Flips; flip++)
        {
            // The header is one byte in twenty, and the more treacherous: every other flip is there.
            var at = flip % 2 == 0 ? random.Next(start, end) : random.Next(start, start + 26);
            var bit = random.Next(8);
            var spoilt = sound.ToArray();
            spoilt[at] ^= (byte)(1 << bit);

            Assert.That(await Fault(path, spoilt), Is.Not.EqualTo("sound"), $"byte {at - start} of the row, bit {bit}");
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
