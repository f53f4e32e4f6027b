using System.Globalization;
using Budget.Core;
using Budget.Core.Ledger;

namespace Budget.Bench;

/// <summary>
/// A journal of a hundred thousand transactions, our own export: booked into an empty ledger, each checked and hashed, durable at the end;
/// beside ledger and hledger reading the same and answering one balance. They read all of it again for each balance; we ask the last posting.
/// </summary>
internal static class LoadJournal
{
    private static readonly (string Name, double Faster)[] Peers = [("ledger", 1), ("hledger", 10)];
    private static readonly LedgerSize Size = new(Municipalities: 1, BudgetsEach: 1_000, PostingsEach: 100);

    public static async Task<IReadOnlyList<Figure>> Run()
    {
        await using var town = await BenchTown.On(BenchStorage.Sqlite());
        await GrownLedger.Fill(town, Size);
        var folder = Directory.CreateTempSubdirectory("eigenregie-bench-");
        try
        {
            var (journal, lean) = (Path.Combine(folder.FullName, "town.journal"), Path.Combine(folder.FullName, "lean.journal"));
            await using (var file = File.Create(journal))
            {
                await new HledgerJournal(town.Database).Write(file);
            }

            // What a balance needs and no more: the tags are for us alone.
            await File.WriteAllLinesAsync(lean, File.ReadLines(journal).Where(line => !line.StartsWith("    ;", StringComparison.Ordinal)));
            var account = $"budget:{GrownLedger.BudgetNumber(500)}:reserved";
            Func<Task<double>> Read(string peer, string file) => () => Measure.Once(() => Programs.Output(peer, ["-f", file, "balance", account]));
            List<Figure> figures = [];
            foreach (var (peer, faster) in Peers.Where(peer => Programs.Has(peer.Name)))
            {
                var times = await Measure.RoundsOf(
                    5, int.MaxValue, () => Load(journal), Read(peer, journal), Read(peer, lean),
                    () => Measure.MedianOf(400, () => town.Database.Read(session => PostingHistory.BalanceOf(session, GrownLedger.BudgetIdOf(500)))));
                var what = FormattableString.Invariant($"Loading {Size.Postings:#,0} transactions");
                figures.AddRange(
                [
                    new Figure(what, times[0], times[1], $"{peer}, the same file", Size.Postings) { IsRace = true, Targets = [Target.RatioAtLeast(faster)] },
                    new Figure(what, times[0], times[2], $"{peer}, without our tags", Size.Postings) { IsRace = true, Targets = [Target.RatioAtLeast(faster)] },
                    new Figure("One balance of those, from the running ledger", times[3], times[2], $"{peer}, started, without our tags") { IsRace = true, Targets = [Target.RatioAtLeast(1000)] },
                ]);
            }

            return figures;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<double> Load(string journal)
    {
        await using var empty = await BenchTown.On(BenchStorage.Sqlite());
        await GrownLedger.Fill(empty, Size, withPostings: false);
        await using var file = File.OpenRead(journal);
        var loaded = 0L;
        var seconds = await Measure.Once(async () => loaded = await new RebuildLedger(empty.Database).Do(file));
        return loaded == Size.Postings ? seconds : throw new InvalidOperationException($"{loaded} postings were loaded.");
    }
}
