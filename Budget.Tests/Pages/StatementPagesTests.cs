using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Budget.Tests.Unit;

namespace Budget.Tests.Pages;

/// <summary>A statement as people meet it: on the screen over a time they choose, on paper, and at the page where anybody checks the paper.</summary>
public sealed class StatementPagesTests
{
    private static RunningPortal Portal => PagesPortal.Portal;

    private static string MainOf(Client.Answer page) => Regex.Replace(page.Document.QuerySelector("main")!.TextContent, @"\s+", " ", RegexOptions.NonBacktracking);

    private static async Task<string> BudgetOf(Client client) =>
        (await client.Get("/mijn-budget")).Document.QuerySelector("main .er-card__link")!.GetAttribute("href")!;

    private static string? Figure(Client.Answer page, string name) => page.Document.QuerySelector($"main data[data-amount={name}]")?.GetAttribute("value");

    private static async Task<byte[]> Paper(Client client, string path)
    {
        var answer = await client.Get(path);
        Assert.That((answer.Status, answer.Header("Content-Type")), Is.EqualTo((HttpStatusCode.OK, "application/pdf")), path);
        return await answer.Message.Content.ReadAsByteArrayAsync();
    }

    private static string TextOf(byte[] pdf) => PdfTools.Run("pdftotext", pdf, "-layout", "{pdf}", "-").Replace('\u00A0', ' ');

    [TestCase("devries")]
    [TestCase("bakker")]
    public async Task The_screen_has_the_figures_of_the_budget_and_the_paper_those_of_the_screen(string persona)
    {
        using var client = await Client.SignedInAs(Portal, persona);
        var budget = await BudgetOf(client);
        var (page, screen) = (await client.Get(budget), await client.Get($"{budget}/overzicht"));

        foreach (var name in (string[])["granted", "spent"])
        {
            Assert.That(Figure(screen, name), Is.EqualTo(Figure(page, name)).And.Not.Null, name);
        }

        var text = TextOf(await Paper(client, screen.Document.QuerySelector("main a[href*='overzicht.pdf']")!.GetAttribute("href")!));
        var amounts = screen.Document.QuerySelectorAll("main .er-wide td.er-num").Select(cell => cell.TextContent.Replace('\u00A0', ' ').Trim()).Where(amount => amount.TrimStart('+', '-').StartsWith('€')).Distinct().ToList();
        Assert.That(amounts.Exists(amount => amount.StartsWith('-')), Is.True, "what was charged lowers what is left");
        Assert.That(screen.Document.QuerySelector("main svg.er-chart")!.GetAttribute("aria-label"), Does.StartWith("Besteed per maand van boeken. ").And.Contain("€"));
        Assert.That(MainOf(screen), Does.Contain("Elke maand telt wat in die maand is geboekt."));
        Assert.That(amounts, Has.Count.GreaterThan(8).And.All.Matches<string>(amount => text.Contains(amount!, StringComparison.Ordinal)));
        Assert.That((await client.Get(screen.Document.QuerySelector("main a[href*='boekingen.csv']")!.GetAttribute("href")!)).Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(MainOf(page), Does.Contain("Overzicht van elke tijd die u kiest"));
    }

    [Test]
    public async Task A_time_is_chosen_and_what_is_no_time_comes_back_as_it_was_typed()
    {
        using var client = await Client.SignedInAs(Portal, "devries");
        var budget = await BudgetOf(client);

        var quarter = await client.Get($"{budget}/overzicht?jaar=2026&kwartaal=1");
        var link = quarter.Document.QuerySelector("main a[href$='jaar=2026&kwartaal=2']")!.GetAttribute("href")!;
        Assert.That((await client.Get(link)).Document.QuerySelector("main h1")!.TextContent, Is.EqualTo("Overzicht van uw budget het 2e kwartaal van 2026"));
        Assert.That(MainOf(quarter), Does.Contain("het 1e kwartaal van 2026").And.Contain("Boekingen van 01-01-2026 tot en met 31-03-2026"));
        var days = await client.Get($"{budget}/overzicht?van=1-2-2026&tot=28-2-2026");
        Assert.That((days.Status, days.Document.QuerySelector("main h1")!.TextContent), Is.EqualTo((HttpStatusCode.OK, "Overzicht van uw budget februari 2026")));
        var wrong = await client.Get($"{budget}/overzicht?van=31-2-2026&tot=1-3-2026");
        Assert.That((wrong.Status, wrong.Document.QuerySelector("input[name=van]")!.GetAttribute("value")), Is.EqualTo((HttpStatusCode.BadRequest, "31-2-2026")));
        Assert.That(MainOf(wrong), Does.Contain("Typ twee dagen"));
        Assert.That((await client.Get($"{budget}/overzicht?jaar=2099")).Status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That((await client.Get($"{budget}/overzicht.pdf?jaar=2026&kwartaal=5")).Status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That((await client.Get($"{budget}/overzicht.pdf?van=1-1-2099&tot=31-1-2099")).Status, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task Of_a_time_before_the_budget_there_is_no_paper_and_the_page_shows_the_first_year()
    {
        using var client = await Client.SignedInAs(Portal, "devries");
        var budget = await BudgetOf(client);

        var page = await client.Get($"{budget}/overzicht?jaar=2020");

        Assert.That((page.Status, MainOf(page).Contains("Toen was dit budget er nog niet: het begint op", StringComparison.Ordinal)), Is.EqualTo((HttpStatusCode.BadRequest, true)));
        Assert.That(page.Document.QuerySelector("main a[aria-current][href*='jaar=']"), Is.Not.Null, "one of the years that it has");
        Assert.That((await client.Get($"{budget}/overzicht.pdf?jaar=2020")).Status, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [Test]
    public async Task Who_may_not_see_the_budget_finds_no_statement_and_staff_find_the_way_back_to_theirs()
    {
        using var devries = await Client.SignedInAs(Portal, "devries");
        var budget = await BudgetOf(devries);
        using var jansen = await Client.SignedInAs(Portal, "jansen");
        Assert.That((await jansen.Get($"{budget}/overzicht")).Status, Is.EqualTo(HttpStatusCode.NotFound));
        foreach (var (persona, back) in new[] { ("financien", "/financien/budget/"), ("controle", "/controle/budget/"), ("consulent", "/consulent/hulpvraag/") })
        {
            using var staff = await Client.SignedInAs(Portal, persona);
            Assert.That((await staff.Get($"{budget}/overzicht")).Document.QuerySelector("a.er-back")!.GetAttribute("href"), Does.StartWith(back), persona);
        }
    }

    [Test]
    public async Task Who_holds_the_paper_checks_it_without_signing_in_and_learns_nothing_else()
    {
        using var devries = await Client.SignedInAs(Portal, "devries");
        var budget = await BudgetOf(devries);
        var inShort = TextOf(await Paper(devries, $"{budget}/overzicht.pdf?kort=ja"));
        var code = Regex.Match(inShort, "Controlecode: (?<code>[0-9A-Z-]{23})", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture).Groups["code"].Value;
        Assert.That(code, Is.Not.Empty, inShort);
        Assert.That(inShort, Does.Contain($"{Portal.Address}controleer"));

        using var anybody = new Client(Portal);
        var found = await anybody.Get($"/controleer?code={code.ToLowerInvariant()}");
        Assert.That((found.Status, found.Document.QuerySelector(".utrecht-alert")!.TextContent.Contains("heeft een overzicht met deze code gemaakt", StringComparison.Ordinal)), Is.EqualTo((HttpStatusCode.OK, true)));
        Assert.That(MainOf(found), Does.Contain("Dat was op").And.Contain("De naam en de losse boekingen vergelijken wij hier niet."));
        Assert.That(found.Body, Does.Not.Contain("Vries").And.Not.Contain(budget.Split('/')[^1]).And.Not.Contain("€ "));

        var page = await devries.Get($"{budget}/overzicht");
        static string Euros(string? cents) => (long.Parse(cents!, CultureInfo.InvariantCulture) / 100m).ToString("0.00", CultureInfo.InvariantCulture).Replace('.', ',');
        var day = Regex.Match(MainOf(page), "Zo staat uw budget op (?<day>[0-9]+ [a-z]+ [0-9]{4})", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture).Groups["day"].Value;
        var form = Client.FormIn(found, "main form[method=post]", "/controleer").With("ClosesOn", day).With("Granted", Euros(Figure(page, "granted"))).With("Reserved", Euros(Figure(page, "reserved")))
            .With("Spent", Euros(Figure(page, "spent"))).With("Available", Euros(Figure(page, "available")));
        var right = await anybody.Post(form);
        Assert.That((right.Status, MainOf(right).Contains("Ja, dit klopt", StringComparison.Ordinal)), Is.EqualTo((HttpStatusCode.OK, true)), right.Body);
        Assert.That(MainOf(right), Does.Contain("Zo stond het in de boeken van de gemeente toen dit papier werd gemaakt, op").And.Contain("de losse boekingen en de andere bedragen vergelijken wij hier niet"));
        foreach (var forged in (string[])["Granted", "Reserved", "Spent", "Available"])
        {
            Assert.That(MainOf(await anybody.Post(form.With(forged, "0,01"))), Does.Contain("Nee, dit staat niet zo in de boeken"), forged);
        }

        var unread = await anybody.Post(form.With("Spent", "veel"));
        Assert.That((unread.Status, Client.FormIn(unread, "main form[method=post]", "/controleer").Fields["Available"]), Is.EqualTo((HttpStatusCode.BadRequest, form.Fields["Available"])), "nothing typed is lost");
    }

    [TestCase("ABCDE-ABCDE-ABCDE-ABCDE", HttpStatusCode.OK, "Deze code kennen wij niet")]
    [TestCase("hallo", HttpStatusCode.BadRequest, "Dit is geen controlecode")]
    [TestCase("", HttpStatusCode.OK, "Typ de controlecode")]
    public async Task What_is_no_code_of_ours_is_said_in_a_sentence(string code, HttpStatusCode status, string sentence)
    {
        using var anybody = new Client(Portal);
        var answer = await anybody.Get($"/controleer?code={code}");

        Assert.That(answer.Status, Is.EqualTo(status));
        Assert.That(MainOf(answer), Does.Contain(sentence));
    }
}
