using Budget.Core.Decisions;
using Budget.Core.Pdf;
using Budget.Core.PersonHeld;
using Budget.Core.Statements;

namespace Budget.Tests.Unit;

/// <summary>Whatever a name is made of: the paper says it, or says honestly that there was something, and stays a paper.</summary>
[Category("Tools")]
internal sealed class PdfNameTests
{
    /// <summary>As they come in, and as they are read.</summary>
    private static IEnumerable<(string Typed, string Read)> Names =>
    [
        (") Tj /JS (app.alert(1)) /S /JavaScript", ") Tj /JS (app.alert(1)) /S /JavaScript"),
        ("<</S/JavaScript/JS(app.alert(1))>> endobj stream endstream", "<</S/JavaScript/JS(app.alert(1))>> endobj stream endstream"),
        (@"( ((( ))) \( \) \\ \n \101 %PDF", @"( ((( ))) \( \) \\ \n \101 %PDF"),
        ("ET Q BT 3 Tr <41> Tj EMC", "ET Q BT 3 Tr <41> Tj EMC"),
        ("<script>alert(1)</script> ]]> &amp; <?x?>", "<script>alert(1)</script> ]]> &amp; <?x?>"),
        ("Jan\0\u0001\u0007\u001B[31m\u007F\u0085sen", "Jan[31msen"),
        ("Jan\u202Ednomyar\u202C sen", "Jandnomyar sen"),
        ("\u2066Jan\u2067\u2068\u2069 \u200E\u200F\u061Csen", "Jan sen"),
        ("Ja\u200Bn\u2060se\uFEFFn\u00AD", "Jansen"),
        ("Zoe\u0308 Nun\u0303ez Ne\u0301meth", "Zoë Nuñez Németh"),
        ("J\u0308\u0301\u0308\u0301\u0308\u0301an", "J\u0308\u0301\u0308\u0301\u0308\u0301an"),
        ("Łukasz Ğül Șerban Đorđević STRAẞE ŉ ŀ ĳ", "Łukasz Ğül Șerban Đorđević STRAẞE ŉ ŀ ĳ"),
        ("ǅemal ǆ ǈ ǌ ȯ ẋ", "Džemal dž Lj nj o\u0307 x\u0307"),
        ("\U0001F469\u200D\U0001F9BD Jan \U0001F600", "□□ Jan □"),
        ("\u0645\u062D\u0645\u062F \u738B", "□□□□ □"),
        ("\uD83D half \uE000", "□ half □"),
        ("Ν\u00A0Ελένη Юлия", "Ν Ελένη Юлия"),
    ];

    /// <summary>The letters that a Dutch register of residents can hold (the Teletex set of the GBA, whose letters are all of Latin-1 and Latin Extended-A, and the comma-below letters of Romanian).</summary>
    private static string Register => string.Concat(Enumerable.Range(0xC0, 0x180 - 0xC0).Where(code => code is not (0xD7 or 0xF7)).Select(code => (char)code)) + "ȘșȚțẞ";

    [Test]
    public void A_name_is_read_as_it_is_and_never_acts_or_hides()
    {
        foreach (var (typed, read) in Names)
        {
            var paper = new ReadPdf(StatementDocument.Write(Booked.Of(Papers.BudgetOf(typed, typed), Period.Year(2026), []), Papers.Dutch));

            Assert.That(PdfPoints.All.SelectMany(point => point.Faults(paper).Select(fault => $"{point}: {fault}")), Is.Empty, typed);
            var cells = paper.Said().Where(said => said.Node.Type == "TD").Select(said => said.Text.Normalize()).ToList();
            Assert.That(cells, Has.Some.EqualTo(read.Normalize()), typed);
        }
    }

    [Test]
    public void Nothing_in_a_name_turns_text_around_on_paper_or_where_it_is_kept()
    {
        // What is read as "Jansen" when it is shown is not the name of a Jansen.
        const string turned = "\u202Enesnaj\u202C";
        Assert.That(TypedText.Line(turned), Is.EqualTo("nesnaj"));
        var paper = new ReadPdf(StatementDocument.Write(Booked.Of(Papers.BudgetOf(turned), Period.Year(2026), []), Papers.Dutch));

        Assert.That(paper.Said().Select(said => said.Text), Has.Some.EqualTo("nesnaj"));
        Assert.That(paper.Said().Select(said => said.Text), Has.None.Match("[\u202A-\u202E\u2066-\u2069\u200E\u200F]"));
        Assert.That(paper.Entries().Select(entry => entry.Value?.ToString() ?? ""), Has.None.Match("[\u202A-\u202E\u2066-\u2069]"), "nor in bookmarks and metadata");
    }

    [Test]
    public void Every_letter_of_the_register_of_residents_is_drawn_as_itself_in_both_weights()
    {
        var document = PdfTools.NewDocument();
        document.Heading(1, Register);
        document.Paragraph(Register);
        var said = new ReadPdf(document.ToArray()).Said();

        Assert.That(said.Single(one => one.Node.Type == "H1").Text, Is.EqualTo(Register));
        Assert.That(said.Single(one => one.Node.Type == "P").Text, Is.EqualTo(Register));
    }

    [Test]
    public void A_name_of_300_letters_is_whole_on_every_paper_and_leaves_the_figures_where_they_are()
    {
        var name = string.Join(' ', Enumerable.Repeat("Wolfeschlegelsteinhausenbergerdorff", 9))[..300];
        var statement = Booked.Of(Papers.BudgetOf(name, name), Period.Year(2026), []);
        var decided = DecisionLetterTests.Decided(DecisionKind.Grant);
        foreach (var bytes in new[]
        {
            StatementDocument.Write(statement, Papers.Dutch), AgreementPaper.Write(Papers.Agreement(name, name), Papers.English),
            DecisionLetter.Write(decided with { Decision = decided.Decision with { ResidentName = name } }, Papers.Dutch),
        })
        {
            var paper = new ReadPdf(bytes);
            Assert.That(PdfPoints.All.SelectMany(point => point.Faults(paper).Select(fault => $"{point}: {fault}")), Is.Empty);
            Assert.That(paper.Said().Select(said => said.Text), Has.Some.Contains(name));
        }

        var summary = new ReadPdf(SummaryDocument.Write(statement, Papers.Dutch));
        Assert.That(summary.Pages, Has.Count.EqualTo(1), "in large type there is room for the beginning of it");
    }

    [Test]
    public void A_title_with_a_name_in_it_is_one_line_in_the_metadata()
    {
        var document = new PdfDocument(new PdfDescription("Brief aan\r\nJan\u202E ) /JS (", "nl", "\0Gemeente", "\u2066Proef", DateTimeOffset.UnixEpoch));
        document.Heading(1, "Brief aan\nJan");
        var paper = new ReadPdf(document.ToArray());

        Assert.That((ReadPdf.Words(paper.Information["/Title"]), ReadPdf.Words(paper.Information["/Author"]), ReadPdf.Words(paper.Information["/Subject"])), Is.EqualTo(("Brief aan Jan ) /JS (", "Gemeente", "Proef")));
    }
}
