using System.Net;

namespace Budget.Tests.Pages;

/// <summary>The auditor draws a sample, reads the trail of a line, and takes the sample along.</summary>
public sealed class SamplePagesTests
{
    private const string Sample = "/controle/steekproef?van=1-1-2026&tot=15-6-2026&soort=alles&aantal=10&startgetal=zaad-1&kans=regel";

    private static string MainOf(Client.Answer page) => page.Document.QuerySelector("main")!.TextContent.Replace('\u00A0', ' ');

    private static IReadOnlyList<string> LinesOf(Client.Answer page) => [.. page.Document.QuerySelectorAll("main tbody th a").Select(link => link.GetAttribute("href")!.Split('?')[0])];

    private static long Figure(Client.Answer page, string name) => long.Parse(page.Document.QuerySelector($"data[data-amount={name}]")!.GetAttribute("value")!, System.Globalization.CultureInfo.InvariantCulture);

    [Test]
    public async Task A_sample_is_the_same_each_time_and_another_with_another_seed()
    {
        using var auditor = await Client.SignedInAs(PagesPortal.Portal, "controle");
        var page = await auditor.Get(Sample);

        Assert.That(LinesOf(page), Has.Count.EqualTo(10).And.Unique);
        Assert.That(LinesOf(await auditor.Get(Sample)), Is.EqualTo(LinesOf(page)));
        Assert.That(LinesOf(await auditor.Get(Sample.Replace("zaad-1", "zaad-2", StringComparison.Ordinal))), Is.Not.EqualTo(LinesOf(page)));
        Assert.That(LinesOf(await auditor.Get(Sample.Replace("aantal=10", "aantal=4", StringComparison.Ordinal))), Is.EqualTo(LinesOf(page).Take(4)));
        Assert.That(MainOf(page), Does.Contain("startgetal zaad-1").And.Contain("01-01-2026 tot en met 15-06-2026"));
        Assert.That(Figure(page, "sample"), Is.GreaterThan(0).And.LessThan(Figure(page, "population")));
        var shown = page.Document.QuerySelectorAll("main tbody td.er-num").Sum(cell => Money.TryParse(cell.TextContent, out var amount) ? amount.Cents : throw new InvalidDataException(cell.TextContent));
        Assert.That(shown, Is.EqualTo(Figure(page, "sample")), "what stands there adds up");
    }

    [Test]
    public async Task A_seed_is_suggested_that_nobody_knew_who_booked_until_the_day_that_is_suggested_and_it_can_be_found_in_the_books()
    {
        using var auditor = await Client.SignedInAs(PagesPortal.Portal, "controle");
        var form = Client.FormIn(await auditor.Get("/controle/steekproef"), "main form[method=get]");
        Assert.That(form.Fields["Startgetal"], Has.Length.EqualTo(8));
        Assert.That((await auditor.Get("/controle/steekproef")).Document.QuerySelector("#Startgetal")!.GetAttribute("maxlength"), Is.EqualTo("40"));
        Assert.That((await auditor.Get("/controle/boeken")).Document.QuerySelectorAll("code.er-code").Select(code => code.TextContent), Has.Some.StartsWith(form.Fields["Startgetal"]));
        var head = (await Databases.Rows.Of(PagesPortal.Portal.ConnectionString, "SELECT day, hash FROM ledger_heads WHERE municipality_code = '0406' AND day <= '2026-06-15' ORDER BY day DESC"))[0].Split(' ');
        var day = DateOnly.ParseExact(head[0], "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        Assert.That((form.Fields["Startgetal"], form.Fields["Tot"]), Is.EqualTo((head[1][..8], day.InDigits())), "the code of that very day");
        Assert.That(day, Is.LessThan(new DateOnly(2026, 6, 15)), "a day that is over");
        Assert.That((form.Fields["Van"], form.Fields["Aantal"], form.Fields["Soort"], form.Fields["Kans"]), Is.EqualTo(("01-01-2026", "25", "alles", "regel")));
        Assert.That(LinesOf(await auditor.Get("/controle/steekproef")), Is.Empty, "nothing is drawn before it is asked");
    }

    [TestCase("van=31-2-2026", "Van")]
    [TestCase("tot=31-12-2025", "Tot")]
    [TestCase("aantal=0", "Aantal")]
    [TestCase("aantal=501", "Aantal")]
    [TestCase("aantal=veel", "Aantal")]
    [TestCase("startgetal=", "Startgetal")]
    [TestCase("startgetal=a%20b", "Startgetal")]
    [TestCase("startgetal=01234567890123456789012345678901234567890", "Startgetal")]
    [TestCase("soort=geen", "Soort")]
    [TestCase("kans=0", "Kans")]
    public async Task What_cannot_be_drawn_is_said_at_its_field_and_what_was_typed_stays(string wrong, string field)
    {
        using var auditor = await Client.SignedInAs(PagesPortal.Portal, "controle");
        var query = Sample.Split('?')[1].Split('&').Select(part => part.Split('=')[0] == wrong.Split('=')[0] ? wrong : part);
        var page = await auditor.Get($"/controle/steekproef?{string.Join('&', query)}");

        Assert.That(page.Status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(page.Document.QuerySelectorAll(".er-error-summary a").Select(link => link.GetAttribute("href")), Is.EqualTo([$"#{field}"]));
        if (field is not ("Soort" or "Kans"))
        {
            Assert.That(Client.FormIn(page, "main form[method=get]").Fields[field], Is.EqualTo(Uri.UnescapeDataString(wrong.Split('=')[1])));
        }

        Assert.That((await auditor.Get($"/controle/steekproef.csv?{string.Join('&', query)}")).Status, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [Test]
    public async Task A_time_in_which_nothing_was_booked_says_so()
    {
        using var auditor = await Client.SignedInAs(PagesPortal.Portal, "controle");
        var page = await auditor.Get("/controle/steekproef?van=1-1-2001&tot=31-12-2001&soort=uren&aantal=10&startgetal=x&kans=euro");
        Assert.That((page.Status, LinesOf(page).Count), Is.EqualTo((HttpStatusCode.OK, 0)));
        Assert.That(MainOf(page), Does.Contain("Er is niets geboekt van 1 januari 2001 tot en met 31 december 2001"));
    }

    [Test]
    public async Task The_trail_of_a_line_stands_on_one_page_leads_back_to_the_sample_and_leaves_a_trace()
    {
        using var auditor = await Client.SignedInAs(PagesPortal.Portal, "controle");
        foreach (var kind in new[] { "regels", "uren" })
        {
            var sample = await auditor.Get(Sample.Replace("alles", kind, StringComparison.Ordinal));
            var link = sample.Document.QuerySelector("main tbody th a")!.GetAttribute("href")!;
            var trail = await auditor.Get(link);

            Assert.That(trail.Status, Is.EqualTo(HttpStatusCode.OK), link);
            Assert.That(trail.Document.QuerySelectorAll("main .er-timeline h3").Select(step => step.TextContent), Is.EqualTo(kind == "regels"
                ? ["De betaling", "De boeking", "De gedeclareerde regel", "Het tarief", "De keuze van de aanbieder", "Het besluit", "Het verslag van het onderzoek", "De vraag, in eigen woorden"]
                : (string[])["De betaling", "De boeking", "De uren van de hulp", "Het tarief", "De keuze van de hulp", "Het besluit", "Het verslag van het onderzoek", "De vraag, in eigen woorden"]));
            Assert.That(MainOf(trail), Does.Contain("nagerekend en goed"));
            Assert.That(trail.Document.QuerySelector("main blockquote.er-own-words:last-of-type")!.TextContent, Is.Not.Empty);
            Assert.That(LinesOf(await auditor.Get(trail.Document.QuerySelector("a.er-back")!.GetAttribute("href")!)), Is.EqualTo(LinesOf(sample)), "the same sample again");
            foreach (var paper in trail.Document.QuerySelectorAll("main .er-timeline a").Select(one => one.GetAttribute("href")!.Split('#')[0]))
            {
                Assert.That((await auditor.Get(paper)).Status, Is.EqualTo(HttpStatusCode.OK), paper);
            }

            var subject = link.Split('?')[0]["/controle/spoor/".Length..];
            Assert.That(
                await Databases.Rows.Of(PagesPortal.Portal.ConnectionString, $"SELECT t.role FROM traces t JOIN budgets b ON b.resident_id = t.resident_id WHERE t.what = 'TrailOfLine' AND t.subject = '{subject}' AND b.number = '{subject.Split('/')[0]}'"),
                Has.Some.EqualTo("auditor"));
            var traces = MainOf(await auditor.Get("/sporen"));
            Assert.That(traces, Does.Contain($"bekeek het hele spoor van regel {subject}"));
            Assert.That(traces, Does.Contain($"trok een steekproef van geboekte regels: 2026-01-01/2026-06-15 {kind} 10 regel zaad-1"));
        }
    }

    [Test]
    public async Task The_newest_budget_stands_first_and_each_of_its_lines_leads_to_its_trail_and_back()
    {
        using var auditor = await Client.SignedInAs(PagesPortal.Portal, "controle");
        var numbers = (await auditor.Get("/controle")).Document.QuerySelectorAll("main tbody th a[href^='/controle/budget/']").Select(link => link.TextContent.Trim()).ToList();
        Assert.That(numbers, Has.Count.GreaterThan(1));
        Assert.That(numbers, Is.EqualTo(numbers.OrderDescending(StringComparer.Ordinal)));

        var line = (await Databases.Rows.Of(
            PagesPortal.Portal.ConnectionString,
            "SELECT b.number, p.number FROM postings p JOIN budgets b ON b.id = p.budget_id WHERE p.kind = 'invoice' AND b.municipality_code = '0406' ORDER BY b.number, p.number DESC"))[0].Split(' ');
        var next = long.Parse(line[1], System.Globalization.CultureInfo.InvariantCulture) + 1;
        var budget = await auditor.Get(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"/controle/budget/{line[0]}?voor={next}"));
        var link = budget.Document.QuerySelector($"#boeking-{line[1]} a[href^='/controle/spoor/']")!.GetAttribute("href")!;
        Assert.That(link, Is.EqualTo($"/controle/spoor/{line[0]}/{line[1]}"));
        var trail = await auditor.Get(link);
        Assert.That((trail.Status, trail.Document.QuerySelector("a.er-back")!.GetAttribute("href")), Is.EqualTo((HttpStatusCode.OK, $"/controle/budget/{line[0]}")));

        using var finance = await Client.SignedInAs(PagesPortal.Portal, "financien");
        Assert.That((await finance.Get($"/financien/budget/{line[0]}")).Document.QuerySelectorAll("a[href*='/spoor/']"), Is.Empty, "nobody else reads a trail");
    }

    [Test]
    public async Task The_file_holds_the_lines_of_the_page_each_column_is_explained_and_nobody_is_named()
    {
        using var auditor = await Client.SignedInAs(PagesPortal.Portal, "controle");
        var page = await auditor.Get(Sample);
        var file = await auditor.Get(page.Document.QuerySelector("main a[href^='/controle/steekproef.csv']")!.GetAttribute("href")!);

        Assert.That(file.Header("Content-Type"), Is.EqualTo("text/csv; charset=utf-8"));
        var rows = file.Body.TrimStart('\uFEFF').Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(row => row.TrimEnd('\r').Split(';')).ToList();
        Assert.That(rows.Skip(1).Select(row => $"/controle/spoor/{row[1]}/{row[2]}"), Is.EqualTo(LinesOf(page)));
        Assert.That((await auditor.Get("/controle/steekproef/uitleg")).Document.QuerySelectorAll("main tbody th").Select(cell => cell.TextContent), Is.EqualTo(rows[0]));
        foreach (var name in await Databases.Rows.Of(PagesPortal.Portal.ConnectionString, "SELECT name FROM residents"))
        {
            Assert.That(file.Body, Does.Not.Contain(name));
        }
    }

    [Test]
    public async Task The_letter_of_a_refusal_is_not_there()
    {
        var refused = (await Databases.Rows.Of(
            PagesPortal.Portal.ConnectionString, "SELECT d.number FROM decisions d JOIN decision_kinds k ON k.decision_id = d.id WHERE k.kind = 'refuse' AND d.municipality_code = '0406' ORDER BY d.number"))[0];
        using var auditor = await Client.SignedInAs(PagesPortal.Portal, "controle");
        Assert.That((await auditor.Get($"/controle/besluit/{refused}/brief.pdf")).Status, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [TestCase("financien")]
    [TestCase("consulent")]
    [TestCase("beheer")]
    [TestCase("devries")]
    public async Task Nobody_else_draws_or_reads_a_trail(string persona)
    {
        using var auditor = await Client.SignedInAs(PagesPortal.Portal, "controle");
        var trail = LinesOf(await auditor.Get(Sample))[0];
        using var other = await Client.SignedInAs(PagesPortal.Portal, persona);
        foreach (var path in new[] { Sample, Sample.Replace("steekproef?", "steekproef.csv?", StringComparison.Ordinal), trail })
        {
            Assert.That((await other.Get(path)).Status, Is.EqualTo(HttpStatusCode.Forbidden), path);
        }
    }
}
