using System.Net;
using AngleSharp.Html.Dom;

namespace Budget.Tests.Pages;

/// <summary>Providers as people meet them on the pages: searching, comparing, choosing, going elsewhere, starting, and saying whether it helps.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class ProviderPagesTests(Engine engine)
{
    private RunningPortal portal = null!;

    [OneTimeSetUp]
    public async Task Open() => portal = await RunningPortal.Start(engine);

    [OneTimeTearDown]
    public async Task Close()
    {
        if (portal is not null)
        {
            await portal.DisposeAsync();
        }
    }

    private Task<Client> As(string persona) => Client.SignedInAs(portal, persona);

    private static string Told(Client.Answer answer) => answer.Document.QuerySelector("main")!.TextContent;

    /// <summary>The first budget of a persona, with its path.</summary>
    private static async Task<string> Budget(Client client) => (await client.Get("/mijn-budget")).Document.QuerySelector(".er-card__link")!.GetAttribute("href")!;

    [Test]
    public async Task The_directory_is_searched_and_says_what_residents_say()
    {
        using var client = await As("jansen");
        var all = await client.Get("/aanbieders");
        Assert.That(all.Document.QuerySelectorAll(".er-card__link").Select(link => link.TextContent).ToList(), Has.Count.EqualTo(15).And.Contain("Thuiszorg Gooi").And.Contain("Yakın Zorg"));
        var found = await client.Get("/aanbieders?zoek=yakin&taal=Turkish&wachten=4");
        Assert.That(found.Document.QuerySelectorAll(".er-card__link").Select(link => link.TextContent), Is.EqualTo(["Yakın Zorg"]));
        Assert.That(((IHtmlSelectElement)found.Document.QuerySelector("select[name=taal]")!).Value, Is.EqualTo("Turkish"), "what was chosen stands there");
        Assert.That(Told(await client.Get("/aanbieders?zoek=zwembad")), Does.Contain("Geen aanbieder gevonden").And.Contain("minder woorden"));
        Assert.That((await client.Get("/aanbieders?klein=ja")).Document.QuerySelectorAll(".er-card__link").Select(link => link.TextContent), Is.EquivalentTo(["Buurthuis De Draaikom", "Buurtkamer Oostermeent"]));

        var link = all.Document.QuerySelectorAll(".er-card__link").First(one => one.TextContent == "Thuiszorg Gooi").GetAttribute("href")!;
        Assert.That(Told(await client.Get(link)), Does.Match("Helpt volgens [0-9]+ van de [0-9]+ inwoners").And.Contain("Ongeveer 3 weken").And.Contain("komt bij u thuis").And.Contain("Turks"));
    }

    [Test]
    public async Task Going_elsewhere_is_shown_first_and_done_as_it_was_shown()
    {
        using var client = await As("devries");
        var budget = await Budget(client);
        var form = await client.FormOn($"{budget}/wisselen");
        var page = await client.Get($"{budget}/wisselen");
        Assert.That(Told(page), Does.Contain("een opzegtermijn van 14 dagen").And.Contain("Wisselen kan daarom vanaf 29 juni 2026"));
        var empty = await client.Post(form with { Action = $"{budget}/wisselen?handler=Check" });
        Assert.That((empty.Status, Told(empty).Contains("Kies wie u daarna gaat helpen", StringComparison.Ordinal)), Is.EqualTo((HttpStatusCode.BadRequest, true)));

        var other = page.Document.QuerySelector("input[name=To]")!.GetAttribute("value")!;
        var early = await client.Post(form.With("To", other).With("On", "28-6-2026") with { Action = $"{budget}/wisselen?handler=Check" });
        Assert.That(Told(early), Does.Contain("Dat kan op zijn vroegst op 29-06-2026."));
        Assert.That(early.Document.QuerySelector("input[name=On]")!.GetAttribute("value"), Is.EqualTo("28-6-2026"), "what was typed stands there");
        var unseen = await client.Post(form.With("To", other).With("On", "1-7-2026"));
        Assert.That((unseen.Status, unseen.Document.QuerySelector("[data-amount=rest]") is null), Is.EqualTo((HttpStatusCode.BadRequest, false)), "it is shown first");

        var shown = await client.Post(form.With("To", other).With("On", "1-7-2026") with { Action = $"{budget}/wisselen?handler=Check" });
        var rest = long.Parse(shown.Document.QuerySelector("[data-amount=rest]")!.GetAttribute("value")!, System.Globalization.CultureInfo.InvariantCulture);
        var stays = long.Parse(shown.Document.QuerySelector("[data-amount=stays-reserved]")!.GetAttribute("value")!, System.Globalization.CultureInfo.InvariantCulture);
        Assert.That((rest > 0, stays > 0, Told(shown).Contains("tot en met 30 juni 2026", StringComparison.Ordinal)), Is.EqualTo((true, true, true)));
        var done = await client.Post(Client.FormIn(shown, path: $"{budget}/wisselen"));
        Assert.That((done.Status, done.Location), Is.EqualTo((HttpStatusCode.Found, budget)), done.Body);
        var after = await client.Get(budget);
        Assert.That(Told(after), Does.Contain("Het is vastgelegd.").And.Contain("helpt u vanaf 1 juli 2026"));
        var available = long.Parse(after.Document.QuerySelector("[data-amount=available]")!.GetAttribute("value")!, System.Globalization.CultureInfo.InvariantCulture);
        var reserved = long.Parse(after.Document.QuerySelector("[data-amount=reserved]")!.GetAttribute("value")!, System.Globalization.CultureInfo.InvariantCulture);
        Assert.That(available + reserved, Is.EqualTo(rest + stays), "to the cent");

        var second = await client.Post(Client.FormIn(shown, path: $"{budget}/wisselen").With("Key", "een-andere-tab-1"));
        Assert.That((second.Status, Told(second).Contains("al een andere keuze gemaakt", StringComparison.Ordinal)), Is.EqualTo((HttpStatusCode.BadRequest, true)), "another tab is told");
    }

    [Test]
    public async Task Up_to_three_are_put_side_by_side()
    {
        using var client = await As("yilmaz");
        var budget = (await client.Get("/mijn-budget")).Document.QuerySelectorAll(".er-card__link").Select(link => link.GetAttribute("href")!).ToList();
        foreach (var one in budget)
        {
            if ((await client.Get($"{one}/aanbieder-kiezen")) is { Status: HttpStatusCode.OK } page)
            {
                var ids = page.Document.QuerySelectorAll("input[name=naast]").Take(4).Select(box => $"naast={box.GetAttribute("value")}").ToList();
                Assert.That(ids, Has.Count.EqualTo(4));
                Assert.That((await client.Get($"{one}/aanbieder-kiezen?{string.Join('&', ids.Take(2))}")).Document.QuerySelectorAll("section table tbody tr"), Has.Length.EqualTo(2));
                var four = await client.Get($"{one}/aanbieder-kiezen?{string.Join('&', ids)}");
                Assert.That((four.Document.QuerySelectorAll("section table tbody tr").Length, Told(four).Contains("U koos er meer dan 3", StringComparison.Ordinal)), Is.EqualTo((3, true)));
                return;
            }
        }

        Assert.Fail("Emre has a PVB.");
    }

    [Test]
    public async Task A_provider_of_ones_own_choice_is_asked_for_answered_and_read()
    {
        using var client = await As("yilmaz");
        using var consulent = await As("consulent");
        var budget = (await client.Get("/mijn-budget")).Document.QuerySelectorAll(".er-card__link").Select(link => link.GetAttribute("href")!).ToList();
        var path = "";
        foreach (var one in budget)
        {
            path = (await client.Get($"{one}/eigen-aanbieder")).Status == HttpStatusCode.OK ? $"{one}/eigen-aanbieder" : path;
        }

        var form = await client.FormOn(path);
        var empty = await client.Post(form.With("Why", "Hij kent Emre."));
        Assert.That((empty.Status, Told(empty).Contains("Vul in wie u wilt voorstellen", StringComparison.Ordinal), empty.Document.QuerySelector("textarea[name=Why]")!.TextContent.Trim()),
            Is.EqualTo((HttpStatusCode.BadRequest, true, "Hij kent Emre.")));
        Assert.That((await client.Post(form.With("Name", "Oom Kemal").With("Why", "Hij kent Emre."))).Location, Is.EqualTo(path));
        Assert.That((await client.Post(form.With("Name", "Oom Kemal").With("Why", "Hij kent Emre."))).Location, Is.EqualTo(path), "sent twice, asked once");
        Assert.That(Told(await client.Get(path)), Does.Contain("De gemeente antwoordt nog"));

        var waiting = (await consulent.Get("/consulent/levering")).Document.QuerySelectorAll("a[href*='/voorstel/']").First(link => link.TextContent.Contains("Emre", StringComparison.Ordinal)).GetAttribute("href")!;
        Assert.That(Told(await consulent.Get(waiting)), Does.Contain("Oom Kemal").And.Contain("Hij kent Emre."));
        var answer = await consulent.FormOn(waiting);
        Assert.That(Told(await consulent.Post(answer)), Does.Contain("Kies of het kan").And.Contain("Schrijf een antwoord"));
        Assert.That((await consulent.Post(answer.With("Outcome", "declined").With("Answer", "Hij heeft geen diploma."))).Location, Is.EqualTo("/consulent/levering"));
        Assert.That(Told(await client.Get(path)), Does.Contain("Het kan niet").And.Contain("Hij heeft geen diploma."));
    }

    [Test]
    public async Task The_provider_reports_the_start_and_the_resident_that_nobody_came()
    {
        using var provider = await As("aanbieder");
        using var client = await As("devries");
        using var consulent = await As("consulent");
        var page = (await provider.Get("/aanbieder")).Document.QuerySelector("tbody tr:has(th:contains('Vries')) a[href^='/aanbieder/client']")!.GetAttribute("href")!;
        var start = await provider.FormOn(page, "form[action*='handler=Start']") with { Action = $"{page}?handler=Start" };
        Assert.That(Told(await provider.Post(start.With("StartedOn", "1-1-2030"))), Does.Contain("Deze dag is nog niet geweest."));
        Assert.That((await provider.Post(start.With("StartedOn", "1-6-2026"))).Location, Is.EqualTo(page));
        Assert.That((await provider.Post(await provider.FormOn(page, "form[action*='handler=Stop']") with { Action = $"{page}?handler=Stop" })).Status, Is.EqualTo(HttpStatusCode.BadRequest));

        var help = $"{await Budget(client)}/hulp";
        Assert.That(Told(await client.Get(help)), Does.Contain("De hulp is begonnen op 1 juni 2026."));
        Assert.That((await client.Post(await client.FormOn(help, "form[action*='handler=Nobody']"))).Location, Is.EqualTo(help));
        Assert.That(Told(await consulent.Get("/consulent/levering")), Does.Match("Vries[^|]*Er kwam niemand"));
        var helps = await client.FormOn(help, "form[action*='handler=Experience']");
        Assert.That(Told(await client.Post(helps.Without("Helps"))), Does.Contain("Kies ja, een beetje of nee."));
        Assert.That((await client.Post(helps.With("Helps", "Partly").With("Words", "Zij praat niet met mij."))).Location, Is.EqualTo(help));
        Assert.That(Told(await client.Get(help)), Does.Contain("Een beetje.").And.Contain("Zij praat niet met mij."));
    }

    [Test]
    public async Task A_provider_keeps_its_profile_and_the_municipality_its_contracts()
    {
        using var provider = await As("aanbieder2");
        var form = await provider.FormOn("/aanbieder/profiel");
        var wrong = await provider.Post(form.With("Weeks", "veel").With("X", "").With("Specialisms", "Jonge mensen"));
        Assert.That((wrong.Status, wrong.Document.QuerySelector("textarea[name=Specialisms]")!.TextContent.Trim(), wrong.Document.QuerySelectorAll(".er-error-summary li").Length),
            Is.EqualTo((HttpStatusCode.BadRequest, "Jonge mensen", 2)));
        Assert.That((await provider.Post(form.With("Weeks", "11").With("Specialisms", "Jonge mensen"))).Location, Does.StartWith("/aanbieder/profiel?gemeente="));

        using var beheer = await As("beheer");
        var contract = (await beheer.Get("/beheer/contracten?zoek=yakin")).Document.QuerySelector("tbody a")!.GetAttribute("href")!;
        var index = await beheer.FormOn(contract, "form[action*='handler=Index']") with { Action = $"{contract}?handler=Index" };
        Assert.That(Told(await beheer.Post(index.With("StartsOn", "1-7-2026").With("Percent", "3").With("Rate", "30"))), Does.Contain("niet allebei"));
        Assert.That(Told(await beheer.Post(index.With("StartsOn", "1-6-2026").With("Percent", "3"))), Does.Contain("Kies een dag vanaf vandaag"));
        Assert.That((await beheer.Post(index.With("StartsOn", "1-7-2026").With("Percent", "3"))).Location, Is.EqualTo(contract));
        Assert.That(Told(await beheer.Get(contract)), Does.Contain("Tarief van het contract").And.Contain("vanaf 1 juli 2026").And.Contain("Noor van Dijk"));
        Assert.That((await beheer.Post(await beheer.FormOn(contract, "form[action*='handler=Option']") with { Action = $"{contract}?handler=Option" })).Location, Is.EqualTo(contract));
        Assert.That((await beheer.Get(contract)).Document.QuerySelector("form[action*='handler=Option']"), Is.Null, "once");
    }

    [Test]
    public async Task The_administrator_makes_a_contract_with_a_provider_that_a_resident_proposed()
    {
        using var beheer = await As("beheer");
        var list = await beheer.Get("/beheer/contracten");
        Assert.That(Told(list), Does.Contain("Paardenmaneges in de Eempolder").And.Not.Contain("Emre").And.Not.Contain("Yılmaz"));
        var way = list.Document.QuerySelector("a[href*='nieuw?voorstel=']")!.GetAttribute("href")!;
        Assert.That(Told(await beheer.Get(way)), Does.Contain("Een inwoner stelde voor").And.Contain("Paardenmaneges"));
        Assert.That((await beheer.Get("/beheer/contracten/nieuw?kvk=12")).Status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That((await beheer.Get("/beheer/contracten/nieuw?voorstel=11111111-1111-1111-1111-111111111111")).Status, Is.EqualTo(HttpStatusCode.NotFound));

        var form = await beheer.FormOn($"{way}&kvk=11223344") with { Action = "/beheer/contracten/nieuw" };
        var empty = await beheer.Post(form);
        Assert.That((empty.Status, empty.Document.QuerySelectorAll(".er-error-summary li").Length), Is.EqualTo((HttpStatusCode.BadRequest, 8)), "five of the provider, and rate, first day, last day");
        var filled = form.With("Name", "Manege De Eem").With("Agb", "11223344").With("Phone", "035 555 0000").With("AboutNl", "Werken met paarden.").With("AboutEn", "Working with horses.")
            .With("Rate", "55,50").With("StartsOn", "1-7-2026").With("EndsOn", "30-6-2030").With("NoticeDays", "30").With("OptionYears", "2").With("Light", "ja");
        Assert.That(Told(await beheer.Post(filled.With("EndsOn", "30-6-2026"))), Does.Contain("De laatste dag ligt voor de eerste dag."));
        var signed = await beheer.Post(filled);
        Assert.That(signed.Location, Does.Match("^/beheer/contracten/[0-9a-f-]{36}$"), signed.Body);
        Assert.That((await beheer.Post(filled)).Location, Is.EqualTo(signed.Location), "sent twice, signed once");
        Assert.That(Told(await beheer.Get(signed.Location!)), Does.Contain("Het contract is vastgelegd.").And.Contain("Manege De Eem").And.Contain("30 dagen").And.Contain("voegde toe"));
        Assert.That(Told(await beheer.Get("/beheer/contracten")), Does.Not.Contain("Paardenmaneges"));

        var known = await beheer.Get("/beheer/contracten/nieuw?kvk=11223344");
        Assert.That((Told(known).Contains("Deze aanbieder is er al", StringComparison.Ordinal), known.Document.QuerySelector("input[name=Name]") is null), Is.EqualTo((true, true)), "its data are shown, and not typed again");
    }

    [Test]
    public async Task A_caseworker_closes_that_nobody_came()
    {
        using var consulent = await As("consulent");
        var before = (await consulent.Get("/consulent/levering")).Document.QuerySelectorAll("form[action*='handler=Came']").Length;
        var form = await consulent.FormOn("/consulent/levering", "form[action*='handler=Came']") with { Action = "/consulent/levering?handler=Came" };
        Assert.That((await consulent.Post(form)).Location, Is.EqualTo("/consulent/levering"));
        Assert.That((await consulent.Post(form)).Location, Is.EqualTo("/consulent/levering"), "sent twice, said once");
        Assert.That((await consulent.Get("/consulent/levering")).Document.QuerySelectorAll("form[action*='handler=Came']"), Has.Length.EqualTo(before - 1));
        Assert.That((await consulent.Post(form.With("Assignment", "x"))).Status, Is.EqualTo(HttpStatusCode.NotFound));
    }
}
