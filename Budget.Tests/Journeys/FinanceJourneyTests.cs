namespace Budget.Tests.Journeys;

/// <summary>
/// Finance goes from what is owed to all providers down to one line on one budget and takes its statement along, and has the statements of a whole year made. On a desk without any script in Dutch, on a phone in English.
/// </summary>
[Category("Journey")]
[TestFixture("nl", false)]
[TestFixture("en", true)]
public sealed class FinanceJourneyTests(string language, bool withScript) : WalkTests(language, withScript)
{
    [Test]
    public async Task A_total_leads_to_its_lines_and_a_line_to_its_paper()
    {
        var finance = await Visit("financien");
        await finance.Open("/financien");
        await finance.Follow("main a[href='/financien/aanbieders']");
        var (owed, paid) = (await finance.Figure("payable"), await finance.Figure("paid"));
        await finance.Follow("main tbody a[href^='/financien/aanbieders/']");
        var card = finance.Path;
        Assert.That(await finance.Figure("opening") + await finance.Figure("credit") - await finance.Figure("debit"), Is.EqualTo(await finance.Figure("closing")));
        Assert.That(await finance.Figure("owed"), Is.LessThanOrEqualTo(owed), "a part of what is owed to all");
        Assert.That(paid.IsPositive, Is.True);

        await finance.Open($"{card}?van=31-2-2026&tot=30-6-2026", expected: 400);
        Assert.That(await finance.WrongFields(), Is.EqualTo(["Page_Van"]));
        Assert.That(await finance.Typed("Page_Van"), Is.EqualTo("31-2-2026"));
        await finance.Fill("Page_Van", "1-1-2026");
        await finance.Send("main form[method=get] button");
        Assert.That(await finance.Says(), Does.Contain(In("01-01-2026 t/m 30-06-2026", "01-01-2026 to 30-06-2026")));

        await finance.Follow("main tbody a[href^='/financien/declaratie/']");
        var declaration = finance.Path;
        await finance.Follow("main tbody a[href^='/financien/budget/']");
        var budget = finance.Path;
        Assert.That(await finance.Count($"main a[href^='{declaration}#regel-']"), Is.GreaterThan(0), "its postings say with which message they came");
        var paper = await finance.Download("main a[href*='overzicht.pdf?jaar=']", Portal.Folder);
        await PdfFile.Through(paper, "qpdf", "--check", "{pdf}");
        Assert.That(await PdfFile.Through(paper, "pdftotext", "-layout", "{pdf}", "-"), Does.Contain(budget.Split('/')[^1]));
    }

    [Test]
    public async Task All_statements_of_a_year_are_asked_for_and_are_there_after_a_while()
    {
        var finance = await Visit("financien");
        await finance.Open("/financien/overzichten");
        await finance.Fill("From", "1-1-2026");
        await finance.Fill("Until", "31-12-2026");
        await finance.Send("main form[method=post] button");
        var made = finance.Path;
        for (var tries = 0; tries < 60 && await finance.Count("main progress") > 0; tries++)
        {
            await Task.Delay(500);
            await finance.Open(made);
        }

        Assert.That(await finance.Count("main a[href$='.zip']"), Is.GreaterThan(0), await finance.Says());
        Assert.That(Portal.Errors, Does.Not.Contain("Exception"));
    }
}
