using Budget.Core;
using Budget.Core.Ledger;
using Budget.Core.Storage;

namespace Budget.Bench;

/// <summary>
/// A hundred postings in one durable transaction, each on a budget of its own out of ten thousand, as a declaration does it (each is the next of its only
/// reservation, as most are). Beside it the
/// same rows written with a bare prepared INSERT into a copy of the table without chain, rules or questions; and what of it is hashing.
/// </summary>
internal static class PostingBatch
{
    private const int Postings = 100;
    private const int PerRound = 50;

    public static async Task<IReadOnlyList<Figure>> Run()
    {
        await using var town = await BenchTown.On(BenchStorage.Sqlite());
        var size = LedgerSize.Million with { PostingsEach = 10 };
        await GrownLedger.Fill(town, size);
        await using var bare = await BenchTown.On(BenchStorage.Sqlite());
        await GrownLedger.Fill(bare, size);
        using var rows = new PreparingConnection(bare.Storage.ConnectionString);
        await rows.OpenAsync();
        rows.Execute(SqliteDialect.Pragmas);
        var next = 0;
        var booked = new Queue<Posting[]>();
        Posting[] last = [];
        var times = await Measure.RoundsOf(
            () => Measure.InARow(PerRound, async () => await town.Database.Overwrite(async session =>
            {
                var batch = new Posting[Postings];
                for (var posting = 0; posting < Postings; posting++)
                {
                    // A prime step: no budget comes twice before all have come, and neighbours do not follow one another.
                    next = (next + 7_919) % size.Budgets;
                    var ledger = await BudgetLedger.Open(session, town.Finance, GrownLedger.BudgetIdOf(next));
                    batch[posting] = await GrownLedger.AppendLine(session, ledger, next);
                }

                booked.Enqueue(batch);
            })),
            () => Measure.InARow(PerRound, () =>
            {
                last = booked.Dequeue();
                rows.Execute("BEGIN IMMEDIATE");
                foreach (var posting in last)
                {
                    rows.Write(PostingRow.InsertSql, PostingRow.Values(posting));
                }

                rows.Execute("COMMIT");
                return Task.CompletedTask;
            }),
            () => Measure.InARow(PerRound, () =>
            {
                foreach (var posting in last)
                {
                    posting.ComputeHash(posting.Hash);
                }

                return Task.CompletedTask;
            }));
        return
        [
            new Figure("100 postings in one transaction, SQLite", times[0], times[1], "the same rows, by a bare INSERT", Postings)
            {
                Remark = "each on another of 10,000 budgets",
                Targets = [Target.AtLeastPerSecond(20_000)],
            },
            new Figure("The hash chain of those", times[2], times[0], "the whole transaction", Postings) { Targets = [Target.RatioAtMost(0.1)] },
        ];
    }
}
