using System.Diagnostics;
using System.Globalization;
using Budget.Core;
using Budget.Core.Statements;

namespace Budget.Bench;

/// <summary>
/// The yearly statement as an accessible PDF (tagged, archival, fonts inside): the writer alone, and with the question that fills it; and those of a whole town on all processors, into
/// files. The writer alone is the floor of both. Beside it the peers that run on Debian, with the same statement: WeasyPrint, PDFKit and Chromium.
/// </summary>
internal static class StatementPdf
{
    private const int Postings = 34;
    private const int PerRound = 10;
    private const int Budgets = 200;
    private const string Check = "https://eigenregie.example.nl/controleer";
    private static readonly CultureInfo Dutch = CultureInfo.GetCultureInfo("nl-NL");

    public static async Task<IReadOnlyList<Figure>> Run()
    {
        await using var town = await BenchTown.On(BenchStorage.Sqlite());
        var holder = await town.PersonHeldBudget("holder", Postings);
        var question = new BudgetStatement(town.Database);
        var statement = (await question.OfYear(holder.Holder, holder.Number, BenchTown.Today.Year))!;
        var bytes = StatementDocument.Write(statement, Dutch, Check);
        var times = await Measure.InTurns(
            PerRound,
            () => Task.FromResult(StatementDocument.Write(statement, Dutch, Check)),
            async () => StatementDocument.Write((await question.OfYear(holder.Holder, holder.Number, BenchTown.Today.Year))!, Dutch, Check));
        return
        [
            new Figure("Statement to PDF", times[1], times[0], "the writer alone")
            {
                Remark = $"{statement.Lines.Count} postings, {bytes.Length / 1024} kB",
            },
            .. await StatementPeers.Beside(statement, Dutch, () => Task.FromResult(StatementDocument.Write(statement, Dutch, Check))),
            .. await Town(),
        ];
    }

    /// <summary>A statement each of many budgets: what the writer does on all processors, and the whole export, with the codes and traces that it leaves.</summary>
    private static async Task<IReadOnlyList<Figure>> Town()
    {
        await using var town = await BenchTown.On(BenchStorage.Sqlite());
        List<Statement> statements = [];
        for (var budget = 0; budget < Budgets; budget++)
        {
            var holder = await town.PersonHeldBudget($"holder{budget}", Postings);
            statements.Add((await new BudgetStatement(town.Database).OfYear(holder.Holder, holder.Number, BenchTown.Today.Year))!);
        }

        var actor = Actor.System(statements[0].Budget.MunicipalityCode);
        var wanted = new ExportStatements.Wanted(new StatementSelection(Period.Year(BenchTown.Today.Year)), Dutch, Check);
        var times = await Measure.RoundsOf(
            () =>
            {
                var started = Stopwatch.GetTimestamp();
                Parallel.ForEach(statements, statement => StatementDocument.Write(statement, Dutch, Check));
                return Task.FromResult(Stopwatch.GetElapsedTime(started).TotalSeconds / Budgets);
            },
            async () =>
            {
                var folder = Directory.CreateTempSubdirectory("eigenregie-bench-").FullName;
                var started = Stopwatch.GetTimestamp();
                await new ExportStatements(town.Database).Into(folder, [actor], wanted, static (_, _) => Task.CompletedTask);
                var each = Stopwatch.GetElapsedTime(started).TotalSeconds / Budgets;
                Directory.Delete(folder, recursive: true);
                return each;
            });
        return
        [
            new Figure("Statements to PDF, the writer alone on all processors", times[0]) { Remark = $"{Postings} postings each", Targets = [Target.AtLeastPerSecond(150)] },
            new Figure("The statements of a town into files, with index, codes and traces", times[1], times[0], "the writer alone") { IsRace = true, Remark = $"{Budgets} budgets", Targets = [Target.RatioAtLeast(0.6)] },
        ];
    }
}
