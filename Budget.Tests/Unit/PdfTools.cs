using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Budget.Core.Pdf;
using NUnit.Framework;

namespace Budget.Tests.Unit;

/// <summary>Looks at a document through the tools that readers and archives use: qpdf and poppler.</summary>
internal static partial class PdfTools
{
    public static PdfDocument NewDocument(string title = "Overzicht") => new(new PdfDescription(
        title, "nl", "Gemeente Voorbeeld", "Een proef.", new DateTimeOffset(2026, 12, 31, 10, 0, 0, TimeSpan.FromHours(1))));

    /// <summary>A document with everything in it; with 90 rows, three pages.</summary>
    public static PdfDocument FullDocument(int rows = 90)
    {
        var document = NewDocument("Overzicht van uw budget 2026");
        document.RunningHeader("Boven links", "Boven rechts");
        document.RunningFooter("Onder links", (page, pages) => $"Pagina {page} van {pages}");
        document.Heading(1, "Overzicht van uw budget 2026");
        document.Paragraph("Dit overzicht laat zien hoeveel budget u had.", PdfTextStyle.Lead);
        document.Figures([("Toegekend", "€ 1.234,56"), ("Uitgegeven", "€ 234,56"), ("Beschikbaar", "€ 1.000,00")]);
        document.Facts("Gegevens", [("Naam", "Łukasz Đorđević"), ("Vertegenwoordiger", "Yılmaz, Șerban Ğ")]);
        document.Heading(2, "Boekingen");
        document.Table(TableOf(rows));
        return document;
    }

    public static PdfTable TableOf(int rows) => new(
        "Alle boekingen",
        [new("Datum", 15), new("Omschrijving", 60), new("Bedrag", 25, PdfAlign.Right)],
        [.. Enumerable.Range(0, rows).Select(i => (IReadOnlyList<string>)["2026-01-01", $"Boeking {i}", $"€ {(i * 37) % 1900},50"])],
        [["", "Totaal", "€ 12.345,50"]]);

    public static string Text(PdfDocument document) => Run("pdftotext", document, "-layout", "{pdf}", "-");

    public static string[] TextOfPages(PdfDocument document) => Text(document).TrimEnd('\f').Split('\f');

    // Slow for long tables: take few rows.
    public static string StructureText(PdfDocument document) => Run("pdfinfo", document, "-struct-text", "{pdf}");

    /// <summary>The file with its streams unpacked and its objects in the open.</summary>
    public static string Unpacked(PdfDocument document) =>
        Run("qpdf", document, "--qdf", "--object-streams=disable", "--no-original-object-ids", "{pdf}", "-");

    /// <summary>Each word and its place, in points from the upper left corner of its page.</summary>
    public static List<(string Text, double Left, double Top, double Right, double Bottom)> Words(PdfDocument document) =>
        [.. Word().Matches(Run("pdftotext", document, "-bbox", "{pdf}", "-")).Select(match => (
            match.Groups["text"].Value, Number(match, "left"), Number(match, "top"), Number(match, "right"), Number(match, "bottom")))];

    /// <summary>Runs a tool on the document and returns what it prints; a warning or an error fails the test.</summary>
    public static string Run(string tool, PdfDocument document, params string[] arguments) => Run(tool, document.ToArray(), arguments);

    /// <inheritdoc cref="Run(string, PdfDocument, string[])"/>
    public static string Run(string tool, byte[] document, params string[] arguments)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, document);
            var start = new ProcessStartInfo(tool, arguments.Select(argument => argument == "{pdf}" ? path : argument))
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                StandardOutputEncoding = Encoding.UTF8,
            };
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.That(process.ExitCode, Is.Zero, $"{tool}: {output}{errors.Result}");
            Assert.That(errors.Result, Is.Empty, tool);
            return output;
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static double Number(Match match, string group) => double.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex("""<word xMin="(?<left>.+?)" yMin="(?<top>.+?)" xMax="(?<right>.+?)" yMax="(?<bottom>.+?)">(?<text>.*?)</word>""", RegexOptions.NonBacktracking)]
    private static partial Regex Word();
}
