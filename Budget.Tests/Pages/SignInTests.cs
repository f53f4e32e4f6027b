using System.Net;

namespace Budget.Tests.Pages;

/// <summary>Signing in at a real OpenID provider, as residents, providers and staff do; and out again.</summary>
public sealed class SignInTests
{
    // Test numbers (domain.md, 5): a mother and her neighbour, who live in Huizen, and two people whom nobody here knows.
    private const string Mother = "999900006";
    private const string Neighbour = "999900018";
    private const string Stranger = "999990056";
    private OpenIdProvider provider = null!;
    private RunningPortal portal = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        provider = await OpenIdProvider.Start();
        portal = await RunningPortal.Start(settings: provider.Settings);
        await provider.MeetsPortalAt(portal.Address);
    }

    [OneTimeTearDown]
    public async Task Close()
    {
        if (portal is not null)
        {
            await portal.DisposeAsync();
        }

        await provider.DisposeAsync();
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_resident_comes_in_with_DigiD_and_is_back_where_one_was(bool claimsComeBeside)
    {
        await provider.NextIs("digid-mother", new { bsn = Mother }, beside: claimsComeBeside);
        using var client = new Client(portal);
        List<string> way = [];

        var home = await client.Follow(await SignInAddress(client, "/mijn-budget?cultuur=nl", "digid"), way);

        Assert.That(way[^1], Does.EndWith("/mijn-budget?cultuur=nl"));
        Assert.That(home.Document.QuerySelector(".er-person__name")!.TextContent, Does.Contain("mevrouw A. de Vries"));
        Assert.That(home.Document.QuerySelectorAll("main .er-card__link"), Is.Not.Empty, "her budgets");
        Assert.That(way, Has.None.Contains(Mother), "no BSN in any address");
    }

    [Test]
    public async Task A_mandate_opens_the_one_file_it_is_about_and_not_ones_own()
    {
        await provider.NextIs("digid-neighbour", new { bsn = Mother, acting_bsn = Neighbour });
        using var client = new Client(portal);
        await client.Follow("/inloggen/digid?terug=/mijn-budget");

        var budgets = await client.Get("/mijn-budget");

        Assert.That(budgets.Document.QuerySelector(".er-person__name")!.TextContent, Does.Contain("Bakker").And.Contain("mevrouw A. de Vries"));
        Assert.That(budgets.Document.QuerySelector("main")!.TextContent, Does.Contain("Hulp bij het huishouden").And.Not.Contain("PGB"));
        Assert.That((await client.Get("/pgb")).Document.QuerySelectorAll("main .er-card__link"), Is.Empty, "his own agreements stay closed");
        await provider.NextIs("digid-neighbour", new { bsn = Neighbour });
        using var own = new Client(portal);
        await own.Follow("/inloggen/digid");
        Assert.That((await own.Get("/pgb")).Document.QuerySelectorAll("main .er-card__link"), Is.Not.Empty);
        Assert.That((await own.Get("/mijn-budget")).Document.QuerySelector("main")!.TextContent, Does.Not.Contain("Hulp bij het huishouden"), "the mandate was for that one time");
    }

    [TestCase("basis", "niveau", "ID-check")]
    [TestCase("", "niveau", "ID-check")]
    public async Task A_level_that_is_too_low_is_refused_in_words_that_help(string acr, string reason, string words)
    {
        await provider.NextIs("digid-mother", new { bsn = Mother }, acr);
        await Refused("digid", reason, words);
    }

    [Test]
    public async Task Each_municipality_sets_its_own_level()
    {
        var bsn = await BsnIn("0402");
        await provider.NextIs("digid-hilversum", new { bsn });
        await Refused("digid", "niveau", "ID-check");
        await provider.NextIs("digid-hilversum", new { bsn }, "hoog");
        using var client = new Client(portal);
        Assert.That((await client.Follow("/inloggen/digid")).Document.QuerySelector(".er-wordmark__town")!.TextContent, Does.Contain("Hilversum"));
    }

    [Test]
    public async Task Who_turns_back_at_the_provider_can_try_again()
    {
        await provider.NextIs("digid-mother", new { bsn = Mother }, deny: true);
        await Refused("digid", "afgebroken", "gestopt");
    }

    [TestCase("123456789", "mislukt")]
    [TestCase("", "mislukt")]
    [TestCase("s00000001:999900006", "mislukt")]
    public async Task A_number_that_is_no_BSN_lets_nobody_in(string bsn, string reason)
    {
        await provider.NextIs("digid-odd", new { bsn });
        await Refused("digid", reason, "mis");
    }

    [TestCase("")]
    [TestCase("123456789")]
    [TestCase("s00000001:999900018")]
    [TestCase("999900018:x")]
    public async Task Who_acts_for_somebody_and_cannot_be_told_apart_does_not_come_in_as_that_person(string actingBsn)
    {
        await provider.NextIs("digid-delegate", new { bsn = Mother, acting_bsn = actingBsn });
        await Refused("digid", "mislukt", "mis");
    }

    [Test]
    public async Task A_BSN_with_its_sector_before_it_is_a_BSN()
    {
        await provider.NextIs("digid-sector", new { bsn = $"s00000000:{Mother}" });
        using var client = new Client(portal);
        Assert.That((await client.Follow("/inloggen/digid?terug=/mijn-budget")).Status, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Who_is_new_introduces_oneself_and_can_ask_for_support()
    {
        await provider.NextIs("digid-stranger", new { bsn = Stranger });
        using var client = new Client(portal);
        List<string> way = [];
        await client.Follow("/inloggen/digid?terug=/hulpvraag/nieuw", way);
        Assert.That(way[^1], Does.EndWith("/kennismaken?terug=%2Fhulpvraag%2Fnieuw"));

        var form = await client.FormOn(new Uri(way[^1]).PathAndQuery);
        var wrong = await client.Post(form.With("Name", "Nieuw Iemand").With("BornOn", "1-13-1960"));
        Assert.That(wrong.Status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(wrong.Body, Does.Contain("Nieuw Iemand"), "what was typed is still there");
        var done = await client.Post(form.With("Municipality", "0406").With("Name", "Nieuw Iemand").With("BornOn", "1-12-1960"));
        Assert.That((done.Status, done.Location), Is.EqualTo((HttpStatusCode.Found, "/hulpvraag/nieuw")), "where one was going");
        Assert.That((await client.Get("/hulpvraag/nieuw")).Status, Is.EqualTo(HttpStatusCode.OK));

        using var again = new Client(portal);
        await again.Follow("/inloggen/digid");
        Assert.That((await again.Get("/")).Document.QuerySelector("h1")!.TextContent, Does.Contain("Nieuw Iemand"), "known from now on");
        Assert.That((await again.Get("/kennismaken")).Location, Is.EqualTo("/"));
    }

    [Test]
    public async Task Who_acts_for_somebody_without_a_file_is_told_so()
    {
        await provider.NextIs("digid-neighbour", new { bsn = "999990020", acting_bsn = Neighbour });
        await Refused("digid", "geen-dossier", "nog geen dossier");
    }

    [Test]
    public async Task Staff_come_in_with_the_role_that_their_employer_gives_them()
    {
        await provider.NextIs("werk-anna", new { name = "Anna Werk", roles = "iets-anders wmo-consulent".Split(' ') });
        using var client = new Client(portal);
        await client.Follow("/inloggen/medewerker?terug=/consulent");
        Assert.That((await client.Get("/consulent")).Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await client.Get("/financien")).Status, Is.EqualTo(HttpStatusCode.Forbidden));

        await provider.NextIs("werk-anna", new { name = "Anna Werk", roles = "wmo-financien".Split(' ') });
        using var elsewhere = new Client(portal);
        await elsewhere.Follow("/inloggen/medewerker");
        Assert.That((await elsewhere.Get("/financien")).Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await client.Get("/consulent")).Status, Is.EqualTo(HttpStatusCode.Found), "the session with the old role is over");
    }

    [Test]
    public async Task Staff_with_one_factor_do_not_come_in()
    {
        await provider.NextIs("werk-een", new { name = "Een Factor", roles = "wmo-consulent".Split(' ') }, "basis");
        await Refused("medewerker", "niveau-werk", "tweede controle");
    }

    [TestCase("nobody")]
    [TestCase("caseworker 0406")]
    public async Task Staff_without_a_role_of_ours_do_not_come_in(string role)
    {
        await provider.NextIs("werk-zonder", new { name = "Zonder Rol", roles = new[] { role } });
        await Refused("medewerker", "onbekend", "beheerder");
    }

    [Test]
    public async Task A_provider_is_known_by_its_number_at_the_chamber_of_commerce()
    {
        var kvk = await Scalar("SELECT kvk FROM providers WHERE name = 'Thuiszorg Gooi'");
        await provider.NextIs("eh-ABCDEF", new { kvk, name = "Petra Zorg" });
        using var client = new Client(portal);
        await client.Follow("/inloggen/eherkenning");
        using var colleague = await Client.SignedInAs(portal, "aanbieder");
        var assignments = (await client.Get("/aanbieder")).Document.QuerySelector("main tbody")!.TextContent;
        Assert.That(assignments, Is.EqualTo((await colleague.Get("/aanbieder")).Document.QuerySelector("main tbody")!.TextContent));
        await provider.NextIs("eh-ABCDEF", new { kvk = "00000000", name = "Petra Zorg" });
        await Refused("eherkenning", "onbekend", "beheerder");
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task The_way_out_leads_past_the_provider_and_the_cookie_is_dead(bool claimsComeBeside)
    {
        await provider.NextIs("digid-mother", new { bsn = Mother }, beside: claimsComeBeside);
        using var client = new Client(portal);
        await client.Follow("/inloggen/digid");
        var cookie = client.Cookie("eigenregie")!;

        var leaving = await client.Post(await client.FormOn("/", "form[action='/uitloggen']"));
        Assert.That(leaving.Header("Clear-Site-Data"), Does.Contain("cache").And.Contain("storage"));
        Assert.That(leaving.Header("Cache-Control"), Does.Contain("no-store"));
        Assert.That(leaving.Header("Content-Security-Policy"), Does.Contain($"form-action 'self' {provider.Address.ToString().TrimEnd('/')}"));
        // A token that holds a BSN stands in no address.
        Assert.That(leaving.Location is null, Is.EqualTo(!claimsComeBeside));
        var atProvider = leaving.Location is { } address ? await client.Follow(address) : await client.Post(Client.FormIn(leaving, "form#er-way-out"));
        Assert.That(atProvider.Status, Is.EqualTo(HttpStatusCode.OK), "it takes our id_token_hint and asks whether one is sure");
        var back = await client.Post(Client.FormIn(atProvider, "form").With("logout", "yes"));
        Assert.That(back.Location, Does.EndWith("/uitloggen"));

        using var thief = new Client(portal);
        thief.Take("eigenregie", cookie);
        Assert.That((await thief.Get("/mijn-budget")).Status, Is.EqualTo(HttpStatusCode.Found));
    }

    [Test]
    public async Task A_session_that_the_provider_ends_is_over_here_too()
    {
        await provider.NextIs("digid-mother", new { bsn = Mother });
        using var here = new Client(portal);
        await here.Follow("/inloggen/digid");
        using var copy = new Client(portal);
        copy.Take("eigenregie", here.Cookie("eigenregie")!);
        Assert.That((await copy.Get("/mijn-budget")).Status, Is.EqualTo(HttpStatusCode.OK));
        await provider.NextIs("digid-neighbour", new { bsn = Neighbour });
        using var another = new Client(portal);
        await another.Follow("/inloggen/digid");

        // Out at the provider, without a word to us: it tells us itself.
        var asked = await here.Get($"{provider.Address}session/end");
        await here.Post(Client.FormIn(asked, "form").With("logout", "yes"));

        Assert.That((await copy.Get("/mijn-budget")).Status, Is.EqualTo(HttpStatusCode.Found));
        Assert.That((await another.Get("/mijn-budget")).Status, Is.EqualTo(HttpStatusCode.OK), "somebody else's goes on");
    }

    [Test]
    public async Task A_provider_that_signs_with_a_new_key_is_still_understood()
    {
        await provider.NextIs("digid-mother", new { bsn = Mother });
        using var before = new Client(portal);
        await before.Follow("/inloggen/digid");
        await provider.SignsWithANewKey();
        using var after = new Client(portal);
        Assert.That((await after.Follow("/inloggen/digid?terug=/mijn-budget")).Document.QuerySelector(".er-person__name"), Is.Not.Null);
    }

    [TestCase("https://evil.example/")]
    [TestCase("//evil.example")]
    [TestCase("/\\evil.example")]
    [TestCase("/\t/evil.example")]
    public async Task The_whole_way_round_leads_back_to_the_portal_only(string wayBack)
    {
        await provider.NextIs("digid-mother", new { bsn = Mother });
        using var client = new Client(portal);
        List<string> way = [];
        await client.Follow($"/inloggen/digid?terug={Uri.EscapeDataString(wayBack)}", way);
        Assert.That(way[^1], Is.EqualTo(portal.Address.ToString()));
    }

    /// <summary>By the button on the sign-in page, to which one is sent from a page that one may not see yet.</summary>
    private static async Task<string> SignInAddress(Client client, string path, string scheme)
    {
        var page = await client.Get((await client.Get(path)).Location!);
        return page.Document.QuerySelector($"main a[href^='/inloggen/{scheme}']")!.GetAttribute("href")!;
    }

    private async Task Refused(string scheme, string reason, string words)
    {
        using var client = new Client(portal);
        List<string> way = [];
        var page = await client.Follow($"/inloggen/{scheme}?terug=/mijn-budget", way);
        Assert.That(way[^1], Does.EndWith($"/inloggen/mislukt?reden={reason}&terug=%2Fmijn-budget"));
        Assert.That(page.Status, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(page.Document.QuerySelector("main")!.TextContent, Does.Contain(words));
        Assert.That(page.Document.QuerySelector("main a")!.GetAttribute("href"), Is.EqualTo("/inloggen?terug=%2Fmijn-budget"), "the way back is not lost");
        Assert.That((await client.Get("/mijn-budget")).Status, Is.EqualTo(HttpStatusCode.Found), "and nobody is signed in");
    }

    private async Task<string> Scalar(string sql) => (await Databases.Rows.Of(portal.ConnectionString, sql))[0];

    /// <summary>A resident of another municipality, in whose file the number stands where a caseworker looks.</summary>
    private async Task<string> BsnIn(string municipality)
    {
        using var caseworker = await Client.SignedInAs(portal, municipality == "0402" ? "consulent2" : "consulent");
        var file = (await caseworker.Get("/consulent?van=hulpvragen")).Document.QuerySelector("tbody a")!.GetAttribute("href")!;
        return System.Text.RegularExpressions.Regex.Match((await caseworker.Get(file)).Body, "\\b9999\\d{5}\\b", System.Text.RegularExpressions.RegexOptions.NonBacktracking).Value;
    }
}
