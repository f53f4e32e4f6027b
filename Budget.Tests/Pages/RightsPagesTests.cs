using System.Net;
using Budget.Tests.Databases;

namespace Budget.Tests.Pages;

/// <summary>Rights as people meet them on the pages: papers, consent, an emergency, and a correction that takes two.</summary>
public sealed class RightsPagesTests
{
    private RunningPortal portal = null!;

    [OneTimeSetUp]
    public async Task Start() => portal = await RunningPortal.Start();

    [OneTimeTearDown]
    public async Task Stop() => await portal.DisposeAsync();

    private Task<Client> As(string persona) => Client.SignedInAs(portal, persona);

    private static async Task<string> Case(Client client) => (await client.Get("/hulpvraag")).Document.QuerySelector(".er-card__link")!.GetAttribute("href")!;

    [Test]
    public async Task A_paper_is_given_back_as_a_download_in_which_nothing_runs()
    {
        using var client = await As("devries");
        var papers = $"{await Case(client)}/stukken";
        var form = await client.FormOn(papers, "form[enctype]");

        var refused = await client.Post(form, "Paper", "<html><script>alert(1)</script></html>"u8.ToArray());
        Assert.That(refused.Status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(refused.Document.QuerySelector("main")!.TextContent, Does.Contain("Dit bestand kunnen we niet aannemen"));
        var missing = await client.Post(form, "Paper", []);
        Assert.That(missing.Document.QuerySelector("main")!.TextContent, Does.Contain("Kies eerst een bestand"));

        var sent = AttachmentTests.Pdf("Ik heb reuma.");
        Assert.That((await client.Post(form, "Paper", sent)).Location, Is.EqualTo(papers));
        var listed = await client.Get(papers);
        Assert.That(listed.Document.QuerySelector("main")!.TextContent, Does.Contain("bestand.xml"), "under the name that the sender gave it");
        var paper = await client.Get(listed.Document.QuerySelector("main a[href^='/stukken/']")!.GetAttribute("href")!);
        Assert.That(paper.Message.Content.Headers.ContentType!.ToString(), Is.EqualTo("application/pdf"));
        Assert.That(paper.Message.Content.Headers.ContentDisposition!.ToString(), Does.Match("^attachment; filename=stuk-[0-9]{4}-[0-9]{6}-[0-9a-f]{6}\\.pdf"));
        Assert.That(paper.Header("Content-Security-Policy"), Does.Contain("default-src 'none'").And.EndsWith("sandbox"));
        Assert.That((paper.Header("X-Content-Type-Options"), paper.Header("Cache-Control")), Is.EqualTo(("nosniff", "no-store")));
        Assert.That(await paper.Message.Content.ReadAsByteArrayAsync(), Is.EqualTo(sent));
    }

    [Test]
    public async Task What_a_resident_shares_the_provider_reads_and_no_more()
    {
        using var client = await As("devries");
        using var provider = await As("aanbieder");
        var share = (await client.Get("/machtigingen")).Document.QuerySelector("main a[href*='/machtigingen/']")!.GetAttribute("href")!;
        var form = await client.FormOn(share);
        var nothing = await client.Post(form.With("Until", "gisteren").Without("Domains"));
        Assert.That(nothing.Status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(nothing.Document.QuerySelector("main")!.TextContent, Does.Contain("Kies ten minste één onderdeel").And.Contain("Vul een dag in"));

        foreach (var link in (await client.Get("/machtigingen")).Document.QuerySelectorAll("main a[href*='/machtigingen/']").Select(link => link.GetAttribute("href")!))
        {
            var page = (await client.Get(link)).Document;
            var ticked = page.QuerySelector("input[name=Domains]")!.GetAttribute("value")!;
            var late = await client.Post((await client.FormOn(link)).With("Domains", ticked).With("Until", "1-1-2029"));
            Assert.That(late.Document.QuerySelector("main")!.TextContent, Does.Contain("Kies een dag tot en met"), "not after the support");
            Assert.That((await client.Post((await client.FormOn(link)).With("Domains", ticked))).Status, Is.EqualTo(HttpStatusCode.Found), link);
        }

        var file = await FileOfDeVries(provider);
        Assert.That(file.Document.QuerySelector("main")!.TextContent, Does.Match("Toestemming tot en met [0-9]+ [a-z]+ 202[67]").And.Not.Contain("In eigen woorden"));
    }

    [Test]
    public async Task Who_opens_a_file_in_an_emergency_is_read_about_on_the_first_page_of_the_resident()
    {
        using var provider = await As("aanbieder");
        using var client = await As("devries");
        var file = await FileOfDeVries(provider);
        var form = Client.FormIn(file, "form:has(textarea[name=Reason])", file.Message.RequestMessage!.RequestUri!.PathAndQuery);

        var short_ = await provider.Post(form.With("Reason", "nood"));
        Assert.That(short_.Status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(short_.Document.QuerySelector("textarea")!.TextContent.Trim(), Is.EqualTo("nood"), "what was typed is still there");
        await provider.Post(form.With("Reason", "Zij doet niet open en neemt niet op."));
        Assert.That((await FileOfDeVries(provider)).Document.QuerySelector("main")!.TextContent, Does.Contain("U leest zonder toestemming").And.Contain("In eigen woorden"));

        Assert.That((await client.Get("/")).Document.QuerySelector("main")!.TextContent, Does.Contain("Een dossier is geopend zonder toestemming"));
        var told = await client.Get("/machtigingen");
        Assert.That(told.Document.QuerySelector("main")!.TextContent, Does.Contain("Zij doet niet open en neemt niet op.").And.Contain("Linda Peters").And.Contain("Diegene kan alles lezen tot").And.Contain("Leest nu alles"));
        await client.Post(Client.FormIn(told, "form[action*='Read']"));
        Assert.That((await client.Get("/")).Document.QuerySelector("main")!.TextContent, Does.Not.Contain("geopend zonder toestemming"));
        using var administrator = await As("beheer");
        Assert.That((await administrator.Get("/beheer")).Document.QuerySelector("main")!.TextContent, Does.Contain("Geopend zonder toestemming"));
    }

    [Test]
    public async Task A_correction_waits_for_a_colleague_who_approves_it_and_the_auditor_sees_both()
    {
        using var first = await As("financien2");
        using var second = await As("financien");
        var own = (await first.Get("/financien/correcties")).Document.QuerySelector("tbody a")!.GetAttribute("href")!;

        Assert.That((await first.Get(own)).Document.QuerySelectorAll("form[action*='Approve']"), Is.Empty, "no button for one's own");
        var approved = await second.Post(await second.FormOn(own, "form[action*='Approve']"));
        Assert.That(approved.Location, Is.EqualTo("/financien/correcties"));
        Assert.That((await second.Get(own)).Document.QuerySelector("main")!.TextContent, Does.Contain("Goedgekeurd door Iris Mulder"));
        using var auditor = await As("controle");
        Assert.That((await auditor.Get("/controle/correcties")).Document.QuerySelector("main")!.TextContent, Does.Contain("Bas de Groot").And.Contain("Goedgekeurd door Iris Mulder"));
        var read = await auditor.Get(own.Replace("/financien/", "/controle/", StringComparison.Ordinal));
        Assert.That(read.Document.QuerySelector("main")!.TextContent, Does.Contain("Voorgesteld door").And.Contain("Waarom").And.Contain("Goedgekeurd door Iris Mulder"));
        Assert.That(read.Document.QuerySelectorAll("main form"), Is.Empty, "who only reads has nothing to press");
        var budget = read.Document.QuerySelector("main p a[href^='/controle/budget/']")!.GetAttribute("href")!;
        Assert.That((await auditor.Get(budget)).Document.QuerySelector("main")!.TextContent, Does.Contain("Reden:"));
    }

    [Test]
    public async Task A_caseworker_finds_a_resident_of_the_own_municipality_by_BSN_and_nobody_of_another()
    {
        using var caseworker = await As("consulent");
        using var elsewhere = await As("consulent2");
        var form = await caseworker.FormOn("/consulent/zoeken");
        var bsn = (await caseworker.Get((await caseworker.Get("/consulent?van=hulpvragen")).Document.QuerySelectorAll("tbody a[href^='/consulent/hulpvraag/']").First(link => link.TextContent.Contains("Vries", StringComparison.Ordinal)).GetAttribute("href")!))
            .Document.QuerySelectorAll("dd").Select(one => one.TextContent.Trim()).First(Bsn.IsWellFormed);

        var found = await caseworker.Post(form.With("Bsn", $"{bsn[..4]} {bsn[4..]}"));
        Assert.That(found.Document.QuerySelector("main")!.TextContent, Does.Contain("mevrouw A. de Vries").And.Contain("Geboren op 12 maart 1948").And.Contain("Hulpvraag 20"));
        Assert.That((await elsewhere.Post((await elsewhere.FormOn("/consulent/zoeken")).With("Bsn", bsn))).Document.QuerySelector("main")!.TextContent, Does.Contain("Niet gevonden").And.Not.Contain("Vries"));
        var wrong = await caseworker.Post(form.With("Bsn", "123456789"));
        Assert.That((wrong.Status, wrong.Document.QuerySelector("input[name=Bsn]")!.GetAttribute("value")), Is.EqualTo((HttpStatusCode.BadRequest, "123456789")));
        using var resident = await As("devries");
        Assert.That((await resident.Get("/gegevens")).Document.QuerySelector("main")!.TextContent, Does.Contain("zocht iemand op met het burgerservicenummer"));
    }

    private static async Task<Client.Answer> FileOfDeVries(Client provider) =>
        await provider.Get((await provider.Get("/aanbieder")).Document.QuerySelectorAll("tbody tr").First(row => row.TextContent.Contains("Vries", StringComparison.Ordinal) && row.QuerySelector("a[href^='/aanbieder/client']") is not null).QuerySelector("a[href^='/aanbieder/client']")!.GetAttribute("href")!);
}
