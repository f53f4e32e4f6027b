using System.Text;
using System.Text.RegularExpressions;
using Budget.Core.Pdf;
using Budget.Core.Statements;
using NUnit.Framework;

namespace Budget.Tests.Unit;

/// <summary>A picture in a document: heard as what it says, in its place among the text.</summary>
[Category("Tools")]
internal sealed class PdfDrawingTests
{
    private static PdfDocument Drawn()
    {
        var document = PdfTools.NewDocument();
        document.Heading(1, "Overzicht");
        document.Paragraph("Hiervoor.");
        document.Drawing(
            new PdfDrawing("Besteed per maand: mei € 12,00.", 200, 60, [new(10, 10, 20, 50, PdfTone.Accent), new(0, 60, 200, 1, PdfTone.Line)], [new("mei", 20, 58, 40)]),
            "Wat ernaast staat.", "En dit ook.");
        document.Paragraph("Hierna.");
        return document;
    }

    [Test]
    public void It_is_a_figure_that_says_what_it_shows_and_where_it_stands()
    {
        var unpacked = PdfTools.Unpacked(Drawn());

        Assert.That(Regex.Count(unpacked, @"/S /Figure\s"), Is.EqualTo(1));
        Assert.That(unpacked, Does.Match(@"/BBox \[\s*56\.69"));
        Assert.That(PdfTools.Run("qpdf", Drawn(), "--check", "{pdf}"), Does.Contain("No syntax or stream encoding errors"));
        Assert.That(PdfTools.StructureText(Drawn()).ReplaceLineEndings(" "), Does.Match("Hiervoor.*Figure.*Wat ernaast staat.*En dit ook.*Hierna"));
        Assert.That(unpacked, Does.Contain($"/Alt <feff{Convert.ToHexStringLower(Encoding.BigEndianUnicode.GetBytes("Besteed per maand: mei € 12,00."))}>"));
    }

    [Test]
    public void What_stands_beside_it_begins_to_the_right_of_it()
    {
        var words = PdfTools.Words(Drawn());
        var (beside, after) = (words.Single(word => word.Text == "ernaast"), words.Single(word => word.Text == "Hierna."));

        Assert.That(beside.Left, Is.GreaterThan(56.69 + 200));
        Assert.That(after.Top, Is.GreaterThan(words.Single(word => word.Text == "mei").Bottom));
    }

    [Test]
    public void A_drawing_without_words_is_refused() => Assert.That(
        () => PdfTools.NewDocument().Drawing(new PdfDrawing(" ", 10, 10, [], [])), Throws.ArgumentException);

    [Test]
    public void A_larger_type_is_larger_in_all_its_sizes()
    {
        static PdfDocument At(double scale)
        {
            var document = new PdfDocument(new PdfDescription("Overzicht", "nl", "Gemeente", "Proef", DateTimeOffset.UnixEpoch), null, scale);
            document.Heading(1, "Kop");
            document.Paragraph("Woord");
            return document;
        }

        double Height(double scale, string text) => PdfTools.Words(At(scale)).Single(word => word.Text == text) is var word ? word.Bottom - word.Top : 0;

        Assert.That((Height(2, "Kop") / Height(1, "Kop"), Height(2, "Woord") / Height(1, "Woord")), Is.EqualTo((2.0, 2.0)).Within(0.02));
    }

    [Test]
    public void A_code_to_scan_keeps_its_squares_and_is_as_wide_as_a_telephone_needs()
    {
        var code = ScanCode.Of("https://eigenregie.example.nl/controleer?code=WX6VZ-3Z8RN-GW7CT-RD2XX", "Code om te scannen.");

        var module = code.Boxes.Min(box => box.Height);
        Assert.That(code.Boxes.Select(box => box.Width / module), Has.All.Matches<double>(width => Math.Abs(width - Math.Round(width)) < 0.001));
        Assert.That((code.Width, code.Boxes.Max(box => box.Left + box.Width), code.Boxes.Max(box => box.Top + box.Height)), Is.EqualTo((88.0, 88.0, 88.0)).Within(0.01));
        // Some 0.7 millimetre: a telephone reads less, from paper that was printed well.
        Assert.That(module, Is.GreaterThan(1.9));
    }
}
