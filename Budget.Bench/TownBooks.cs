using System.Security.Cryptography;
using System.Text;
using Budget.Core;
using Budget.Core.Closing;
using Budget.Core.Ledger;

namespace Budget.Bench;

/// <summary>
/// The books of a town with a million postings: the trial balance before anything was closed and after, and verify. Verify stands beside
/// the same rows read by plain ADO.NET on one core, one after the other, with a SHA-256 of each.
/// </summary>
internal static class TownBooks
{
    private static readonly DateOnly Halfway = new(2024, 1, 17);
    private static readonly DateOnly MonthEnd = new(2023, 12, 31);

    public static async Task<IReadOnlyList<Figure>> Run()
    {
        await using var town = await BenchTown.On(BenchStorage.Sqlite());
        await GrownLedger.Fill(town, LedgerSize.Million);
        var trial = new TrialBalance(town.Database);
        var open = await Measure.InTurns(
            3,
            () => trial.On(town.Finance, Halfway),
            () => trial.On(town.Finance, BenchTown.Today));
        var written = 0;
        var heads = await Measure.Once(async () => written = await new WriteLedgerHeads(town.Database).Do());
        var headed = await Measure.InTurns(20, () => trial.On(town.Finance, Halfway));
        var closing = await Measure.Once(() => CloseMonths(town));
        await BookToday(town);
        var closed = await Measure.InTurns(
            20,
            () => trial.On(town.Finance, BenchTown.Today),
            () => trial.On(town.Finance, MonthEnd),
            () => trial.On(town.Finance, Halfway));
        var verify = new VerifyLedger(town.Database);
        await using var connection = await town.Storage.OpenPlain();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT * FROM postings ORDER BY budget_id, number";
        VerifyLedger.Answer? verified = null;
        var checks = await Measure.RoundsOf(
            5, int.MaxValue,
            () => Measure.Once(async () =>
            {
                await using var rows = await command.ExecuteReaderAsync();
                var values = new object[rows.FieldCount];
                while (await rows.ReadAsync())
                {
                    rows.GetValues(values);
                    SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('|', values)));
                }
            }),
            () => Measure.Once(async () => verified = await verify.Run() is { IsSound: true } sound ? sound : throw new InvalidOperationException("The ledger is not sound.")));
        return
        [
            new Figure("Trial balance of a million postings, halfway, nothing written down yet", open[0]) { Targets = [Target.AtMost(200)] },
            new Figure("The same, of all of them", open[1]),
            new Figure($"The heads of {written} days, all at once", new Sample([heads])),
            new Figure("Trial balance halfway, with the heads, no month closed", headed[0]) { Targets = [Target.AtMost(200)] },
            new Figure($"Closing {verified!.Months} months, one after the other", new Sample([closing])),
            new Figure("Trial balance today", closed[0]) { Targets = [Target.AtMost(5)] },
            new Figure("The same at the end of a closed month", closed[1]) { Targets = [Target.AtMost(10)] },
            new Figure("The same on a day inside a closed month", closed[2]) { Targets = [Target.AtMost(200)] },
            new Figure("VerifyLedger, a million postings, SQLite", checks[1], checks[0], "reading and hashing by ADO.NET, one core", verified!.Postings)
            {
                Remark = $"per second: postings; {verified.Budgets} budgets, as many lines as invoices, {verified.Heads} heads, {verified.Months} closed months",
                Targets = [Target.AtMost(2000)],
            },
        ];
    }

    private static async Task CloseMonths(BenchTown town)
    {
        for (var month = new DateOnly(2021, 6, 1); month < new DateOnly(2026, 5, 1); month = month.AddMonths(1))
        {
            BenchTown.Must(await new CloseMonth(town.Database).Do(town.Finance, town.Key(), new(month)));
        }
    }

    /// <summary>A busy day: three hundred corrections by hand.</summary>
    private static async Task BookToday(BenchTown town)
    {
        for (var budget = 0; budget < 300; budget++)
        {
            await town.Reverse(GrownLedger.BudgetNumber(budget), 50);
        }
    }
}
