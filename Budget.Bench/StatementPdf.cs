using System.Globalization;
using Budget.Core.Statements;

namespace Budget.Bench;

/// <summary>
/// The yearly statement as an accessible PDF (tagged, archival, fonts inside): the writer alone, and with the question that fills it.
/// The writer alone is the floor of the whole.
/// </summary>
internal static class StatementPdf
{
    private const int Postings = 34;
    private const int PerRound = 10;
    private static readonly CultureInfo Dutch = CultureInfo.GetCultureInfo("nl-NL");

    public static async Task<IReadOnlyList<Figure>> Run()
    {
        await using var town = await BenchTown.On(BenchStorage.Sqlite());
        var holder = await town.PersonHeldBudget("holder", Postings);
        var question = new BudgetStatement(town.Database);
        var statement = (await question.OfYear(holder.Holder, holder.Number, BenchTown.Today.Year))!;
        var bytes = StatementDocument.Write(statement, Dutch);
        var times = await Measure.InTurns(
            PerRound,
            () => Task.FromResult(StatementDocument.Write(statement, Dutch)),
            async () => StatementDocument.Write((await question.OfYear(holder.Holder, holder.Number, BenchTown.Today.Year))!, Dutch));
        return
        [
            new Figure("Statement to PDF", times[1], times[0], "the writer alone")
            {
                Remark = $"{statement.Lines.Count} postings, three pages, {bytes.Length / 1024} kB",
            },
        ];
    }
}
