using System.Net;

namespace Budget.Tests.Pages;

/// <summary>The survey from the administrator who opens it to the resident who answers, and the figures for the council for each who reads them. In a portal of its own: the question stands on everybody's first page.</summary>
public sealed class SurveyPagesTests
{
    private static readonly string[] EarlierYears = ["2024", "2023", "2022", "2021"];
    private static readonly string[] SomeLists = ["Meldingen", "Besluiten", "Bezwaren", "Wisselingen van aanbieder", "Wordt het doel gehaald?"];

    private RunningPortal portal = null!;

    [OneTimeSetUp]
    public async Task Open() => portal = await RunningPortal.Start();

    [OneTimeTearDown]
    public async Task Close() => await portal.DisposeAsync();

    [Test]
    public async Task An_administrator_opens_it_and_a_resident_answers_once()
    {
        using var administrator = await Client.SignedInAs(portal, "beheer");
        var form = await administrator.FormOn("/beheer/ervaringsonderzoek");
        var wrong = await administrator.Post(form.With("Year", "2026").With("LastOn", "32-1-2026"));
        Assert.That((wrong.Status, Client.FormIn(wrong).Fields["LastOn"]), Is.EqualTo((HttpStatusCode.BadRequest, "32-1-2026")));
        Assert.That((await administrator.Post(form.With("Year", "1999").With("LastOn", "1-7-2026"))).Status, Is.EqualTo(HttpStatusCode.BadRequest));
        var filledIn = form.With("Year", "2026").With("LastOn", "1-7-2026");
        foreach (var time in new[] { "once", "by a double click" })
        {
            Assert.That((await administrator.Post(filledIn)).Location, Is.EqualTo("/beheer/ervaringsonderzoek"), time);
            Assert.That(MainOf(await administrator.Get("/beheer/ervaringsonderzoek")), Does.Contain("Inwoners kunnen antwoorden tot en met 1 juli 2026. Er deden nog geen 10 inwoners mee.").And.Contain("Loopt het onderzoek over dat jaar al"), time);
        }

        Assert.That((await administrator.Post((await administrator.FormOn("/beheer/ervaringsonderzoek")).With("Year", "2026").With("LastOn", "8-7-2026"))).Location, Is.EqualTo("/beheer/ervaringsonderzoek"));
        Assert.That((await administrator.Get("/beheer/ervaringsonderzoek")).Body, Does.Contain("Het onderzoek over 2026 is open tot en met 8 juli 2026.").And.Contain("Inwoners kunnen antwoorden tot en met 8 juli 2026."), "a wrong day is put right");

        using var resident = await Client.SignedInAs(portal, "devries");
        var link = (await resident.Get("/")).Document.QuerySelector("main a[href^='/ervaringen']")!.GetAttribute("href")!;
        var asked = await resident.Get(link);
        Assert.That(asked.Document.QuerySelectorAll("main fieldset[role=radiogroup]"), Has.Length.EqualTo(9));
        Assert.That(asked.Body, Does.Contain("Uw antwoorden zijn anoniem").And.Contain("Noem geen namen"));
        var answers = Client.FormIn(asked, path: link);
        var empty = await resident.Post(answers);
        Assert.That((empty.Status, empty.Body.Contains("Geef ten minste één antwoord.", StringComparison.Ordinal)), Is.EqualTo((HttpStatusCode.BadRequest, true)));
        var filled = answers.With("Answers[HelpedQuickly]", "Agree").With("Words", "Fijn dat u het vraagt.");
        var unknown = await resident.Post(filled.With("Answers[TakenSeriously]", "Perhaps"));
        Assert.That((unknown.Status, unknown.Body.Contains("Kies een van de antwoorden, of geen.", StringComparison.Ordinal)), Is.EqualTo((HttpStatusCode.BadRequest, true)), "not the rest of it either");
        Assert.That((await resident.Post(filled)).Location, Is.EqualTo("/"));
        Assert.That((await resident.Get("/")).Body, Does.Contain("Uw antwoorden zijn opgeteld bij die van anderen."));
        Assert.That((await resident.Post(filled.With("Answers[HelpedQuickly]", "Disagree"))).Location, Is.EqualTo("/"), "sent twice it counts once");
        var first = await resident.Get("/");
        Assert.That(first.Body, Does.Contain("U had al geantwoord. Wat u de eerste keer stuurde, telt.").And.Not.Contain("opgeteld bij die van anderen"));
        Assert.That(first.Document.QuerySelector("main a[href^='/ervaringen']"), Is.Null);
        Assert.That(MainOf(await resident.Get("/ervaringen")), Does.Contain("Wij vragen nu niets").And.Contain("Voor u is al geantwoord op het onderzoek over 2026."));
        foreach (var late in new[] { filled.With("Words", new string('a', 1001)), filled.With("Key", "another-form-of-mine") })
        {
            var again = await resident.Post(late);
            Assert.That(again.Status, Is.EqualTo(HttpStatusCode.BadRequest));
            Assert.That(MainOf(again), Does.Contain("Voor u is al geantwoord op het onderzoek over 2026.").And.Not.Contain("Er klopt iets niet"), "what is asked no more need not be right");
        }

        Assert.That((await administrator.Get("/beheer/ervaringsonderzoek")).Body, Does.Contain("Er deden nog geen 10 inwoners mee.").And.Not.Contain("Fijn dat u het vraagt."));
    }

    [Test]
    public async Task Who_was_answered_for_reads_so()
    {
        using var administrator = await Client.SignedInAs(portal, "beheer");
        Assert.That((await administrator.Post((await administrator.FormOn("/beheer/ervaringsonderzoek")).With("Year", "2026").With("LastOn", "8-7-2026"))).Status, Is.EqualTo(HttpStatusCode.Found));
        using var dochter = await Client.SignedInAs(portal, "dochter");
        using var bakker = await Client.SignedInAs(portal, "bakker");
        var own = (await bakker.Get("/")).Document.QuerySelector("main a[href^='/ervaringen']")!.GetAttribute("href")!;
        Assert.That((await dochter.Post((await dochter.FormOn(own)).With("Answers[FitsNeed]", "Neutral"))).Location, Is.EqualTo("/"));
        Assert.That(MainOf(await bakker.Get("/ervaringen")), Does.Contain("Voor u is al geantwoord op het onderzoek over 2026."));
        Assert.That(MainOf(await dochter.Get(own)), Does.Contain("Bakker is al geantwoord op het onderzoek over 2026.").And.Not.Contain("Voor u is"));
    }

    private static string MainOf(Client.Answer page) => page.Document.QuerySelector("main")!.TextContent;

    [TestCase("beheer", "/beheer")]
    [TestCase("controle", "/controle")]
    [TestCase("consulent", "/consulent")]
    public async Task Who_reads_the_figures_finds_them_from_the_own_start_with_a_file_and_other_years(string persona, string home)
    {
        using var client = await Client.SignedInAs(portal, persona);
        var link = (await client.Get(home)).Document.QuerySelector("main a[href$='/raadscijfers']")!.GetAttribute("href")!;
        Assert.That(link, Is.EqualTo($"{home}/raadscijfers"));
        var page = await client.Get(link);
        Assert.That((page.Status, page.Document.QuerySelectorAll("h1").Length), Is.EqualTo((HttpStatusCode.OK, 1)));
        Assert.That(page.Document.QuerySelectorAll("main nav a").Select(year => year.TextContent.Trim()), Is.EqualTo(EarlierYears), "in June 2026");
        Assert.That(page.Document.QuerySelector("main nav span")!.TextContent, Is.EqualTo("2025 (dit ziet u nu)"));
        Assert.That(MainOf(page), Does.Contain("Een aantal van 1, 2, 3 of 4 inwoners is verborgen"));
        Assert.That(SomeLists.Where(list => !MainOf(page).Contains(list, StringComparison.Ordinal)), Is.Empty, "each has a table, or is named among those of which nothing happened");
        foreach (var table in page.Document.QuerySelectorAll("main table").Where(table => !table.TextContent.Contains("Hoe lang inwoners wachtten", StringComparison.Ordinal)))
        {
            Assert.That(table.QuerySelectorAll("td").Any(cell => cell.TextContent.Trim() is not ("0" or "–")), Is.True, table.TextContent);
        }

        Assert.That(page.Body, Does.Contain("De tweede helft van 2025 is geteld op"));
        Assert.That((await client.Get($"{link}?jaar=2026")).Status, Is.EqualTo(HttpStatusCode.NotFound), "no half of it is over");
        Assert.That((await client.Get($"{link}?jaar=2021")).Status, Is.EqualTo(HttpStatusCode.OK));

        foreach (var typed in new[] { $"{link}?jaar=x", "/raadscijfers.csv?jaar=x", "/raadscijfers.csv?jaar=99999999999" })
        {
            Assert.That((await client.Get(typed)).Status, Is.EqualTo(HttpStatusCode.NotFound), typed);
        }

        var file = await client.Get("/raadscijfers.csv?jaar=2025");
        Assert.That((file.Header("Content-Type"), file.Header("Content-Disposition")), Is.EqualTo(("text/csv; charset=utf-8", "attachment; filename=raadscijfers-2025.csv; filename*=UTF-8''raadscijfers-2025.csv")));
        Assert.That(file.Body.TrimStart('\uFEFF').Replace("\"", "", StringComparison.Ordinal), Does.StartWith("gemeente;jaar;onderdeel;regel;"));
        Assert.That((await client.Get("/raadscijfers/ervaringen.csv?jaar=2026")).Status, Is.EqualTo(HttpStatusCode.NotFound), "still open, or never asked");
    }

    [TestCase("devries")]
    [TestCase("financien")]
    [TestCase("aanbieder")]
    public async Task Others_do_not(string persona)
    {
        using var client = await Client.SignedInAs(portal, persona);
        foreach (var path in new[] { "/raadscijfers.csv", "/raadscijfers/ervaringen.csv?jaar=2025", "/beheer/raadscijfers", "/controle/raadscijfers", "/consulent/raadscijfers", "/beheer/ervaringsonderzoek" })
        {
            Assert.That((await client.Get(path)).Status, Is.EqualTo(HttpStatusCode.Forbidden), path);
        }
    }
}
