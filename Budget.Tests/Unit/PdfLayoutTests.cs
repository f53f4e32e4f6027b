using System.Globalization;
using System.Text.RegularExpressions;
using Budget.Core.Pdf;
using NUnit.Framework;

namespace Budget.Tests.Unit;

/// <summary>Where things come on the page.</summary>
[Category("Tools")]
internal sealed class PdfLayoutTests
{
    private const double SideMargin = 56.69;
    private const double RightEdge = 595.28 - SideMargin;

    [Test]
    public void The_header_of_a_table_is_seen_on_each_page_and_heard_once()
    {
        var document = PdfTools.FullDocument(rows: 30);

        Assert.That(PdfTools.TextOfPages(document), Has.Length.EqualTo(2).And.All.Contain("Omschrijving"));
        Assert.That(Regex.Count(PdfTools.StructureText(document), "Omschrijving"), Is.EqualTo(1));
    }

    [Test]
    public void Running_text_counts_the_pages_and_is_not_heard()
    {
        var document = PdfTools.FullDocument(rows: 30);
        var pages = PdfTools.TextOfPages(document);

        Assert.That(pages[0], Does.Contain("Pagina 1 van 2").And.Not.Contain("Boven links"));
        Assert.That(pages[1], Does.Contain("Pagina 2 van 2").And.Contain("Boven links").And.Contain("Boven rechts"));
        Assert.That(PdfTools.StructureText(document), Does.Not.Contain("Pagina").And.Not.Contain("Boven"));
    }

    [Test]
    public void No_text_stands_outside_the_margins()
    {
        var document = PdfTools.FullDocument();
        document.RunningHeader(new string('W', 300), new string('M', 300), onFirstPage: true);
        document.Heading(2, new string('W', 2000));
        document.Paragraph(string.Join(' ', Enumerable.Repeat("woord-voor-woord", 200)) + new string('m', 300));
        document.Facts(null, [(new string('T', 100), new string('V', 300))]);
        document.Figures([("Een lang onderschrift dat niet past", "€ 123.456.789.012,34"), (new string('L', 99), "2"), ("3", "3"), ("4", "4"), ("5", "5")]);

        Assert.That(PdfTools.Words(document), Has.All.Matches<(string Text, double Left, double Top, double Right, double Bottom)>(word =>
            word.Left > SideMargin - 0.5 && word.Right < RightEdge + 0.5 && word.Top > 20 && word.Bottom < 822));
    }

    [Test]
    public void Amounts_end_at_the_right_edge()
    {
        var amounts = PdfTools.Words(PdfTools.FullDocument()).Where(word => Regex.IsMatch(word.Text, @"^\d+,50$", RegexOptions.NonBacktracking)).ToList();

        Assert.That(amounts, Has.Count.EqualTo(90));
        Assert.That(amounts.Select(word => word.Right), Has.All.EqualTo(RightEdge).Within(0.2));
    }

    [Test]
    public void A_row_never_splits()
    {
        var document = PdfTools.NewDocument();
        document.Heading(1, "Rijen");
        var filler = string.Concat(Enumerable.Repeat("tussen ", 60));
        document.Table(new PdfTable(null, [new("Tekst", 1), new("Leeg", 1)],
            [.. Enumerable.Range(0, 60).Select(i => (IReadOnlyList<string>)[$"begin{i}. {filler} einde{i}.", ""])]));
        var pages = PdfTools.TextOfPages(document);

        Assert.That(pages, Has.Length.GreaterThan(5));
        for (var i = 0; i < 60; i++)
        {
            Assert.That(pages.Count(page => page.Contains($"begin{i}.") && page.Contains($"einde{i}.")), Is.EqualTo(1), $"row {i}");
        }
    }

    [Test]
    public void A_row_taller_than_a_page_goes_on_and_loses_nothing()
    {
        var document = PdfTools.NewDocument();
        document.Table(new PdfTable(null, [new("Smal", 1), new("Breed", 4)],
            [["kort", "kort"], [string.Join(' ', Enumerable.Range(0, 400).Select(i => $"w{i}.")), "naast"], ["na", "na"]]));
        var text = PdfTools.StructureText(document);

        Assert.That(PdfTools.TextOfPages(document), Has.Length.GreaterThan(2).And.All.Contain("Breed"));
        Assert.That(Enumerable.Range(0, 400).Where(i => Regex.Count(text, $@"\bw{i}\.") != 1), Is.Empty);
    }

    [Test]
    public void Totals_stay_with_the_last_row([Range(31, 41)] int rows)
    {
        var document = PdfTools.NewDocument();
        document.Table(PdfTools.TableOf(rows));

        Assert.That(PdfTools.TextOfPages(document)[^1], Does.Contain("Totaal").And.Contain($"Boeking {rows - 1} "));
    }

    [Test]
    public void A_heading_stays_with_what_follows([Range(40, 50)] int lines)
    {
        var document = PdfTools.NewDocument();
        document.Heading(1, "Eerst");
        document.Paragraph(string.Join('\n', Enumerable.Range(0, lines)));
        document.Heading(2, "Kopje");
        document.Space(4);
        document.Heading(3, "Onderkopje");
        document.Paragraph("Vervolg.");
        var last = PdfTools.TextOfPages(document)[^1];

        Assert.That(last, Does.Contain("Vervolg."));
        Assert.That(last, Does.Contain("Kopje").And.Contain("Onderkopje"));
    }

    [Test]
    public void A_table_begins_with_two_rows_or_on_the_next_page([Range(34, 54)] int lines)
    {
        var document = PdfTools.NewDocument();
        document.Paragraph(string.Join('\n', Enumerable.Range(0, lines).Select(i => $"Regel {i}")));
        document.Table(PdfTools.TableOf(20));

        var begins = PdfTools.TextOfPages(document).First(page => page.Contains("Omschrijving", StringComparison.Ordinal));

        Assert.That((begins.Contains("Boeking 0", StringComparison.Ordinal), begins.Contains("Boeking 1", StringComparison.Ordinal)), Is.EqualTo((true, true)), "one row looks like all there is");
    }

    [Test]
    public void A_table_of_no_rows_still_shows_its_header()
    {
        var document = PdfTools.NewDocument();
        document.Table(new PdfTable("Leeg", [new("Datum", 1), new("Bedrag", 1, PdfAlign.Right)], []));

        Assert.That(PdfTools.Text(document), Does.Contain("Datum").And.Contain("Bedrag"));
        Assert.That(PdfTools.StructureText(document), Does.Not.Contain("TBody"));
    }

    [Test]
    public void A_table_of_2000_rows_shows_each_row_once()
    {
        var document = PdfTools.NewDocument();
        document.Table(PdfTools.TableOf(2000));
        var seen = Regex.Matches(PdfTools.Text(document), @"Boeking (?<row>\d+) ", RegexOptions.NonBacktracking).Select(match => int.Parse(match.Groups["row"].Value, CultureInfo.InvariantCulture));

        Assert.That(seen, Is.EqualTo(Enumerable.Range(0, 2000)));
        Assert.That(PdfTools.Run("qpdf", document, "--check", "{pdf}"), Does.Contain("No syntax"));
    }
}
