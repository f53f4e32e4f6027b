using System.Text.RegularExpressions;

namespace Budget.Tests.Journeys;

/// <summary>A resident chooses a time, takes the paper along, and somebody who never signs in finds out whether it is genuine. On a desk without any script in Dutch, on a phone in English.</summary>
[Category("Journey")]
[TestFixture("nl", false)]
[TestFixture("en", true)]
public sealed class PaperJourneyTests(string language, bool withScript) : WalkTests(language, withScript)
{
    [Test]
    public async Task A_paper_is_taken_along_and_checked_by_somebody_else()
    {
        var devries = await Visit("devries");
        await devries.Open("/mijn-budget");
        await devries.Follow("main .er-card__link");
        var (spent, available) = (await devries.Figure("spent"), await devries.Figure("available"));
        await devries.Follow("main a[href$='/overzicht']");
        await devries.Fill("Van", "31-2-2026");
        await devries.Fill("Tot", "15-6-2026");
        await devries.Send("main form[method=get] button", expected: 400);
        Assert.That(await devries.WrongFields(), Is.EqualTo(["Van"]));
        await devries.Fill("Van", "1-1-2026");
        await devries.Send("main form[method=get] button");
        Assert.That((await devries.Figure("spent"), await devries.Figure("available")), Is.EqualTo((spent, available)), "until today it is what the page of the budget says");
        var (granted, reserved) = (await devries.Figure("granted"), await devries.Figure("reserved"));
        var paper = await devries.Download("main a[href*='overzicht.pdf']:not([href*='kort'])", Portal.Folder);
        var brief = await devries.Download("main a[href*='kort=ja']", Portal.Folder);
        await PdfFile.Through(paper, "qpdf", "--check", "{pdf}");
        var code = CodeOf(await PdfFile.Through(brief, "pdftotext", "-layout", "{pdf}", "-"));
        Assert.That(CodeOf(await PdfFile.Through(paper, "pdftotext", "-layout", "{pdf}", "-")), Is.EqualTo(code), "the same figures, the same code");

        var daughter = await Passer();
        await daughter.Open("/controleer");
        await daughter.Fill("Code", code.Replace('-', ' ').ToLowerInvariant());
        await daughter.Send("main form[method=get] button");
        Assert.That(await daughter.Says(), Does.Contain(In("De gemeente heeft een overzicht met deze code gemaakt", "The municipality made a statement with this code")).And.Not.Contain("Vries"));
        await daughter.Fill("ClosesOn", "15-6-2026");
        await daughter.Fill("Granted", granted.ToDecimalComma());
        await daughter.Fill("Reserved", reserved.ToDecimalComma());
        await daughter.Fill("Spent", spent.ToDecimalComma());
        await daughter.Fill("Available", (available + new Money(100)).ToDecimalComma());
        await daughter.Send("main form[method=post] button");
        Assert.That(await daughter.Says(), Does.Contain(In("Nee, dit staat niet zo in de boeken", "No, this is not so in the books")));
        await daughter.Fill("Available", available.ToDecimalComma());
        await daughter.Send("main form[method=post] button");
        Assert.That(await daughter.Says(), Does.Contain(In("Ja, dit klopt", "Yes, this is right")));
    }

    private string CodeOf(string text) => Regex.Match(text, In("Controlecode: ", "Check code: ") + "(?<code>[0-9A-Z-]{23})", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture).Groups["code"].Value;
}
