using System.Net;
using AngleSharp.Html.Dom;

namespace Budget.Tests.Pages;

/// <summary>The worklist and the household as caseworkers and residents meet them on the pages.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class CaseloadPagesTests(Engine engine)
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

    private static string Told(Client.Answer answer) => System.Text.RegularExpressions.Regex.Replace(answer.Document.QuerySelector("main")!.TextContent, @"\s+", " ", System.Text.RegularExpressions.RegexOptions.NonBacktracking);

    private static List<string> Rows(Client.Answer answer) => [.. answer.Document.QuerySelectorAll("tbody tr").Select(row => row.TextContent)];

    /// <summary>The number of somebody's first case.</summary>
    private async Task<string> CaseOf(string name) => (await Databases.Rows.Of(
        portal.ConnectionString, $"SELECT file.number FROM support_requests file JOIN residents r ON r.id = file.resident_id WHERE r.name = '{name}' ORDER BY file.number"))[0];

    [Test]
    public async Task The_worklist_begins_with_what_is_mine_and_tells_all_kinds_apart()
    {
        using var client = await As("consulent");
        var mine = await client.Get("/consulent");
        Assert.That(mine.Document.QuerySelector(".er-views a[aria-current=page]")!.TextContent, Does.StartWith("Van mij ("));
        Assert.That(Rows(mine), Is.Not.Empty.And.All.Contains("Sanne Visser"));
        Assert.That(Rows(await client.Get("/consulent?van=niemand")), Is.Not.Empty.And.All.Contains("niemand"));
        var all = await client.Get("/consulent?van=iedereen");
        Assert.That(all.Document.QuerySelector(".er-views a[aria-current=page]")!.TextContent, Is.EqualTo($"Van iedereen ({Rows(all).Count})"));
        foreach (var kind in new[] { "Onderzoek doen en verslag schrijven", "Verslag opnieuw bekijken", "Verzoek: gegevens verbeteren", "Beslissen op een bezwaar", "Idee uit de buurt lezen" })
        {
            Assert.That(Rows(all), Has.Some.Contains(kind));
        }

        Assert.That(Rows(all)[0], Does.Contain("Spoed"));
        foreach (var link in all.Document.QuerySelectorAll("tbody a").Select(one => one.GetAttribute("href")!).Distinct())
        {
            Assert.That((await client.Get(link)).Status, Is.EqualTo(HttpStatusCode.OK), link);
        }
    }

    [Test]
    public async Task Somebody_is_searched_for_without_a_name_in_the_address()
    {
        using var client = await As("consulent");
        var form = await client.FormOn("/consulent");
        var found = await client.Post(form.With("Search", "bakker"));
        Assert.That((found.Status, found.Document.QuerySelector($"tbody a[href='/consulent/hulpvraag/{await CaseOf("meneer H. Bakker")}']") is not null), Is.EqualTo((HttpStatusCode.OK, true)));
        Assert.That(Rows(found), Is.Not.Empty.And.All.Contains("Bakker"));
        Assert.That(Told(await client.Post(form.With("Search", "olifant"))), Does.Contain("Niets gevonden"));
        var empty = await client.Post(form.With("Search", "b"));
        Assert.That((empty.Status, ((IHtmlInputElement)empty.Document.QuerySelector("input[name=Search]")!).Value), Is.EqualTo((HttpStatusCode.BadRequest, "b")));
    }

    [Test]
    public async Task A_case_is_taken_handed_over_and_shared_and_its_resident_reads_by_whom()
    {
        var (bakker, emre) = (await CaseOf("meneer H. Bakker"), await CaseOf("Emre Yılmaz"));
        using var consulent = await As("consulent");
        using var resident = await As("bakker");
        Assert.That(Told(await consulent.Get($"/consulent/hulpvraag/{bakker}")), Does.Contain("mevrouw Smit behandelt deze zaak."));
        Assert.That(Told(await resident.Get($"/hulpvraag/{bakker}")), Does.Contain("mevrouw Smit van de gemeente Huizen is uw vaste contactpersoon. Bel 035 528 1911 en vraag naar mevrouw Smit."));
        Assert.That(Told(await resident.Get("/")), Does.Contain("Uw contactpersoon is mevrouw Smit, telefoon 035 528 1911."));

        var path = $"/consulent/huishouden/{bakker}";
        var handOver = await consulent.FormOn(path, "form[action$=HandOver]");
        var half = await consulent.Post(handOver.With("Reason", "Asked"));
        Assert.That((half.Status, Told(half).Contains("Kies aan wie u de zaken overdraagt", StringComparison.Ordinal), ((IHtmlInputElement)half.Document.QuerySelector("input[value=Asked]")!).IsChecked),
            Is.EqualTo((HttpStatusCode.BadRequest, true, true)));
        var me = half.Document.QuerySelectorAll("select[name=To] option").First(option => option.TextContent.Contains("Sanne Visser", StringComparison.Ordinal)).GetAttribute("value")!;
        Assert.That((await consulent.Post(handOver.With("Reason", "Asked").With("To", me))).Location, Is.EqualTo(path));
        Assert.That(Told(await consulent.Get(path)), Does.Contain("U behandelt deze zaken."));

        var join = await consulent.FormOn(path, "form[action$=Join]");
        Assert.That(Told(await consulent.Post(join.With("Joining", "2026-999999"))), Does.Contain("In uw gemeente is geen hulpvraag met dit nummer."));
        Assert.That((await consulent.Post(join.With("Joining", $" {emre} "))).Location, Is.EqualTo(path));
        Assert.That(Told(await consulent.Get(path)), Does.Contain("2 inwoners die samen wonen").And.Contain("Emre Yılmaz"));
        Assert.That(Told(await consulent.Get($"/consulent/hulpvraag/{emre}")), Does.Contain("U behandelt deze zaak. De inwoner woont samen met 1 ander."));

        Assert.That((await consulent.Post(await consulent.FormOn($"/consulent/huishouden/{emre}", "form[action$=Leave]"))).Location, Is.EqualTo($"/consulent/huishouden/{emre}"));
        Assert.That(Told(await consulent.Get(path)), Does.Contain("Deze inwoner staat alleen in het huishouden."));
        using var elsewhere = await As("consulent2");
        Assert.That((await elsewhere.Get(path)).Status, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task An_agreement_on_paper_above_the_by_law_is_refused_with_the_maximum_of_that_kind_and_the_case_leads_to_what_was_approved()
    {
        using var client = await As("consulent");
        var path = $"/consulent/hulpvraag/{await CaseOf("meneer H. Bakker")}";
        var link = (await client.Get(path)).Document.QuerySelector("main a[href$=zorgovereenkomst]")!.GetAttribute("href")!;
        var form = (await client.FormOn(link)).With("HelperName", "Joost Bakker").With("Kind", "Network").With("Rate", "66,00").With("Volume", "8");
        var refused = await client.Post(form);
        Assert.That(refused.Status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(Told(refused).Replace('\u00A0', ' '), Does.Contain("Iemand uit eigen kring: het tarief is hoogstens € 20,00."));

        var approved = await client.Get((await client.Get(path)).Document.QuerySelector("main a[href$=zorgovereenkomsten]")!.GetAttribute("href")!);
        Assert.That((approved.Status, Rows(approved).Exists(row => row.Contains("Karin Postma", StringComparison.Ordinal))), Is.EqualTo((HttpStatusCode.OK, true)));
    }

    [Test]
    public async Task An_agreement_on_paper_above_the_hours_of_the_decision_is_written_down_when_that_is_meant_and_is_ended_on_a_page_of_its_own()
    {
        using var client = await As("consulent");
        var path = $"/consulent/hulpvraag/{await CaseOf("meneer H. Bakker")}";
        var link = (await client.Get(path)).Document.QuerySelector("main a[href$=zorgovereenkomst]")!.GetAttribute("href")!;
        var form = (await client.FormOn(link)).With("HelperName", "Wim Papier").With("Kind", "Freelancer").With("Rate", "49,50").With("Volume", "2");
        var warned = await client.Post(form);
        Assert.That(warned.Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(Told(warned), Does.Contain("Samen is dit meer dan er is toegekend").And.Contain("Er is nog niets bewaard."));
        Assert.That(Rows(await client.Get($"{link}en")).Exists(row => row.Contains("Wim Papier", StringComparison.Ordinal)), Is.False);

        var meant = form.With("Seen", warned.Document.QuerySelector("main input[name=Seen]")!.GetAttribute("value")!);
        Assert.That((await client.Post(meant)).Location, Is.EqualTo(path));
        var list = await client.Get($"{link}en");
        var paper = list.Document.QuerySelectorAll("tbody tr a[href$=op-papier]").Single(one => one.TextContent == "Wim Papier").GetAttribute("href")!;
        var stop = await client.FormOn(paper);
        Assert.That((await client.Post(stop)).Status, Is.EqualTo(HttpStatusCode.BadRequest), "on no day");
        Assert.That((await client.Post(stop.With("LastOn", form.Fields["StartsOn"]))).Location, Is.EqualTo(paper));
        Assert.That(Told(await client.Get(paper)), Does.Contain("De laatste dag is").And.Not.Contain("Laat stoppen"));

        // A form of its own: the key of the first was used.
        var own = await client.Post((await client.FormOn(link)).With("HelperName", "H. Bakker").With("Kind", "Freelancer").With("Rate", "49,50").With("Volume", "2"));
        Assert.That((own.Status, Told(own).Contains("Dit is de naam van de budgethouder", StringComparison.Ordinal)), Is.EqualTo((HttpStatusCode.BadRequest, true)));
    }
}
