using System.Globalization;
using System.Net;
using AngleSharp.Dom;
using Budget.Core.Ledger;

namespace Budget.Tests.Pages;

/// <summary>The books on the screen: the same for finance and the auditor, but that the auditor changes nothing.</summary>
public sealed class BooksPagesTests
{
    private static readonly Actor Huizen = Actor.System("0406");

    private static async Task<Client.Answer> Get(string persona, string path)
    {
        using var client = await Client.SignedInAs(PagesPortal.Portal, persona);
        var answer = await client.Get(path);
        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.OK), path);
        return answer;
    }

    private static IEnumerable<string> Cells(Client.Answer page) => page.Document.QuerySelectorAll("main td").Select(cell => cell.TextContent);

    private static string Section(Client.Answer page, string id) =>
        string.Join(' ', page.Document.QuerySelector($"section[aria-labelledby={id}]")!.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    [Test]
    public async Task The_auditor_reads_the_same_books_as_finance_and_can_close_nothing()
    {
        var (finance, auditor) = (await Get("financien", "/financien/boeken"), await Get("controle", "/controle/boeken"));

        Assert.That(Cells(auditor), Is.EqualTo(Cells(finance)).And.Not.Empty);
        Assert.That(Section(auditor, "bewijs"), Is.EqualTo(Section(finance, "bewijs")));
        Assert.That(finance.Document.QuerySelectorAll("main a[href*='/financien/boeken/maand']"), Is.Not.Empty);
        Assert.That(auditor.Document.QuerySelectorAll("main a[href*='/financien']"), Is.Empty);
        Assert.That(auditor.Document.QuerySelectorAll("main form[method=post]"), Is.Empty);
        Assert.That(auditor.Document.QuerySelectorAll("nav [aria-current=page]").Single().GetAttribute("href"), Is.EqualTo("/controle/boeken"));
        Assert.That(Section(auditor, "afgesloten"), Does.Contain("Afgesloten door Iris Mulder op 10 juni 2026").And.Contain("twee verschillende saldi"));
    }

    [Test]
    public async Task What_is_otherwise_with_a_PGB_is_said_where_the_lists_stand_and_where_a_month_is_closed()
    {
        foreach (var (persona, path) in new[] { ("financien", "/financien/budgetten"), ("financien", "/financien/boeken"), ("controle", "/controle/boeken"), ("controle", "/controle"), ("controle", "/boeken/uitleg") })
        {
            Assert.That((await Get(persona, path)).Document.QuerySelector("main")!.TextContent, Does.Contain("Van een PGB staat hier niets gereserveerd"), path);
        }

        var closing = (await Get("financien", "/financien/boeken/maand")).Document.QuerySelector("main")!.TextContent;
        Assert.That(closing, Does.Contain("30 juni 2026").And.Contain("Hulpen van PGB’s kunnen").And.Contain("12 juli 2026"), "May, of which a helper has six weeks after its end");
    }

    [Test]
    public async Task A_head_that_somebody_kept_is_looked_up_by_its_day()
    {
        var heads = await new HeadsOfDays(PagesPortal.Portal.Database).All(Huizen);
        var (kept, after) = (heads[heads.Count / 2], heads[heads.Count / 2 + 1]);

        var page = Section(await Get("controle", $"/controle/boeken?dag={kept.Day.InDigits()}"), "bewijs");

        Assert.That(page, Does.Contain(kept.Hash).And.Contain(kept.Root).And.Contain(kept.Previous!).And.Contain($"{kept.Budgets} budgetten, {kept.Postings} boekingen").And.Not.Contain("geen eigen"));
        // The nearest day that had no postings.
        var empty = kept.Day.AddDays(1);
        Assert.That(empty, Is.LessThan(after.Day), "the demo town rests now and then");
        Assert.That(Section(await Get("controle", $"/controle/boeken?dag={empty.InDigits()}"), "bewijs"), Does.Contain("geen eigen controlegetal").And.Contain(kept.Hash));
        Assert.That(Section(await Get("controle", "/controle/boeken?dag=1-1-2001"), "bewijs"), Does.Contain("Tot en met deze dag is er geen controlegetal"));
    }

    [Test]
    public async Task A_day_to_come_is_answered_as_it_is_known_today()
    {
        const string Remark = "Deze dag moet nog komen";
        var budget = (await Get("financien", "/financien/budgetten")).Document.QuerySelector("tbody a")!.GetAttribute("href");
        foreach (var page in new[] { "/financien/boeken", budget })
        {
            Assert.That((await Get("financien", $"{page}?Dag=16-6-2026")).Body, Does.Contain(Remark), page);
            Assert.That((await Get("financien", $"{page}?Dag=15-6-2026")).Body, Does.Not.Contain(Remark), page);
        }
    }

    [Test]
    public async Task The_file_of_balances_adds_up_to_the_page([Values("30-04-2026", "")] string day)
    {
        var page = await Get("controle", $"/controle/boeken?dag={day}");
        var link = page.Document.QuerySelector("a[href^='/boeken/saldi.csv']")!.GetAttribute("href")!;
        var file = await Get("controle", link);

        var rows = file.Body.TrimStart('\uFEFF').Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.TrimEnd('\r').Split(';')).ToList();
        var sums = Enumerable.Range(1, 8).Select(column => new Money(rows.Sum(row => long.Parse(row[column].Replace(",", "", StringComparison.Ordinal), CultureInfo.InvariantCulture)))).ToList();

        // On the page: granted, reserved, payable, paid, available; twice.
        var shown = page.Document.QuerySelectorAll("section[aria-labelledby=saldi] tbody tr").Select(row => row.QuerySelectorAll("td").Select(cell => cell.TextContent).ToList()).ToList();
        Assert.That(shown, Is.EqualTo(sums.Chunk(4).Select(four => new[] { four[0] + four[1] + four[2] + four[3], four[1], four[2], four[3], four[0] }.Select(sum => sum.ToString()))));
        Assert.That(file.Header("Content-Type"), Is.EqualTo("text/csv; charset=utf-8"));
    }

    [Test]
    public async Task Staff_do_not_read_that_it_is_their_money([Values("financien", "controle")] string persona)
    {
        var list = persona == "controle" ? "/controle" : "/financien/budgetten";
        var budget = (await Get(persona, list)).Document.QuerySelector($"tbody a[href*='/budget/']")!.GetAttribute("href")!;

        Assert.That((await Get(persona, budget)).Body, Does.Contain("Wat er met het geld gebeurde").And.Not.Contain("uw geld").And.Not.Contain("uw aanbieder"));
        var own = (await Get("devries", "/mijn-budget")).Document.QuerySelector(".er-card__link")!.GetAttribute("href")!;
        Assert.That((await Get("devries", own)).Body, Does.Contain("Wat er met uw geld gebeurde"));
    }
}
