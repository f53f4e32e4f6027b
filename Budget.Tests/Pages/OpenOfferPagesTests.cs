using System.Net;

namespace Budget.Tests.Pages;

/// <summary>The open offer as visitors, residents and staff meet it.</summary>
public sealed class OpenOfferPagesTests
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

    private static IReadOnlyList<string> Names(Client.Answer page) => [.. page.Document.QuerySelectorAll("main h3 .er-card__link").Select(link => link.TextContent)];

    private static async Task<string> Link(Client client, string words) =>
        (await client.Get($"/aanbod?gemeente=0406&wijk=&woorden={Uri.EscapeDataString(words)}")).Document.QuerySelector("main .er-card__link")!.GetAttribute("href")!;

    [Test]
    public async Task Who_is_not_signed_in_chooses_a_municipality_searches_it_and_is_told_how_to_sign_up_by_telephone()
    {
        using var visitor = new Client(portal);
        var towns = await visitor.Get("/aanbod");
        Assert.That(Names(towns), Is.EqualTo((string[])["Hilversum", "Huizen"]));
        var huizen = await visitor.Get(towns.Document.QuerySelectorAll("main .er-card__link").Single(link => link.TextContent == "Huizen").GetAttribute("href")!);
        Assert.That(Names(huizen), Has.Count.EqualTo(16).And.Contain("Boodschappenbus").And.Not.Contain("Meentbus"));
        Assert.That(((AngleSharp.Html.Dom.IHtmlInputElement)huizen.Document.QuerySelector("main form[method=get] input[name=gemeente]")!).Value, Is.EqualTo("0406"), "and stays there");

        Assert.That(Names(await visitor.Get("/aanbod?gemeente=0406&Woorden=ALZHEIMERCAFE")), Is.EqualTo((string[])["Alzheimercafé"]));
        Assert.That(Names(await visitor.Get("/aanbod?gemeente=0406&Deel=Money&Kan=Quiet&Kan=StepFree")), Is.EqualTo((string[])["Hulp bij schulden"]));
        Assert.That(Names(await visitor.Get("/aanbod?gemeente=0406&Wijk=zenderwijk"))[0], Is.EqualTo("Inloopochtend met koffie"), "the own neighbourhood first");
        Assert.That(Names(await visitor.Get("/aanbod?gemeente=0406&Wijk=bijvanck")), Does.Not.Contain("Inloopochtend met koffie"), "and not what is for others only");
        var nothing = await visitor.Get("/aanbod?gemeente=0406&Woorden=olifant");
        Assert.That(nothing.Document.QuerySelector("main .er-empty")!.TextContent, Does.Contain("Wij vonden niets"));

        var offer = await visitor.Get(await Link(visitor, "rouwgroep"));
        Assert.That(offer.Document.QuerySelector("#meedoen")!.ParentElement!.TextContent, Does.Contain("Er zijn nog 8 van de 8 plaatsen vrij.").And.Contain("035 555 0490").And.Contain("log in"));
        Assert.That((await visitor.Get($"{await Link(visitor, "rouwgroep")}/aanmelden")).Location, Does.StartWith("/inloggen?terug="));
        Assert.That((await visitor.Get("/aanbod/00000000-0000-7000-8000-000000000000")).Status, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That((await visitor.Get("/aanbod/aanmeldingen")).Location, Does.StartWith("/inloggen"));
    }

    [TestCase("/aanbod?gemeente=9999")]
    [TestCase("/aanbod?gemeente=0406&Wijk=atlantis&Deel=99&Kan=Vliegen&Bladzijde=-3")]
    [TestCase("/aanbod?gemeente=0406&Bladzijde=999999999999")]
    [TestCase("/aanbod?gemeente=0406&Bladzijde=900")]
    [TestCase("/aanbod?gemeente=0406&Woorden=%25_%27%22--")]
    public async Task Whatever_stands_in_the_address_there_is_a_page(string path)
    {
        using var visitor = new Client(portal);
        Assert.That((await visitor.Get(path)).Status, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task A_resident_sees_what_is_near_signs_up_with_a_name_and_a_caseworker_reads_it()
    {
        using var bakker = await Client.SignedInAs(portal, "bakker");
        var near = await bakker.Get("/aanbod");
        Assert.That(Names(near)[0], Is.EqualTo("Inloopochtend met koffie"));
        Assert.That(near.Document.QuerySelector("main .er-card")!.TextContent, Does.Contain("In uw wijk"));
        Assert.That(near.Document.QuerySelectorAll("main .er-card__meta").Select(line => line.TextContent), Has.Some.Match("[0-9],[0-9] km van uw wijk"));

        var path = await Link(bakker, "rouwgroep");
        var form = await bakker.FormOn($"{path}/aanmelden", "main form[method=post]");
        var done = await bakker.Post(form.With("Share", "yes"));
        Assert.That(done.Location, Is.EqualTo("/aanbod/aanmeldingen"));
        Assert.That((await bakker.Post(form.With("Share", "yes"))).Location, Is.EqualTo("/aanbod/aanmeldingen"), "a second click is the first");
        var mine = await bakker.Get("/aanbod/aanmeldingen");
        Assert.That(mine.Document.QuerySelector("main")!.TextContent, Does.Contain("De aanmelding voor Rouwgroep is gelukt.").And.Contain("Wie het aanbiedt mag de naam weten."));
        Assert.That((await bakker.Get(path)).Document.QuerySelector("main")!.TextContent, Does.Contain("meneer H. Bakker is aangemeld").And.Contain("Er zijn nog 7 van de 8 plaatsen vrij."));
        var again = await bakker.Post((await bakker.FormOn($"{path}/aanmelden")).With("Share", "yes"));
        Assert.That(again.Status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(again.Document.QuerySelector(".utrecht-alert--error")!.TextContent, Does.Contain("U bent al aangemeld."));

        using var consulent = await Client.SignedInAs(portal, "consulent");
        Assert.That((await consulent.Get(path)).Document.QuerySelector("#namen")!.ParentElement!.TextContent, Does.Contain("meneer H. Bakker"));
        using var consulent2 = await Client.SignedInAs(portal, "consulent2");
        Assert.That((await consulent2.Get(path)).Document.QuerySelector("#namen"), Is.Null, "not of another municipality");

        var left = await bakker.Post(await bakker.FormOn("/aanbod/aanmeldingen", "main form[action$='Leave']"));
        Assert.That(left.Location, Is.EqualTo("/aanbod/aanmeldingen"));
        Assert.That((await bakker.Get("/aanbod/aanmeldingen")).Document.QuerySelector("main")!.TextContent, Does.Contain("U doet nog nergens aan mee"));
    }

    [Test]
    public async Task An_administrator_adds_changes_and_ends_an_offer_and_nothing_that_was_typed_is_lost()
    {
        using var beheer = await Client.SignedInAs(portal, "beheer");
        var empty = await beheer.FormOn("/beheer/aanbod/invullen");
        var wrong = await beheer.Post(empty.With("Kind", "Other").With("NameNl", "Schaken").With("AboutNl", "Schaken in de hal.").With("Domains", "Contact").With("Website", "http://example.nl").With("Places", "-1"));
        Assert.That(wrong.Status, Is.EqualTo(HttpStatusCode.BadRequest));
        var shown = Client.FormIn(wrong, path: "/beheer/aanbod/invullen");
        Assert.That((shown.Fields["NameNl"], shown.Fields["Website"], shown.Fields["Domains"], shown.Fields["Places"]), Is.EqualTo(("Schaken", "http://example.nl", "Contact", "-1")));
        Assert.That(wrong.Document.QuerySelector(".utrecht-alert--error")!.TextContent, Does.Contain("Vul een heel getal in van 1 tot 10.000.").And.Contain("Kies hoe mensen zich aanmelden."));
        var website = await beheer.Post(shown.With("Places", "").With("SignUp", "elsewhere"));
        Assert.That(website.Document.QuerySelector(".utrecht-alert--error")!.TextContent, Does.Contain("Het begint met https://"));
        var saved = await beheer.Post(Client.FormIn(website, path: "/beheer/aanbod/invullen").With("Website", "https://example.nl"));
        Assert.That(saved.Location, Is.EqualTo("/beheer/aanbod"), saved.Body);

        var list = await beheer.Get("/beheer/aanbod");
        Assert.That(list.Document.QuerySelector("main .er-traces")!.TextContent, Does.Contain("Noor van Dijk").And.Contain("voegde toe: Schaken"));
        var path = list.Document.QuerySelectorAll("main tbody a").Single(link => link.TextContent == "Schaken").GetAttribute("href")!;
        var (first, second) = (await beheer.FormOn(path), await beheer.FormOn(path));
        Assert.That((await beheer.Post(first.With("CostsNl", "Gratis"))).Location, Is.EqualTo("/beheer/aanbod"));
        var stale = await beheer.Post(second.With("CostsNl", "€ 10"));
        Assert.That((stale.Status, stale.Body.Contains("Iemand anders heeft dit intussen veranderd.", StringComparison.Ordinal)), Is.EqualTo((HttpStatusCode.BadRequest, true)), "another tab does not win unseen");
        Assert.That(Client.FormIn(stale).Fields["CostsNl"], Is.EqualTo("€ 10"));

        using var beheer3 = await Client.SignedInAs(portal, "beheer3");
        Assert.That((await beheer3.Get(path)).Status, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That((await beheer3.Get("/beheer/aanbod")).Document.QuerySelector("main")!.TextContent, Does.Contain("Meentbus").And.Not.Contain("Schaken"));

        using var visitor = new Client(portal);
        var offer = await Link(visitor, "schaken");
        Assert.That((await beheer.Post(await beheer.FormOn(path, "main form[action$='End']"))).Location, Is.EqualTo("/beheer/aanbod"));
        Assert.That((await visitor.Get(offer)).Status, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That((await beheer.Get("/beheer/aanbod")).Document.QuerySelector("main .er-traces")!.TextContent, Does.Contain("Van de lijst gehaald"));
    }

    [Test]
    public async Task An_administrator_draws_a_neighbourhood_and_a_resident_says_to_live_there()
    {
        using var beheer = await Client.SignedInAs(portal, "beheer");
        var form = await beheer.FormOn("/beheer/wijken/wijk");
        var wrong = await beheer.Post(form.With("Name", "Nieuwe wijk").With("Code", "nieuwe wijk").With("X", "145,3").With("Y", "478200"));
        Assert.That((wrong.Status, Client.FormIn(wrong).Fields["Code"]), Is.EqualTo((HttpStatusCode.BadRequest, "nieuwe wijk")));
        Assert.That((await beheer.Post(form.With("Name", "Nieuwe wijk").With("Code", "nieuw").With("X", "145300").With("Y", "478200"))).Location, Is.EqualTo("/beheer/wijken"));
        Assert.That((await beheer.Get("/beheer/wijken")).Document.QuerySelector("main")!.TextContent, Does.Contain("De wijk Nieuwe wijk is bewaard.").And.Contain("voegde toe: Nieuwe wijk"));

        using var jansen = await Client.SignedInAs(portal, "jansen");
        var choose = await jansen.FormOn("/gegevens/wijk");
        Assert.That((await jansen.Post(choose.With("Wijk", "meent"))).Status, Is.EqualTo(HttpStatusCode.BadRequest), "one of another municipality");
        Assert.That((await jansen.Post(choose.With("Wijk", "nieuw"))).Location, Does.StartWith("/gegevens"));
        Assert.That((await jansen.Get("/gegevens")).Document.QuerySelector("#wijk")!.ParentElement!.TextContent, Does.Contain("U woont in Nieuwe wijk."));

        Assert.That((await beheer.Post(await beheer.FormOn("/beheer/wijken/wijk?wijk=nieuw", "main form[action$='End']"))).Location, Is.EqualTo("/beheer/wijken"));
        Assert.That((await jansen.Get("/aanbod")).Document.QuerySelector("main select[name=Wijk]")!.TextContent, Does.Contain("Nieuwe wijk"), "who lives there still does");
        using var visitor = new Client(portal);
        Assert.That((await visitor.Get("/aanbod?gemeente=0406")).Document.QuerySelector("main select[name=Wijk]")!.TextContent, Does.Not.Contain("Nieuwe wijk"));
    }

    [Test]
    public async Task A_resident_tells_an_idea_the_municipality_reads_it_and_others_join_in()
    {
        using var jansen = await Client.SignedInAs(portal, "jansen");
        var form = await jansen.FormOn("/aanbod/ideeen/nieuw");
        var wrong = await jansen.Post(form.With("Words", "Een moestuin bij de kerk."));
        Assert.That((wrong.Status, Client.FormIn(wrong).Fields["Words"]), Is.EqualTo((HttpStatusCode.BadRequest, "Een moestuin bij de kerk.")));
        Assert.That((await jansen.Post(form.With("Words", "Een moestuin bij de kerk.").With("Kind", "Need"))).Location, Is.EqualTo("/aanbod/ideeen"));
        using var devries = await Client.SignedInAs(portal, "devries");
        Assert.That((await devries.Get("/aanbod/ideeen")).Body, Does.Not.Contain("moestuin").And.Contain("bankje"));

        using var consulent = await Client.SignedInAs(portal, "consulent");
        var unread = (await consulent.Get("/aanbod/ideeen")).Document.QuerySelectorAll("main .er-card").Single(card => card.TextContent.Contains("moestuin", StringComparison.Ordinal));
        var path = unread.QuerySelector("a")!.GetAttribute("href")!;
        Assert.That((await consulent.Get(path)).Document.QuerySelector("main")!.TextContent, Does.Contain("meneer J. Jansen"));
        Assert.That((await consulent.Post((await consulent.FormOn(path)).With("Shown", "no"))).Status, Is.EqualTo(HttpStatusCode.BadRequest), "without a reason");
        Assert.That((await consulent.Post((await consulent.FormOn(path)).With("Shown", "yes"))).Location, Is.EqualTo("/aanbod/ideeen"));

        var panel = (await devries.Get("/aanbod/ideeen")).Document.QuerySelectorAll("main .er-panel").Single(one => one.TextContent.Contains("moestuin", StringComparison.Ordinal));
        Assert.That(panel.TextContent, Does.Contain("Er doet nog niemand mee.").And.Not.Contain("Jansen"));
        var id = ((AngleSharp.Html.Dom.IHtmlInputElement)panel.QuerySelector("input[name=Idea]")!).Value;
        var join = await devries.FormOn("/aanbod/ideeen", "main form[action$='Join']");
        Assert.That((await devries.Post(join.With("Idea", id))).Location, Is.EqualTo("/aanbod/ideeen"));
        Assert.That((await consulent.Post((await consulent.FormOn(path)).With("Outcome", "yes").With("Answer", "De grond is van u."))).Location, Is.EqualTo("/aanbod/ideeen"));
        Assert.That((await jansen.Get("/aanbod/ideeen")).Document.QuerySelector("main")!.TextContent, Does.Contain("Eén iemand doet mee.").And.Contain("De grond is van u.").And.Not.Contain("de Vries"));
        Assert.That((await devries.Get(path)).Status, Is.EqualTo(HttpStatusCode.Forbidden));
        using var consulent2 = await Client.SignedInAs(portal, "consulent2");
        Assert.That((await consulent2.Get(path)).Status, Is.EqualTo(HttpStatusCode.NotFound));
    }
}
