using System.Globalization;
using System.Text.RegularExpressions;
using Budget.Core.Pdf;
using NUnit.Framework;

namespace Budget.Tests.Unit;

/// <summary>What PDF/UA-1 and PDF/A-2a ask for, as far as common tools can tell: point by point of every paper that the portal makes, and of the writer by itself.</summary>
[Category("Tools")]
internal sealed partial class PdfConformanceTests
{
    private readonly string _unpacked = PdfTools.Unpacked(PdfTools.FullDocument());

    [TestCaseSource(typeof(PdfPoints), nameof(PdfPoints.All))]
    public void Every_paper_keeps_to_it(PdfPoint point) =>
        Assert.That(Papers.Taken.SelectMany(paper => point.Faults(paper.Value).Select(fault => $"{paper.Key}: {fault}")), Is.Empty, $"{point}");

    [TestCaseSource(typeof(PdfPoints), nameof(PdfPoints.All))]
    public void A_paper_that_breaks_it_is_noticed(PdfPoint point)
    {
        var broken = new ReadPdf([.. Papers.Fullest]);
        Assert.That(point.Faults(broken), Is.Empty, "before");
        point.Break(broken);

        Assert.That(point.Faults(broken), Is.Not.Empty, $"{point}");
    }

    [Test]
    public void The_syntax_of_every_paper_is_clean_and_each_has_the_colour_and_the_logo_of_its_municipality()
    {
        foreach (var (name, paper) in Papers.All)
        {
            Assert.That(PdfTools.Run("qpdf", paper, "--check", "{pdf}"), Does.Contain("No syntax or stream encoding errors"), name);
            if (name.StartsWith("statement of nothing", StringComparison.Ordinal))
            {
                continue;
            }

            Assert.That(Papers.Taken[name].Resources["/XObject"], Is.Not.Null, name);
            // #7a1f4b, in the heading.
            Assert.That(Papers.Taken[name].AllRuns().Where(run => run.Inside.StartsWith("/H1", StringComparison.Ordinal)).Select(run => run.Colour), Is.Not.Empty.And.All.EqualTo("0.48 0.12 0.29"), name);
        }
    }

    [Test]
    public void The_syntax_is_clean() =>
        Assert.That(PdfTools.Run("qpdf", PdfTools.FullDocument(), "--check", "{pdf}"), Does.Contain("No syntax or stream encoding errors"));

    [Test]
    public void The_document_says_what_it_is()
    {
        var info = PdfTools.Run("pdfinfo", PdfTools.FullDocument(), "{pdf}");

        Assert.That(info, Does.Match("Tagged: +yes").And.Match("JavaScript: +no").And.Match("Form: +none"));
        Assert.That(info, Does.Match("Title: +Overzicht van uw budget 2026").And.Match("Author: +Gemeente Voorbeeld"));
        Assert.That(_unpacked, Does.Contain("/DisplayDocTitle true").And.Contain("/Marked true"));
        Assert.That(_unpacked, Does.Match(@"/Lang (\(nl\)|<feff006e006c>)"));
        Assert.That(_unpacked, Does.Contain("/GTS_PDFA1"));
    }

    [Test]
    public void The_metadata_claim_PDF_A_2a_and_PDF_UA_1()
    {
        var metadata = PdfTools.Run("pdfinfo", PdfTools.FullDocument(), "-meta", "{pdf}");

        Assert.That(metadata, Does.Contain("<pdfaid:part>2<").And.Contain("<pdfaid:conformance>A<").And.Contain("<pdfuaid:part>1<"));
        Assert.That(metadata, Does.Contain("<pdfaSchema:prefix>pdfuaid<").And.Contain("2026-12-31T10:00:00+01:00"));
    }

    [Test]
    public void Each_page_is_read_in_the_order_of_the_structure()
    {
        var pages = Regex.Count(_unpacked, @"/Type /Page\s");

        Assert.That(pages, Is.EqualTo(3));
        Assert.That(Regex.Count(_unpacked, @"/Tabs /S\s"), Is.EqualTo(pages));
        Assert.That(Regex.Count(_unpacked, @"/StructParents \d"), Is.EqualTo(pages));
    }

    [Test]
    public void Everything_drawn_is_either_read_aloud_or_decoration()
    {
        // Contents of pages are the streams that set a font.
        var contents = _unpacked.Split("endstream").Where(stream => stream.Contains(" Tf ", StringComparison.Ordinal)).ToList();

        Assert.That(contents, Has.Count.EqualTo(3));
        foreach (var content in contents)
        {
            var depth = 0;
            foreach (Match step in DrawingOperator().Matches(content))
            {
                depth += step.Value == "BDC" ? 1 : step.Value == "EMC" ? -1 : 0;
                Assert.That(depth, Is.EqualTo(step.Value == "EMC" ? 0 : 1), step.Value);
            }
        }
    }

    [Test]
    public void The_structure_names_headings_tables_and_lists()
    {
        var structure = PdfTools.StructureText(PdfTools.FullDocument(rows: 5));

        foreach (var type in (string[])["Document", "H1", "H2", "P", "L", "LI", "Lbl", "LBody", "Table", "Caption", "THead", "TBody", "TFoot", "TR", "TH", "TD"])
        {
            Assert.That(structure, Does.Match($@"(?m)^ *{type}\b"), type);
        }

        Assert.That(Regex.Count(_unpacked, @"/Scope /Column\s"), Is.EqualTo(3));
        Assert.That(Regex.Count(_unpacked, @"/Scope /Row\s"), Is.EqualTo(2));
    }

    [Test]
    public void Fonts_are_embedded_as_subsets_with_the_way_back_to_text()
    {
        var fonts = PdfTools.Run("pdffonts", PdfTools.FullDocument(), "{pdf}").Split('\n', StringSplitOptions.RemoveEmptyEntries)[2..];

        Assert.That(fonts, Has.Length.EqualTo(2));
        Assert.That(fonts, Has.All.Match(@"^[A-Z]{6}\+SourceSans3-\w+ +CID TrueType +Identity-H +yes yes yes "));
        Assert.That(Regex.Matches(_unpacked, "<(?<codes>[0-9A-Fa-f]+)> ?Tj", RegexOptions.NonBacktracking).SelectMany(text => text.Groups["codes"].Value.Chunk(4)).Select(code => new string(code)),
            Has.None.EqualTo("0000"), "no reference to .notdef");
    }

    [Test]
    public void Three_pages_take_less_than_60_kilobytes() => Assert.That(PdfTools.FullDocument().ToArray(), Has.Length.LessThan(60_000));

    [Test]
    public void The_same_document_gives_the_same_bytes()
    {
        var bytes = PdfTools.FullDocument().ToArray();

        Assert.That(PdfTools.FullDocument().ToArray(), Is.EqualTo(bytes));
        Assert.That(PdfTools.NewDocument().ToArray(), Is.Not.EqualTo(PdfTools.NewDocument("Iets anders").ToArray()));
    }

    // Swedish has its own minus sign, and a comma in its numbers.
    [Test, SetCulture("sv-SE")]
    public void The_culture_of_the_thread_makes_no_difference()
    {
        var swedish = PdfTools.FullDocument().ToArray();
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

        Assert.That(PdfTools.FullDocument().ToArray(), Is.EqualTo(swedish));
    }

    [GeneratedRegex(@"\b(?:BDC|EMC|Tj|re f)\b", RegexOptions.NonBacktracking)]
    private static partial Regex DrawingOperator();
}
