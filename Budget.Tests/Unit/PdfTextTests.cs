using Budget.Core.Pdf;
using NUnit.Framework;

namespace Budget.Tests.Unit;

/// <summary>Text comes from anybody: it arrives as typed, or is made harmless.</summary>
internal sealed class PdfTextTests
{
    [Test, Category("Tools")]
    public void Names_of_all_Europe_can_be_copied_as_typed(
        [Values("Łukasz Đorđević", "Yılmaz", "Șerban Ğ", "Þóra Ægisdóttir", "Søren Ångström", "İnci Şahin", "Françoise Œuvre", "Ľubomír Ťažký", "Zoë ’t Hooft – IJsselmeer", "Ελένη", "Юлия")] string name)
    {
        var document = PdfTools.NewDocument();
        document.Paragraph(name, PdfTextStyle.Bold);
        document.Paragraph(name);

        Assert.That(PdfTools.Text(document).Split('\n', StringSplitOptions.RemoveEmptyEntries)[..2], Has.All.EqualTo(name));
    }

    [Test, Category("Tools")]
    public void Doubtful_characters_are_made_harmless()
    {
        (string Typed, string Printed)[] cases =
        [
            ("Zoe\u0308 e\u0301n", "Zoë én"),
            ("a\u202Eb\u2066c\u200Fd", "abcd"),
            ("nul\0l en\u0007bel", "null enbel"),
            ("af\u00ADbreken", "afbreken"),
            ("€\u00A01.234,56 en\u2009meer", "€ 1.234,56 en meer"),
            ("blij \U0001F600 عر", "blij □ □□"),
            ("half \uD83D paar", "half □ paar"),
            (@"(\) <</JS>> endstream %", @"(\) <</JS>> endstream %"),
            ("tab\thier", "tab hier"),
            ("eigen \uE000", "eigen □"),
        ];

        foreach (var (typed, printed) in cases)
        {
            var document = PdfTools.NewDocument();
            document.Paragraph(typed);
            Assert.That(PdfTools.Text(document).Trim('\n', '\f'), Is.EqualTo(printed));
        }
    }

    [Test, Category("Tools")]
    public void Hostile_text_is_safe_in_every_place()
    {
        const string hostile = "](\\) >> endobj <script> & \" ' ]]> \0\u202E\uD800\uFFFF \U0001F468\u200D\U0001F469 ﷽ -->\r\n<?x?>";
        var word = new string('x', 300);
        var document = new PdfDocument(new PdfDescription(hostile, "nl", hostile, hostile, DateTimeOffset.UnixEpoch), PdfColor.FromHex("#ffee00"));
        document.RunningHeader(hostile + word, word + hostile, onFirstPage: true);
        document.RunningFooter(hostile + word, (_, _) => word);
        document.Heading(1, hostile + word);
        document.Paragraph(hostile + word);
        document.Facts(hostile, [(hostile, word), ("", hostile)]);
        document.Figures([(hostile, word), ("", "")]);
        document.Table(new PdfTable(hostile, [new(word, 1), new("", 1)], [[hostile, word], ["", ""]], [[word, hostile]]));

        Assert.That(PdfTools.Run("qpdf", document, "--check", "{pdf}"), Does.Contain("No syntax"));
        Assert.That(PdfTools.Text(document), Does.Contain(">> endobj <script>"));
        Assert.That(PdfTools.Run("pdfinfo", document, "-meta", "{pdf}"), Does.Contain("&gt;&gt; endobj &lt;script&gt;"));
    }

    [Test, Category("Tools")]
    public void A_document_without_content_is_one_blank_page() =>
        Assert.That(PdfTools.Run("pdfinfo", PdfTools.NewDocument(), "{pdf}"), Does.Match("Pages: +1"));

    [Test]
    public void A_finished_document_takes_nothing_more()
    {
        var document = PdfTools.FullDocument();
        var first = document.ToArray();

        Assert.That(() => document.Paragraph("Nog iets"), Throws.InvalidOperationException);
        Assert.That(document.ToArray(), Is.EqualTo(first));
    }

    [Test]
    public void Mistakes_of_the_caller_are_refused()
    {
        var document = PdfTools.NewDocument();
        var table = PdfTools.TableOf(1);

        Assert.That(() => document.Heading(2, "Zonder eerste"), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => document.Heading(1, " "), Throws.ArgumentException);
        Assert.That(() => document.Figures([]), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => document.Table(table with { Columns = [] }), Throws.ArgumentException);
        Assert.That(() => document.Table(table with { Rows = [["te weinig"]] }), Throws.ArgumentException);
        Assert.That(() => PdfTools.NewDocument(" "), Throws.ArgumentException);
        Assert.That(() => PdfColor.FromHex("teal"), Throws.InstanceOf<FormatException>());
    }
}
