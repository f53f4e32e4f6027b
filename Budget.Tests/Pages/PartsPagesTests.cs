using System.Globalization;

namespace Budget.Tests.Pages;

/// <summary>The account as a resident walks through it: from the bar of a budget to the lines that add up to each of its parts, with the same words for PVB and PGB.</summary>
public sealed class PartsPagesTests
{
    private static readonly (string Figure, string Section)[] Parts = [("spent", "besteed"), ("on-its-way", "onderweg"), ("agreed", "gereserveerd"), ("reserved", "gereserveerd"), ("free", "vrij"), ("available", "vrij")];

    private static RunningPortal Portal => PagesPortal.Portal;

    private static long? Figure(Client.Answer page, string name) => page.Document.QuerySelector($"main data[data-amount={name}]") is { } figure ? long.Parse(figure.GetAttribute("value")!, CultureInfo.InvariantCulture) : null;

    private static long Cents(string? amount) => long.Parse(string.Concat((amount ?? "").Where(char.IsAsciiDigit)), CultureInfo.InvariantCulture);

    [TestCase("devries")]
    [TestCase("bakker")]
    public async Task Each_part_of_the_bar_leads_to_the_lines_that_add_up_to_it(string persona)
    {
        using var client = await Client.SignedInAs(Portal, persona);
        var budgets = (await client.Get("/mijn-budget")).Document.QuerySelectorAll("main .er-card__link").Select(link => link.GetAttribute("href")!).ToList();
        Assert.That(budgets, Is.Not.Empty);
        var lines = 0;
        foreach (var budget in budgets)
        {
            var page = await client.Get(budget);
            var opened = await client.Get($"{budget}/opbouw");
            Assert.That(page.Document.QuerySelectorAll($"main dl a[href^='{budget}/opbouw#']").Select(link => link.GetAttribute("href")!.Split('#')[^1]), Is.Not.Empty.And.All.Matches<string>(id => opened.Document.GetElementById(id!) is not null));
            foreach (var (figure, section) in Parts.Where(part => part.Section != "vrij"))
            {
                if (Figure(page, figure) is { } amount and not 0)
                {
                    Assert.That(Cents(opened.Document.GetElementById(section)!.QuerySelector(".er-amount")!.TextContent), Is.EqualTo(amount), $"{budget} {figure}");
                }
            }

            foreach (var link in opened.Document.QuerySelectorAll("main tbody a[href*='maand=']").Take(4))
            {
                var path = link.GetAttribute("href")!;
                var month = await client.Get(path.Split('#')[0]);
                var table = month.Document.QuerySelectorAll($"main section[aria-labelledby={path.Split('#')[1]}] table")[^1];
                var told = table.QuerySelectorAll("tbody tr td:last-child").Select(cell => Cents(cell.TextContent)).ToList();
                Assert.That(told.Sum(), Is.EqualTo(Cents(link.Closest("tr")!.QuerySelector("td")!.TextContent)).And.EqualTo(Cents(table.QuerySelector("tfoot td:last-child")!.TextContent)), path);
                lines += told.Count;
            }
        }

        Assert.That(lines, Is.GreaterThan(3), "or it proves little");
    }

    [Test]
    public async Task The_chart_of_the_months_stays_inside_its_picture_and_says_its_scale()
    {
        using var bakker = await Client.SignedInAs(Portal, "bakker");
        var chart = (await bakker.Get(await Forecast(bakker))).Document.QuerySelector("main svg.er-chart")!;
        static double Number(AngleSharp.Dom.IElement element, string name) => double.Parse(element.GetAttribute(name)!, CultureInfo.InvariantCulture);
        var height = double.Parse(chart.GetAttribute("viewBox")!.Split(' ')[3], CultureInfo.InvariantCulture);
        var drawn = chart.QuerySelectorAll("rect[y]").Select(rect => (Top: Number(rect, "y"), Bottom: Number(rect, "y") + Number(rect, "height"))).ToList();
        Assert.That(drawn, Has.Count.GreaterThan(10).And.All.Matches<(double Top, double Bottom)>(one => one.Top >= 0 && one.Bottom <= height));
        Assert.That(chart.QuerySelector(".er-chart__scale")!.TextContent, Does.StartWith("€"));
    }

    [Test]
    public async Task What_if_says_that_a_rate_is_more_than_the_budget_may_pay_and_how_it_is_when_nothing_changes()
    {
        using var bakker = await Client.SignedInAs(Portal, "bakker");
        var path = await Forecast(bakker);
        var helpers = (await bakker.Get(path)).Document.QuerySelectorAll("main select[name=Wie] option").Select(option => option.GetAttribute("value")!).Where(value => value.Length > 0).ToList();
        if (helpers.Count == 0)
        {
            helpers = [.. (await bakker.Get("/pgb")).Document.QuerySelectorAll("main a[href$=rekening]").Select(link => link.GetAttribute("href")!.Split('/')[2])];
        }

        List<string> dearer = [], asNow = [];
        foreach (var helper in helpers)
        {
            dearer.Add((await bakker.Get($"{path}?Wie={helper}&Tarief=600,00")).Document.QuerySelector("main")!.TextContent);
            asNow.Add((await bakker.Get($"{path}?Wie={helper}")).Document.QuerySelector("main")!.TextContent);
        }

        Assert.That(dearer, Has.Some.Contains("Dit tarief mag niet uit het budget worden betaald"));
        Assert.That(asNow, Has.Some.Contains("Zo is het nu met"));
    }

    private static async Task<string> Forecast(Client client)
    {
        var budget = (await client.Get("/mijn-budget")).Document.QuerySelector("main .er-card__link")!.GetAttribute("href")!;
        return (await client.Get(budget)).Document.QuerySelector("main a[href$=vooruitblik]")!.GetAttribute("href")!;
    }

    [Test]
    public async Task The_words_are_the_same_for_both_kinds_of_budget_and_for_who_reads_along()
    {
        using var devries = await Client.SignedInAs(Portal, "devries");
        using var bakker = await Client.SignedInAs(Portal, "bakker");
        using var anja = await Client.SignedInAs(Portal, "ondersteuner");
        async Task<List<string>> Words(Client client, string list, string link) =>
            [.. (await client.Get((await client.Get(list)).Document.QuerySelector($"main {link}")!.GetAttribute("href")!)).Document.QuerySelectorAll("main .er-money dt").Select(word => word.TextContent.Trim())];

        string[] parts = ["Toegekend", "Besteed", "Gereserveerd", "Vrij"];
        Assert.That(await Words(devries, "/mijn-budget", ".er-card__link"), Is.SupersetOf(parts));
        Assert.That(await Words(bakker, "/mijn-budget", ".er-card__link"), Is.SupersetOf(parts));
        Assert.That(await Words(anja, "/meelezen", "a[href^='/meelezen/budget/']"), Is.SupersetOf(parts));
        var month = await bakker.Get((await bakker.Get("/mijn-budget")).Document.QuerySelector("main .er-card__link")!.GetAttribute("href") + "/opbouw?maand=gisteren");
        Assert.That(month.Document.QuerySelectorAll("main h2").Length, Is.GreaterThan(4), "what is no month asks for none");
    }

    [TestCase("devries")]
    [TestCase("bakker")]
    public async Task What_is_left_stands_once_and_the_ledger_of_a_PGB_has_no_column_that_is_always_nothing(string persona)
    {
        using var client = await Client.SignedInAs(Portal, persona);
        foreach (var budget in (await client.Get("/mijn-budget")).Document.QuerySelectorAll("main .er-card__link").Select(link => link.GetAttribute("href")!).ToList())
        {
            var main = (await client.Get(budget)).Document.QuerySelector("main")!;
            var isPersonHeld = main.TextContent.Contains("Persoonsgebonden budget (PGB): u beheert het zelf", StringComparison.Ordinal);
            Assert.That(main.QuerySelectorAll("data[data-amount=available]").Length, Is.EqualTo(1), budget);
            var columns = main.QuerySelectorAll("section[aria-labelledby=boekingen] thead th").Select(column => column.TextContent.Trim()).ToList();
            Assert.That((columns[^1], columns.Contains("Gereserveerd")), Is.EqualTo((isPersonHeld ? "Over" : "Vrij", !isPersonHeld)), budget);
            Assert.That(main.QuerySelectorAll("section[aria-labelledby=boekingen] tbody tr").Select(row => row.ChildElementCount), Is.All.EqualTo(columns.Count), budget);
        }
    }

    [Test]
    public async Task What_may_be_spent_freely_is_set_by_an_administrator_and_read_by_the_holder()
    {
        await using var portal = await RunningPortal.Start();
        using var beheer = await Client.SignedInAs(portal, "beheer");
        using var bakker = await Client.SignedInAs(portal, "bakker");
        var budget = (await bakker.Get("/mijn-budget")).Document.QuerySelector("main .er-card__link")!.GetAttribute("href")!;
        Assert.That((await bakker.Get(budget)).Document.GetElementById("zelf"), Is.Null, "no municipality has it unless it says so");

        var form = (await beheer.FormOn("/beheer/pgb-regels")).With("Floor", "0").With("StartsOn", RunningPortal.Today.ToString("d-M-yyyy", CultureInfo.InvariantCulture));
        var both = await beheer.Post(form.With("Free", "200").With("FreePercent", "2"));
        Assert.That(both.Body, Does.Contain("Kies een bedrag per jaar of een deel van het budget, niet allebei."));
        Assert.That((await beheer.Post(Client.FormIn(both, path: "/beheer/pgb-regels").With("Free", "").With("FreePercent", "2,5"))).Body, Does.Contain("Vul een heel getal in"));
        Assert.That((await beheer.Post(Client.FormIn(both, path: "/beheer/pgb-regels").With("Free", "200").With("FreePercent", ""))).Location, Is.EqualTo("/beheer/pgb-regels"));
        Assert.That((await beheer.Get("/beheer/pgb-regels")).Document.QuerySelector("main")!.TextContent, Does.Contain("per jaar vrij te besteden"));
        Assert.That((await beheer.FormOn("/beheer/pgb-regels")).Fields["Free"], Is.EqualTo("200,00"), "who changes the floor keeps it");

        Assert.That((await bakker.Get(budget)).Document.GetElementById("zelf")!.TextContent, Does.Contain("U mag €\u00A0200,00 per jaar vrij besteden"));
    }
}
