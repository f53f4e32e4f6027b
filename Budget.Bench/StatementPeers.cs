using System.Globalization;
using System.Net;
using System.Text.Json;
using Budget.Core;
using Budget.Core.Pdf;
using Budget.Core.Statements;

namespace Budget.Bench;

/// <summary>
/// The same statement by others that make PDF, tagged and in our typeface: WeasyPrint and Chromium from one page of HTML, PDFKit drawn cell by cell. They are spared the picture of the
/// months, the code to scan and the archival form. One that is not here is told of and left out.
/// </summary>
internal static class StatementPeers
{
    private const string PdfKit = "0.20.2";

    /// <summary>Each leaves NAME.pdf in the folder, and says the seconds a document and what it is.</summary>
    private static readonly (string Name, Func<string, Task<string>> Write)[] Peers = [("weasyprint", ByWeasyPrint), ("pdfkit", ByPdfKit), ("chromium", ByChromium)];

    public static async Task<IReadOnlyList<Figure>> Beside(Statement statement, CultureInfo culture, Func<Task> ours)
    {
        var folder = Directory.CreateTempSubdirectory("eigenregie-bench-");
        try
        {
            await Prepare(folder.FullName, statement, culture);
            List<(string Says, Func<Task<double>> Round)> here = [];
            List<string> missing = [];
            foreach (var (name, write) in Peers)
            {
                try
                {
                    var says = (await write(folder.FullName)).Trim().Split(' ', 2)[1];
                    here.Add(($"{says}, {new FileInfo($"{folder.FullName}/{name}.pdf").Length / 1024} kB", async () => double.Parse((await write(folder.FullName)).Split(' ')[0], CultureInfo.InvariantCulture)));
                }
                catch (Exception fault)
                {
                    await Console.Error.WriteLineAsync($"{name}: {fault.Message}");
                    missing.Add(name);
                }
            }

            var times = await Measure.RoundsOf(5, 1, [() => Measure.MedianOf(20, ours), .. here.Select(peer => peer.Round)]);
            const string what = "Statement to PDF, the writer alone";
            List<Figure> figures = [.. here.Select((peer, at) => new Figure(what, times[0], times[at + 1], peer.Says) { IsRace = true })];
            return missing.Count == 0 ? figures : [.. figures, new Figure(what, times[0]) { Remark = $"not here: {string.Join(", ", missing)}" }];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<string> ByWeasyPrint(string folder)
    {
        // Its own first line says which Python has it.
        var program = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(one => Path.Combine(one, "weasyprint")).First(File.Exists);
        return await Programs.Output((await File.ReadAllLinesAsync(program))[0][2..].Trim(), [$"{folder}/peer.py", folder]);
    }

    private static async Task<string> ByPdfKit(string folder)
    {
        string[] install = ["install", "--prefix", folder, $"pdfkit@{PdfKit}", "--no-audit", "--no-fund", "--ignore-scripts", "--fetch-retries=0", "--loglevel=error"];
        await (Directory.Exists($"{folder}/node_modules") ? Task.CompletedTask : Programs.Output("npm", install));
        return await Programs.Output("node", [$"{folder}/peer.cjs", $"PDFKit {PdfKit}, tagged"]);
    }

    private static async Task<string> ByChromium(string folder)
    {
        string[] options = ["--headless", "--no-sandbox", "--disable-gpu", "--log-level=3", "--no-pdf-header-footer", $"--user-data-dir={folder}/profile", $"--print-to-pdf={folder}/chromium.pdf"];
        var seconds = await Measure.MedianOf(2, () => Programs.Output("chromium", [.. options, $"file://{folder}/statement.html"]));
        return FormattableString.Invariant($"{seconds} Chromium, started for each document");
    }

    private static async Task Prepare(string folder, Statement statement, CultureInfo culture)
    {
        foreach (var weight in (string[])["Regular", "Bold"])
        {
            await using var font = typeof(PdfDocument).Assembly.GetManifestResourceStream($"Budget.Core.Pdf.SourceSans3-{weight}.ttf")!;
            await using var file = File.Create($"{folder}/{weight}.ttf");
            await font.CopyToAsync(file);
        }

        var (title, blocks) = (StatementSheet.Title(statement, culture), Blocks(statement, key => StatementSheet.Say(culture, key, statement.Booked.StartsOn.InDigits(), statement.Booked.EndsOn.InDigits()), culture));
        var body = string.Concat(blocks.Select(block => block.Table is { } table ? Html(table) : $"<{block.Tag}>{WebUtility.HtmlEncode(block.Text)}</{block.Tag}>\n"));
        await File.WriteAllTextAsync($"{folder}/statement.html", $"<!doctype html><html lang=\"nl\"><meta charset=\"utf-8\"><title>{title}</title><style>{StatementPeerScripts.Style}</style>\n{body}</html>");
        await File.WriteAllTextAsync($"{folder}/statement.json", JsonSerializer.Serialize(new { title, blocks }));
        await File.WriteAllTextAsync($"{folder}/peer.py", StatementPeerScripts.WeasyPrint);
        await File.WriteAllTextAsync($"{folder}/peer.cjs", StatementPeerScripts.PdfKit);
    }

    private sealed record Block(string Tag, string Text, PdfTable? Table = null);

    private static List<Block> Blocks(Statement statement, Func<string, string> say, CultureInfo culture)
    {
        Block Table(string? caption, PdfColumn[] columns, IEnumerable<string[]> rows) => new("", "", new PdfTable(caption is null ? null : say(caption), columns, [.. rows]));
        PdfColumn Left(string key, double weight) => new(say(key), weight);
        PdfColumn Right(string key, double weight) => new(say(key), weight, PdfAlign.Right);
        string[] Cells(StatementSheet.Row row) => [row.Number, row.Days, row.What, row.Amount, row.After.Spent.ToString(), row.After.Available.ToString()];
        static string[] Both((string Reversal, string TakenBack) correction) => [correction.Reversal, correction.TakenBack];
        var figures = StatementSheet.Figures(statement.Closing, isPersonHeld: true, culture);
        return
        [
            new("h1", StatementSheet.Title(statement, culture)), new("p", StatementSheet.Lead(statement, culture)),
            Table(null, [.. figures.Select(figure => new PdfColumn(figure.Label, 1))], [[.. figures.Select(figure => figure.Amount.ToString())]]),
            new("p", StatementSheet.Closes(statement, culture)), new("h2", say("facts")),
            Table(null, [new("", 1), new("", 2)], StatementSheet.Facts(statement, culture).Select(fact => (string[])[fact.Term, fact.Value])),
            new("h2", say("postings")), Table("postings-caption", [Right("column-number", 0.55), Left("column-days", 1.7), Left("column-what", 3.9), Right("column-amount", 1.3), Right("spent", 1.15), Right("left", 1.15)],
                [Cells(StatementSheet.Opening(statement, culture)), .. statement.Lines.Select(line => Cells(StatementSheet.Of(line, culture))), Cells(StatementSheet.Closing(statement, culture))]),
            new("h2", say("corrections")), Table("corrections-caption", [Right("column-number", 0.5), Left("column-correction", 3), Left("column-corrected", 4), Right("column-amount", 1.2)],
                statement.Corrections.Select(line => (string[])[line.Number.ToString(culture), .. Both(StatementSheet.Correction(statement, line, culture)), StatementSheet.WithSign(line)])),
            new("h2", say("totals")), Table("by-helper-held", [Left("column-who", 4), Right("column-charged", 1.6), Right("column-paid", 1.6)],
                statement.Helpers.Select(one => (string[])[one.Name, one.Charged.ToString(), one.Paid.ToString()])),
            Table("by-kind", [Left("column-kind", 4), Right("column-count", 1.6), Right("column-amount", 1.6)],
                statement.Kinds.Select(kind => (string[])[say($"kind-{kind.Name}"), kind.Count.ToString(culture), kind.Amount.ToString()])),
            new("p", say("signs")), new("p", say("by-booking")), new("h2", say("words")), .. StatementSheet.Words(isPersonHeld: true, culture).Select(text => new Block("p", text)),
            new("h2", say("disagree")), .. StatementSheet.Disagree(statement, culture).Select(text => new Block("p", text)), new("h2", say("check")), new("p", statement.Code ?? ""),
        ];
    }

    private static string Html(PdfTable table)
    {
        string Row(string tag, IEnumerable<string> cells) => $"<tr>{string.Concat(cells.Select((cell, at) => $"<{tag} style=\"text-align:{table.Columns[at].Align}\">{WebUtility.HtmlEncode(cell)}</{tag}>"))}</tr>\n";
        var columns = string.Concat(table.Columns.Select(column => FormattableString.Invariant($"<col style=\"width:{100 * column.Weight / table.Columns.Sum(one => one.Weight):0.00}%\">")));
        var head = table.Columns[0].Header.Length == 0 ? "" : $"<thead>{Row("th", table.Columns.Select(column => column.Header))}</thead>";
        return $"<table><caption>{table.Caption}</caption><colgroup>{columns}</colgroup>{head}<tbody>{string.Concat(table.Rows.Select(row => Row("td", row)))}</tbody></table>\n";
    }
}
