using System.Globalization;

namespace Budget.Tests.Journeys;

/// <summary>An auditor draws a sample, follows one line from the payment back to what the resident said, and takes the sample along. On a desk without any script in Dutch, on a phone in English.</summary>
[Category("Journey")]
[TestFixture("nl", false)]
[TestFixture("en", true)]
public sealed class AuditJourneyTests(string language, bool withScript) : WalkTests(language, withScript)
{
    [Test]
    public async Task A_line_that_was_drawn_is_followed_back_to_the_residents_own_words()
    {
        var auditor = await Visit("controle");
        await auditor.Open("/controle");
        await auditor.Follow("main a[href='/controle/steekproef']");
        await auditor.Fill("Aantal", "0");
        await auditor.Fill("Startgetal", "zaad-7");
        await auditor.Send("main form[method=get] button", expected: 400);
        Assert.That(await auditor.WrongFields(), Is.EqualTo(["Aantal"]));
        await auditor.Fill("Aantal", "12");
        await auditor.Tick("regels");
        await auditor.Send("main form[method=get] button");
        Assert.That(await auditor.Count("main tbody tr"), Is.EqualTo(12));
        Assert.That(await auditor.Figure("sample"), Is.LessThan(await auditor.Figure("population")));
        var first = await auditor.Html("main tbody th a");

        var file = await File.ReadAllLinesAsync(await auditor.Download("main a[href*='steekproef.csv']", Portal.Folder));
        Assert.That(file, Has.Length.EqualTo(13));

        await auditor.Follow("main tbody th a");
        var trail = await auditor.Says();
        var steps = new[]
        {
            In("De betaling", "The payment"), In("De boeking", "The posting"), In("De gedeclareerde regel", "The declared line"), In("Het tarief", "The rate"),
            In("De keuze van de aanbieder", "The choice of the provider"), In("Het besluit", "The decision"), In("Het verslag van het onderzoek", "The report of the investigation"),
            In("De vraag, in eigen woorden", "The request, in own words"),
        }.Select(step => trail.IndexOf($"{step}\n", StringComparison.Ordinal)).ToList();
        Assert.That(steps, Is.Ordered.And.All.GreaterThan(0), trail);
        Assert.That(trail, Does.Contain(In("nagerekend en goed", "computed again and right")));
        Assert.That((await auditor.Html("main blockquote.er-own-words >> nth=-1")).Trim(), Is.Not.Empty);
        var row = file[1].Split(';');
        Assert.That(trail, Does.Contain(string.Create(CultureInfo.InvariantCulture, $"{In("Spoor van boeking", "Trail of posting")} {row[2]}, budget {row[1]}")));

        await auditor.Follow("a.er-back");
        Assert.That(await auditor.Html("main tbody th a"), Is.EqualTo(first), "the sample from which one came");
        await auditor.Follow("main a[href$=uitleg]");
    }
}
