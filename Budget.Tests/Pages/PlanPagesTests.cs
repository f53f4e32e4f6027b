using System.Net;

namespace Budget.Tests.Pages;

/// <summary>How support goes on, as people meet it on the pages: one plan, is it working, shifting, and asking again.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class PlanPagesTests(Engine engine)
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

    private async Task<string> Case(string name = "mevrouw A. de Vries") => (await Databases.Rows.Of(portal.ConnectionString,
        $"SELECT request.number FROM support_requests request JOIN residents r ON r.id = request.resident_id JOIN decisions d ON d.request_id = request.id WHERE r.name = '{name}' ORDER BY request.number"))[0];

    [Test]
    public async Task Resident_and_caseworker_see_one_plan_and_both_change_it()
    {
        var number = await Case();
        var (mine, theirs) = ($"/hulpvraag/{number}/plan-op-een-rij", $"/consulent/hulpvraag/{number}/plan-op-een-rij");
        using var resident = await As("devries");
        using var caseworker = await As("consulent");
        var page = await resident.Get(mine);
        Assert.That(Told(page), Does.Contain("Wijkverpleging Gooi").And.Contain("De zorgverzekeraar (Zvw)").And.Contain("niet van de gemeente"));
        Assert.That(page.Document.QuerySelectorAll("main [data-amount=granted]"), Is.Not.Empty, "what the municipality pays has figures");

        var form = Client.FormIn(page, "section[aria-labelledby=erbij] form", mine);
        var empty = await resident.Post(form.With("Domain", "").With("What", "Fysiotherapie"));
        Assert.That((empty.Status, empty.Document.QuerySelector("#What")!.GetAttribute("value")), Is.EqualTo((HttpStatusCode.BadRequest, "Fysiotherapie")), "what was typed stands there");
        var added = await resident.Post(form.With("Domain", "Health").With("What", "Fysiotherapie").With("Paid", "Zvw").With("Who", "Praktijk De Lift"));
        Assert.That((added.Status, added.Location), Is.EqualTo((HttpStatusCode.Found, mine)), added.Body);
        var seen = await caseworker.Get(theirs);
        Assert.That(Told(seen), Does.Contain("Fysiotherapie").And.Contain("Praktijk De Lift"));
        var ended = await caseworker.Post(Client.FormIn(seen, path: $"{theirs}?handler=End"));
        Assert.That((ended.Status, ended.Location), Is.EqualTo((HttpStatusCode.Found, theirs)), ended.Body);
        Assert.That(Told(await resident.Get(mine)), Does.Contain("Wat uit het plan is gehaald"));
    }

    [Test]
    public async Task A_goal_that_is_not_reached_is_answered_and_the_resident_reads_it()
    {
        var number = await Case();
        using var resident = await As("devries");
        using var caseworker = await As("consulent");
        var task = (await caseworker.Get("/consulent/levering")).Document.QuerySelector("main a[href*='werkt-het']")!.GetAttribute("href")!;
        Assert.That(task, Does.StartWith($"/consulent/hulpvraag/{number}/werkt-het"));
        var path = $"/consulent/hulpvraag/{number}/werkt-het";
        var form = Client.FormIn(await caseworker.Get(path), path: path);
        Assert.That((await caseworker.Post(form)).Status, Is.EqualTo(HttpStatusCode.BadRequest), "nothing was written");
        var answered = await caseworker.Post(form.With("Reply", "Vanaf maandag komt er een vaste hulp."));
        Assert.That(answered.Location, Is.EqualTo(path), answered.Body);
        Assert.That(Told(await resident.Get($"/hulpvraag/{number}/werkt-het")), Does.Contain("Vanaf maandag komt er een vaste hulp."));
        Assert.That((await caseworker.Get("/consulent/levering")).Document.QuerySelector("main a[href*='werkt-het']"), Is.Null);
    }

    [Test]
    public async Task Two_clicks_say_whether_a_goal_is_reached()
    {
        using var resident = await As("bakker");
        var home = await resident.Get("/");
        var link = home.Document.QuerySelector("main a[href$='werkt-het']")!.GetAttribute("href")!;
        var page = await resident.Get(link);
        var form = Client.FormIn(page, path: link);
        Assert.That((await resident.Post(form.With("Reached", ""))).Status, Is.EqualTo(HttpStatusCode.BadRequest));
        var said = await resident.Post(form.With("Reached", "Partly"));
        Assert.That((said.Status, said.Location), Is.EqualTo((HttpStatusCode.Found, link)), said.Body);
        Assert.That(Told(await resident.Get(link)), Does.Contain("Een beetje"));
    }

    [Test]
    public async Task Eight_weeks_before_the_end_the_home_page_says_so_and_the_request_stands_ready()
    {
        var number = await Case("meneer H. Bakker");
        var lastDay = DateOnly.ParseExact((await Databases.Rows.Of(portal.ConnectionString,
            $"SELECT CAST(MAX(b.ends_on) AS TEXT) FROM budgets b JOIN decisions d ON d.id = b.decision_id JOIN support_requests request ON request.id = d.request_id WHERE request.number = '{number}'"))[0], "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        await using var later = await portal.Later(lastDay.AddDays(-20));
        using var resident = await Client.SignedInAs(later, "bakker");
        var link = (await resident.Get("/")).Document.QuerySelector("main a[href*='vervolg=']")!.GetAttribute("href")!;
        Assert.That(link, Is.EqualTo($"/hulpvraag/nieuw?vervolg={number}"));
        var page = await resident.Get(link);
        Assert.That(Told(page), Does.Contain($"Vervolg op hulpvraag {number.Replace("-", "\u2011", StringComparison.Ordinal)}").Or.Contain($"Vervolg op hulpvraag {number}"));
        var words = page.Document.QuerySelector("#OwnWords")!.TextContent.Trim();
        Assert.That((words.Length > 0, page.Document.QuerySelectorAll("input[name=Domains][checked]").Length > 0), Is.EqualTo((true, true)), "what was said then stands there");
        var sent = await resident.Post(Client.FormIn(page, path: link).With("OwnWords", $"{words} En het wordt zwaarder."));
        Assert.That(sent.Status, Is.EqualTo(HttpStatusCode.Found), sent.Body);
        Assert.That(sent.Location, Does.StartWith("/hulpvraag/nieuw/doelen"));
        Assert.That((await resident.Get(sent.Location!)).Document.QuerySelectorAll("textarea").Select(area => area.TextContent.Trim()), Is.All.Not.Empty, "and the goals");

        using var stranger = await Client.SignedInAs(later, "jansen");
        Assert.That((await stranger.Get(link)).Status, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task A_shift_is_proposed_by_one_side_and_agreed_to_by_the_other()
    {
        var number = await Case();
        var (mine, theirs) = ($"/hulpvraag/{number}/schuiven", $"/consulent/hulpvraag/{number}/schuiven");
        using var resident = await As("devries");
        using var caseworker = await As("consulent");
        var waits = await resident.Get(mine);
        Assert.That(Told(waits), Does.Contain("Wacht op uw antwoord"), "the municipality of the demo proposed one");
        Assert.That((await resident.Get("/")).Document.QuerySelector("main a[href$=schuiven]"), Is.Not.Null);
        Assert.That(Told(await caseworker.Get(theirs)), Does.Contain("Wacht op de ander").And.Contain("Neem het voorstel terug"));
        var form = Client.FormIn(waits, path: $"{mine}?handler=Answer");
        Assert.That((await resident.Post(form)).Status, Is.EqualTo(HttpStatusCode.BadRequest), "neither yes nor no");
        var before = Cents(waits);
        var agreed = await resident.Post(form.With("Agrees", "yes"));
        Assert.That((agreed.Status, agreed.Location), Is.EqualTo((HttpStatusCode.Found, mine)), agreed.Body);
        var after = await resident.Get(mine);
        Assert.That(Told(after), Does.Contain("Het is geschoven."));
        Assert.That(Cents(after), Is.EqualTo(before), "to the cent");

        var propose = Client.FormIn(after, "section[aria-labelledby=voorstel] form", mine);
        var numbers = after.Document.QuerySelectorAll("#From option").Select(option => option.GetAttribute("value")!).Where(value => value.Length > 0).ToList();
        var same = await resident.Post(propose.With("From", numbers[0]).With("To", numbers[0]).With("Amount", "1,00").With("Reason", "Anders verdelen."));
        Assert.That((same.Status, Told(same).Contains("Kies twee verschillende budgetten.", StringComparison.Ordinal)), Is.EqualTo((HttpStatusCode.BadRequest, true)));
    }

    /// <summary>All that is free or set apart in the budgets that are shown.</summary>
    private static long Cents(Client.Answer page) => page.Document.QuerySelectorAll("main table [data-amount]").Sum(amount => long.Parse(amount.GetAttribute("value")!, System.Globalization.CultureInfo.InvariantCulture));

    [Test]
    public async Task A_grant_in_steps_is_calculated_and_then_recorded_as_it_was_shown()
    {
        using var caseworker = await As("consulent");
        var number = (await Databases.Rows.Of(portal.ConnectionString,
            "SELECT request.number FROM support_requests request JOIN residents r ON r.id = request.resident_id JOIN decisions d ON d.request_id = request.id WHERE r.name = 'meneer H. Bakker' ORDER BY request.number"))[0];
        var path = $"/consulent/hulpvraag/{number}/besluit/leren";
        var form = await caseworker.FormOn(path, "main form[method=post]");
        var wrong = await caseworker.Post(form.With("Weeks[0]", "4").With("Volumes[0]", "2").With("Weeks[1]", "4").With("Volumes[1]", "3") with { Action = $"{path}?handler=Check" });
        Assert.That((wrong.Status, Told(wrong).Contains("Vul twee tot zes stappen in", StringComparison.Ordinal)), Is.EqualTo((HttpStatusCode.BadRequest, true)));
        var product = wrong.Document.QuerySelectorAll("#Product option").Select(option => option.GetAttribute("value")!).First(value => value.StartsWith("01", StringComparison.Ordinal));
        var filled = form.With("Product", product).With("Weeks[0]", "4").With("Volumes[0]", "6").With("Weeks[1]", "4").With("Volumes[1]", "4").With("Weeks[2]", "4").With("Volumes[2]", "2")
            .With("Rate", "30,00").With("StartsOn", "1-7-2026").With("FundingForm", "PersonFollowing").With("Reasons", "Hij leert weer zelf koken.");
        var shown = await caseworker.Post(filled with { Action = $"{path}?handler=Check" });
        Assert.That(Told(shown), Does.Contain("48 uur").And.Contain("1.440,00").And.Contain("22 september 2026"), shown.Body);
        var done = await caseworker.Post(Client.FormIn(shown, path: path));
        Assert.That((done.Status, done.Location), Is.EqualTo((HttpStatusCode.Found, $"/consulent/hulpvraag/{number}/plan-op-een-rij")), done.Body);
        Assert.That(Told(await caseworker.Get(done.Location!)), Does.Contain("Leren om het weer zelf te doen").And.Contain("6 uur per week").And.Contain("2 uur per week"));
    }

    [TestCase("jansen", "/hulpvraag/{0}/werkt-het")]
    [TestCase("jansen", "/hulpvraag/{0}/plan-op-een-rij")]
    [TestCase("jansen", "/hulpvraag/{0}/schuiven")]
    [TestCase("jansen", "/hulpvraag/nieuw?vervolg={0}")]
    [TestCase("consulent2", "/consulent/hulpvraag/{0}/werkt-het")]
    [TestCase("consulent2", "/consulent/hulpvraag/{0}/plan-op-een-rij")]
    [TestCase("consulent2", "/consulent/hulpvraag/{0}/schuiven")]
    [TestCase("consulent2", "/consulent/hulpvraag/{0}/besluit/leren")]
    public async Task What_is_somebody_elses_is_not_found(string persona, string path)
    {
        using var client = await As(persona);
        foreach (var number in new[] { await Case(), "2026-999999" })
        {
            Assert.That((await client.Get(string.Format(System.Globalization.CultureInfo.InvariantCulture, path, number))).Status, Is.EqualTo(HttpStatusCode.NotFound), number);
        }
    }
}
