using System.Net;

namespace Budget.Tests.Pages;

/// <summary>The management page: the same figures for finance, administrator and auditor, in pictures with words and tables, and without a name.</summary>
public sealed class ManagementPagesTests
{
    private static readonly string[] Columns = ["jaar", "blok", "regel", "maat", "waarde", "eenheid"];

    private static async Task<Client.Answer> Get(string persona, string path)
    {
        using var client = await Client.SignedInAs(PagesPortal.Portal, persona);
        return await client.Get(path);
    }

    private static List<string> Cells(Client.Answer page) => [.. page.Document.QuerySelectorAll("main .er-stack td, main .er-stack tbody th").Select(cell => cell.TextContent.Trim())];

    [Test]
    public async Task Finance_administrator_and_auditor_see_the_same_figures_and_nobody_else_any()
    {
        var pages = new[] { await Get("financien", "/financien/sturing"), await Get("beheer", "/beheer/sturing"), await Get("controle", "/controle/sturing") };

        foreach (var page in pages)
        {
            Assert.That((page.Status, page.Document.QuerySelector("h1")!.TextContent), Is.EqualTo((HttpStatusCode.OK, "Sturing")));
            Assert.That(Cells(page), Is.EqualTo(Cells(pages[0])).And.Not.Empty);
        }

        Assert.That(pages[0].Document.QuerySelectorAll("main a[href='/financien/betalingen']"), Is.Not.Empty);
        Assert.That(pages[1].Document.QuerySelectorAll("main a[href*=betalingen]"), Is.Empty, "an administrator has no payments");
        foreach (var (persona, path) in new[] { ("consulent", "/financien/sturing"), ("devries", "/beheer/sturing"), ("aanbieder", "/controle/sturing"), ("financien", "/controle/sturing"), ("consulent", "/sturing.csv") })
        {
            Assert.That((await Get(persona, path)).Status, Is.EqualTo(HttpStatusCode.Forbidden), $"{persona} {path}");
        }
    }

    [Test]
    public async Task Each_picture_is_told_in_words_and_stands_before_a_table_with_the_figures()
    {
        var page = (await Get("financien", "/financien/sturing")).Document;

        Assert.That(page.QuerySelector("section[aria-labelledby=besteed] svg.er-chart")!.GetAttribute("aria-label"), Does.Contain("besteed").And.Contain("€"));
        Assert.That(page.QuerySelectorAll("main svg[role=img]").Select(picture => picture.GetAttribute("aria-label")), Is.All.Not.Empty);
        foreach (var section in page.QuerySelectorAll("main section:has(svg)"))
        {
            Assert.That(section.QuerySelector("table"), Is.Not.Null, section.GetAttribute("aria-labelledby"));
            Assert.That(section.QuerySelector("svg + table, .er-bars + table, .er-chart-key + table"), Is.Not.Null, $"{section.GetAttribute("aria-labelledby")}: the table comes after the picture");
        }

        var bars = page.QuerySelectorAll("main ul.er-bars:has(svg)");
        Assert.That(bars, Is.Not.Empty);
        Assert.That(bars.Select(list => list.NextElementSibling!.ClassName), Is.All.EqualTo("er-chart-key"), "what is dark and what is white is told under them");
        Assert.That(page.QuerySelectorAll("main tbody").Where(body => body.QuerySelector("tr") is null), Is.Empty, "no table is a header alone");
    }

    [Test]
    public async Task No_name_of_a_resident_provider_or_colleague_is_on_it()
    {
        var page = (await Get("financien", "/financien/sturing")).Document.QuerySelector("main")!.TextContent;
        var file = (await Get("financien", "/sturing.csv")).Body;
        var names = (await Databases.Rows.Of(PagesPortal.Portal.ConnectionString, "SELECT name FROM residents WHERE destroyed_at IS NULL UNION SELECT name FROM providers UNION SELECT name FROM users"))
            .Where(name => name.Length > 3).ToList();
        Assert.That(names, Has.Count.GreaterThan(20));
        Assert.That(names.Where(name => page.Contains(name, StringComparison.Ordinal) || file.Contains(name, StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public async Task The_file_has_the_figures_of_the_page_and_of_the_year_that_was_looked_at()
    {
        var page = await Get("controle", "/controle/sturing");
        var link = page.Document.QuerySelector("main a[href^='/sturing.csv']")!.GetAttribute("href")!;
        var file = await Get("controle", link);

        Assert.That((file.Status, file.Header("Content-Type")), Is.EqualTo((HttpStatusCode.OK, "text/csv; charset=utf-8")));
        var rows = file.Body.TrimStart('\uFEFF').Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd('\r').Split(';')).ToList();
        Assert.That(rows[0], Is.EqualTo(Columns));
        Assert.That(page.Document.QuerySelectorAll("section[aria-labelledby=rekenen] tbody th").Select(cell => cell.TextContent), Is.EqualTo(rows[0]), "each column is explained");
        var spent = rows.Where(row => row[1] == "besteed" && row[3] == "in de maand").Select(row => row[4].Replace(",", "", StringComparison.Ordinal)).ToList();
        var shown = page.Document.QuerySelectorAll("section[aria-labelledby=besteed] tbody tr").Select(row => row.QuerySelector("td")!.TextContent).ToList();
        Assert.That(shown.Select(amount => string.Concat(amount.Where(sign => char.IsAsciiDigit(sign) || sign == '-')).TrimStart('0')), Is.EqualTo(spent.Select(cents => cents.TrimStart('0'))).And.Not.Empty);
    }

    [Test]
    public async Task A_year_without_budgets_says_so_without_a_picture_and_a_year_that_is_none_of_the_fund_is_not_there()
    {
        // In Hilversum nobody can put money aside for next year.
        var page = await Get("beheer3", "/beheer/sturing?jaar=2027");

        Assert.That(page.Document.QuerySelector("main")!.TextContent, Does.Contain("Van 2027 zijn er geen budgetten").Or.Contain("Er is over 2027 nog niets te laten zien"));
        Assert.That(page.Document.QuerySelectorAll("svg.er-chart"), Is.Empty);
        foreach (var year in new[] { "x", "-1", "99999999999999999999", "1999", "2040", "2099" })
        {
            Assert.That((await Get("financien", $"/financien/sturing?jaar={year}")).Status, Is.EqualTo(HttpStatusCode.NotFound), year);
            Assert.That((await Get("financien", $"/sturing.csv?jaar={year}")).Status, Is.EqualTo(HttpStatusCode.NotFound), year);
        }
    }

    [Test]
    public async Task It_is_found_from_the_menu_and_from_the_first_page()
    {
        foreach (var (persona, from, to) in new[] { ("financien", "/financien", "/financien/sturing"), ("controle", "/controle", "/controle/sturing"), ("beheer", "/beheer", "/beheer/sturing") })
        {
            Assert.That((await Get(persona, from)).Document.QuerySelectorAll($"a[href='{to}']"), Is.Not.Empty, persona);
        }
    }
}
