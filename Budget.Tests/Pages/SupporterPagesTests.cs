using System.Net;

namespace Budget.Tests.Pages;

/// <summary>Somebody beside the resident, as the two of them meet it: client support at the start, an invitation passed on by word of mouth, reading along, and its end.</summary>
public sealed class SupporterPagesTests
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

    private static string MainOf(Client.Answer page) => page.Document.QuerySelector("main")!.TextContent;

    [Test]
    public async Task A_resident_invites_somebody_who_reads_along_until_it_is_ended()
    {
        using var bakker = await Client.SignedInAs(portal, "bakker");
        var number = (await bakker.Get("/hulpvraag")).Document.QuerySelector(".er-card__link")!.GetAttribute("href")!.Split('/')[^1];
        var here = $"/hulpvraag/{number}/meelezers";
        Assert.That((await bakker.Get($"/hulpvraag/{number}")).Document.QuerySelector($"main a[href='{here}']"), Is.Not.Null, "from the page of the case");
        var form = await bakker.FormOn(here, "main form[action$='Invite']");
        var empty = await bakker.Post(form);
        Assert.That((empty.Status, MainOf(empty).Contains("Schrijf op wie u uitnodigt.", StringComparison.Ordinal)), Is.EqualTo((HttpStatusCode.BadRequest, true)));
        Assert.That((await bakker.Post(form.With("Label", "Buurman <b>Jan</b>"))).Location, Is.EqualTo(here));
        var page = await bakker.Get(here);
        Assert.That(MainOf(page), Does.Contain("Buurman <b>Jan</b>").And.Contain("Uitgenodigd").And.Contain("/uitnodiging"));
        var code = page.Document.QuerySelector("main .er-card strong.er-amount")!.TextContent;

        using var jansen = await Client.SignedInAs(portal, "jansen");
        Assert.That((await jansen.Get($"/meelezen/{number}")).Status, Is.EqualTo(HttpStatusCode.NotFound));
        var enter = await jansen.FormOn("/uitnodiging");
        var wrong = await jansen.Post(enter.With("Code", "abcde fghjk"));
        Assert.That((wrong.Status, Client.FormIn(wrong).Fields["Code"]), Is.EqualTo((HttpStatusCode.BadRequest, "abcde fghjk")), "what was typed is still there");
        Assert.That(MainOf(wrong), Does.Contain("Deze code kennen wij niet."));
        Assert.That((await jansen.Post(Client.FormIn(wrong, path: "/uitnodiging").With("Code", code.ToLowerInvariant()))).Location, Is.EqualTo($"/meelezen/{number}"));

        var read = await jansen.Get($"/meelezen/{number}");
        Assert.That(MainOf(read), Does.Contain("U leest nu mee.").Or.Contain("Hulpvraag van meneer H. Bakker"));
        Assert.That(MainOf(read), Does.Contain("Licht werk in huis lukt zelf").And.Contain("Besluit: toegekend").And.Not.Contain("€").And.Not.Contain("1981").And.Not.Contain("9999"));
        Assert.That(read.Document.QuerySelectorAll("main form").Length, Is.EqualTo(1), "only to stop");
        Assert.That(MainOf(await jansen.Get("/meelezen")), Does.Contain("Hulpvraag van meneer H. Bakker"));
        Assert.That((await jansen.Get($"/hulpvraag/{number}")).Status, Is.EqualTo(HttpStatusCode.NotFound), "and no further");

        Assert.That(MainOf(await bakker.Get("/gegevens?wie=anderen")), Does.Contain("meneer J. Jansen").And.Contain($"las mee bij hulpvraag {number}.").And.Contain("Daar is toestemming voor gegeven."));
        Assert.That(MainOf(await bakker.Get(here)), Does.Contain("meneer J. Jansen heeft uw uitnodiging aangenomen."));
        Assert.That((await bakker.Post(await bakker.FormOn(here, "main form[action$='End']"))).Location, Is.EqualTo(here));
        Assert.That((await jansen.Get($"/meelezen/{number}")).Status, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(MainOf(await jansen.Get("/meelezen")), Does.Contain("U leest nu bij niemand mee"));
    }

    [Test]
    public async Task Who_has_no_file_comes_home_to_what_was_invited_to_and_can_stop()
    {
        using var anja = await Client.SignedInAs(portal, "ondersteuner");
        Assert.That((await anja.Get("/")).Location, Is.EqualTo("/meelezen"));
        var path = (await anja.Get("/meelezen")).Document.QuerySelector("main .er-card__link")!.GetAttribute("href")!;
        Assert.That(MainOf(await anja.Get(path)), Does.Contain("Hulpvraag van mevrouw A. de Vries").And.Not.Contain("€"));
        Assert.That((await anja.Get("/kennismaken")).Document.QuerySelector("main a[href='/uitnodiging']"), Is.Not.Null, "and from where a newcomer begins");
        Assert.That((await anja.Post(await anja.FormOn(path))).Location, Is.EqualTo("/meelezen"));
        Assert.That((await anja.Get(path)).Status, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That((await anja.Get("/")).Location, Is.EqualTo("/meelezen"), "a budget is left");
        var budget = (await anja.Get("/meelezen")).Document.QuerySelector("main a[href^='/meelezen/budget/']")!.GetAttribute("href")!;
        Assert.That((await anja.Post(await anja.FormOn(budget))).Location, Is.EqualTo("/meelezen"));
        Assert.That((await anja.Get(budget)).Status, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That((await anja.Get("/")).Location, Is.EqualTo("/kennismaken"));
    }

    [Test]
    public async Task Who_helps_and_has_no_file_comes_home_to_whom_is_helped()
    {
        using var hulp = await Client.SignedInAs(portal, "hulp");
        Assert.That((await hulp.Get("/")).Location, Is.EqualTo("/helpen"));
        Assert.That((await hulp.Get("/kennismaken?terug=%2F")).Location, Is.EqualTo("/"), "also from the first page after signing in");
        Assert.That((await hulp.Get("/kennismaken?terug=%2Fhulpvraag%2Fnieuw")).Location, Is.Null, "who asks for the own life is asked who that is");
    }

    [Test]
    public async Task Client_support_is_offered_before_a_request_is_sent_and_set_up_by_the_municipality()
    {
        using var jansen = await Client.SignedInAs(portal, "jansen");
        var story = (await jansen.FormOn("/hulpvraag/nieuw")).With("OwnWords", "Koken lukt niet meer.").With("Domains", "Household");
        Assert.That((await jansen.Post(story)).Location, Does.StartWith("/hulpvraag/nieuw/"));
        Assert.That(MainOf(await jansen.Get("/hulpvraag/nieuw/controle")), Does.Contain("onafhankelijke cliëntondersteuner").And.Contain("Stichting Naast U, het Gooi").And.Contain("035 555 0610"));
        Assert.That(MainOf(await jansen.Get("/hulpvraag/nieuw/controle?cultuur=en")), Does.Contain("Somebody who knows the way"));
        await jansen.Get("/hulpvraag/nieuw/controle?cultuur=nl");

        using var beheer = await Client.SignedInAs(portal, "beheer");
        var (form, second) = (await beheer.FormOn("/beheer/clientondersteuning"), await beheer.FormOn("/beheer/clientondersteuning"));
        var wrong = await beheer.Post(form.With("Phone", " "));
        Assert.That((wrong.Status, Client.FormIn(wrong).Fields["Name"]), Is.EqualTo((HttpStatusCode.BadRequest, "Stichting Naast U, het Gooi")));
        Assert.That((await beheer.Post(form.With("Name", "Steunpunt Huizen"))).Location, Is.EqualTo("/beheer/clientondersteuning"));
        var stale = await beheer.Post(second.With("Name", "Iets anders"));
        Assert.That((stale.Status, Client.FormIn(stale).Fields["Name"]), Is.EqualTo((HttpStatusCode.BadRequest, "Iets anders")), "another tab does not win unseen");
        Assert.That(MainOf(await beheer.Get("/beheer/clientondersteuning")), Does.Contain("Stichting Naast U, het Gooi → Steunpunt Huizen"));
        Assert.That(MainOf(await jansen.Get("/hulpvraag/nieuw/controle")), Does.Contain("Steunpunt Huizen"));

        using var beheer3 = await Client.SignedInAs(portal, "beheer3");
        Assert.That((await beheer3.FormOn("/beheer/clientondersteuning")).Fields["Name"], Is.EqualTo("Steunpunt Hilversum"));
    }
}
