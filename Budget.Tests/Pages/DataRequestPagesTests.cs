using System.Net;

namespace Budget.Tests.Pages;

/// <summary>From "this is not right" and "I want it gone" to the answer, as resident and caseworkers meet it; without a script.</summary>
public sealed class DataRequestPagesTests
{
    private RunningPortal portal = null!;

    [OneTimeSetUp]
    public async Task Open() => portal = await RunningPortal.Start();

    [OneTimeTearDown]
    public async Task Close()
    {
        if (portal is not null)
        {
            await portal.DisposeAsync();
        }
    }

    [Test]
    public async Task A_name_is_put_right_and_the_resident_reads_the_answer()
    {
        using var bakker = await Client.SignedInAs(portal, "bakker");
        using var consulent = await Client.SignedInAs(portal, "consulent");
        var form = await bakker.FormOn("/gegevens/verbeteren");
        var empty = await bakker.Post(form);
        Assert.That((empty.Status, empty.Document.QuerySelectorAll(".er-error-summary a").Length), Is.EqualTo((HttpStatusCode.BadRequest, 3)));
        var half = await bakker.Post(form.With("Words", "Mijn naam klopt niet."));
        Assert.That(half.Document.QuerySelector("textarea[name=Words]")!.TextContent, Is.EqualTo("Mijn naam klopt niet."), "what was typed is still there");
        var sent = await bakker.Post(form.With("About", "Name").With("Words", "Mijn naam klopt niet.").With("ShouldBe", "meneer H. Backer"));
        Assert.That((sent.Status, sent.Location), Is.EqualTo((HttpStatusCode.Found, $"/gegevens?voor={form.Fields["Voor"]}#verzoeken")));
        Assert.That(await TextOf(bakker, "/gegevens"), Does.Contain("Mijn naam klopt niet.").And.Contain("of wij het aanpassen"));

        var path = (await consulent.Get("/consulent?van=iedereen")).Document.QuerySelectorAll("a[href^='/consulent/verzoek/']").Single(link => link.TextContent.Contains("Bakker", StringComparison.Ordinal)).GetAttribute("href")!;
        var answer = await consulent.FormOn(path);
        Assert.That(answer.Fields["Name"], Is.EqualTo("meneer H. Backer"), "what the resident wrote is there to be checked");
        Assert.That((await consulent.Post(answer)).Status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That((await consulent.Post(answer.With("Agreed", "ja").With("Answer", "Dat klopt, zo staat u ook in de BRP."))).Location, Is.EqualTo("/consulent"));

        Assert.That(await TextOf(bakker, "/gegevens"), Does.Contain("Dat klopt, zo staat u ook in de BRP.").And.Contain("wij passen het aan"));
        Assert.That((await bakker.Get("/gegevens")).Body, Does.Contain("meneer H. Backer"));
        Assert.That(await TextOf(consulent, path), Does.Contain("Akkoord"));
    }

    [Test]
    public async Task What_the_resident_takes_back_is_off_the_list_and_still_read_by_who_opens_it()
    {
        using var devries = await Client.SignedInAs(portal, "devries");
        using var consulent = await Client.SignedInAs(portal, "consulent");
        await devries.Post((await devries.FormOn("/gegevens/verbeteren", "main form")).With("About", "Other").With("Words", "Mijn buurt klopt niet.").With("ShouldBe", "Het Harde"));
        var page = await devries.Get("/gegevens");
        var number = page.Document.QuerySelector("#verzoeken ~ h3 .er-nowrap")!.TextContent;
        var form = Client.FormIn(page, "form[action*='handler=Withdraw']", "/gegevens");
        Assert.That(form.Fields["Number"], Is.EqualTo(number), "the newest first");

        Assert.That((await devries.Post(form)).Status, Is.EqualTo(HttpStatusCode.Found));
        Assert.That(await TextOf(devries, "/gegevens"), Does.Contain($"Verzoek {number} is ingetrokken.").And.Contain("Ingetrokken op"));
        Assert.That((await consulent.Get("/consulent?van=iedereen")).Document.QuerySelector($"a[href='/consulent/verzoek/{number}']"), Is.Null);
        var opened = await consulent.Get($"/consulent/verzoek/{number}");
        Assert.That(opened.Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(opened.Document.QuerySelector("main")!.TextContent, Does.Contain("Ingetrokken").And.Contain("mevrouw A. de Vries"));
        Assert.That(opened.Document.QuerySelectorAll("main form"), Is.Empty);
    }

    [Test]
    public async Task A_correction_that_is_refused_says_how_to_object()
    {
        using var devries = await Client.SignedInAs(portal, "devries");
        using var consulent = await Client.SignedInAs(portal, "consulent");
        var path = (await consulent.Get("/consulent?van=iedereen")).Document.QuerySelectorAll("a[href^='/consulent/verzoek/']").Single(link => link.TextContent.Contains("Vries", StringComparison.Ordinal)).GetAttribute("href")!;
        await consulent.Post((await consulent.FormOn(path)).With("Agreed", "nee").With("Answer", "Het verslag zegt wat toen zo was."));
        Assert.That(await TextOf(devries, "/gegevens"), Does.Contain("Het verslag zegt wat toen zo was.").And.Contain("bezwaar maken").And.Contain("Autoriteit Persoonsgegevens"));
    }

    [Test]
    public async Task A_file_goes_after_two_caseworkers_said_so_and_not_after_one()
    {
        using var jansen = await Client.SignedInAs(portal, "jansen");
        using var consulent = await Client.SignedInAs(portal, "consulent");
        using var consulent3 = await Client.SignedInAs(portal, "consulent3");
        Assert.That(await TextOf(jansen, "/gegevens/vernietigen"), Does.Contain("15 jaar").And.Contain("geen besluit in dit dossier"));
        var form = await jansen.FormOn("/gegevens/vernietigen");
        Assert.That((await jansen.Post(form.Without("Sure"))).Status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That((await jansen.Post(form.With("Sure", "ja"))).Status, Is.EqualTo(HttpStatusCode.Found));
        var path = (await consulent.Get("/consulent?van=iedereen")).Document.QuerySelectorAll("a[href^='/consulent/verzoek/']").Single(link => link.TextContent.Contains("Jansen", StringComparison.Ordinal)).GetAttribute("href")!;

        await consulent.Post((await consulent.FormOn(path, "form[action$='Propose']")).With("Reason", "Niemand anders heeft dit nodig."));
        var own = await consulent.Get(path);
        Assert.That(own.Document.QuerySelector("form[action$='Confirm']"), Is.Null, "not shown to who proposed it");
        var forged = await consulent.Post((await consulent.FormOn(path, "form[action$='Keep']")) with { Action = $"{path}?handler=Confirm" });
        Assert.That(forged.Status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(forged.Document.QuerySelector(".er-error-summary")!.TextContent, Does.Contain("Een collega moet het goedkeuren."));
        Assert.That((await jansen.Get("/gegevens")).Status, Is.EqualTo(HttpStatusCode.OK), "it is still there");

        Assert.That((await consulent3.Post(await consulent3.FormOn(path, "form[action$='Confirm']"))).Location, Is.EqualTo("/consulent"));

        Assert.That((await jansen.Get("/gegevens")).Location, Does.StartWith("/inloggen"), "the session is gone with the file");
        Assert.That((await consulent.Get(path)).Status, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task A_file_with_a_decision_says_beforehand_why_it_stays()
    {
        using var yilmaz = await Client.SignedInAs(portal, "yilmaz");
        Assert.That(await TextOf(yilmaz, "/gegevens/vernietigen"), Does.Contain("Er staat een besluit in.").And.Contain("Emre"));
    }

    private static async Task<string> TextOf(Client client, string path) => (await client.Get(path)).Document.QuerySelector("main")!.TextContent;
}
