using System.Globalization;
using System.Net;
using AngleSharp.Dom;
using Budget.Core.Statements;

namespace Budget.Tests.Pages;

/// <summary>From what is owed to all providers down to one line, and back: the same for finance and the auditor, and for nobody else. Figures of a quarter that is over, which no other test changes.</summary>
public sealed class CreditorPagesTests
{
    private static readonly string[] Proving = ["submitted", "paid", "payable"];
    private const string Quarter = "?jaar=2026&kwartaal=1";

    private static readonly string[] Figures = ["opening", "credit", "debit", "closing"];

    private static long Cents(string? amount) =>
        long.Parse(string.Concat((amount ?? "").Where(char.IsAsciiDigit)), CultureInfo.InvariantCulture) * ((amount ?? "").StartsWith('-') ? -1 : 1);

    private static long Figure(Client.Answer page, string name) =>
        long.Parse(page.Document.QuerySelector($"main data[data-amount={name}]")!.GetAttribute("value")!, CultureInfo.InvariantCulture);

    /// <summary>The amounts of a column, without the rows that have none there; what stands small below an amount is no part of it.</summary>
    private static IEnumerable<long> Column(IElement table, string label) => table.QuerySelectorAll($"tbody td[data-label='{label}']").Select(cell => cell.FirstChild!.TextContent.Trim()).Where(text => text != "–").Select(Cents);

    private static async Task<Client.Answer> Get(Client client, string path)
    {
        var answer = await client.Get(path);
        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.OK), path);
        return answer;
    }

    private static string Link(Client.Answer page, string selector)
    {
        var link = page.Document.QuerySelector($"main {selector}");
        Assert.That(link, Is.Not.Null, $"{selector} in {page.Body}");
        return link!.GetAttribute("href")!;
    }

    /// <summary>A provider that was paid something in the quarter.</summary>
    private static async Task<(string Path, Client.Answer Card)> Paid(Client client, string office)
    {
        foreach (var path in (await Get(client, $"{office}/aanbieders")).Document.QuerySelectorAll($"main tbody a[href^='{office}/aanbieders/']").Select(link => link.GetAttribute("href")!))
        {
            var card = await Get(client, $"{path}{Quarter}");
            if (card.Document.QuerySelector($"main tbody a[href^='{office}/betalingen/']") is not null)
            {
                return (path, card);
            }
        }

        throw new AssertionException("Nobody was paid in the first quarter of the demo town.");
    }

    [TestCase("financien", "/financien")]
    [TestCase("controle", "/controle")]
    public async Task The_list_ends_in_the_sum_of_its_rows_and_each_provider_has_a_card(string persona, string office)
    {
        using var client = await Client.SignedInAs(PagesPortal.Portal, persona);
        var list = await Get(client, Link(await Get(client, $"{office}/boeken"), $"a[href='{office}/aanbieders']"));
        var table = list.Document.QuerySelector("main table")!;
        foreach (var (name, label) in new[] { ("submitted", "Ingediend in 2026"), ("accepted", "Goedgekeurd in 2026"), ("rejected", "Afgekeurd in 2026"), ("paid", "Betaald tot nu toe"), ("payable", "Nog te betalen") })
        {
            Assert.That(Column(table, label).Sum(), Is.EqualTo(Figure(list, name)), name);
        }

        Assert.That(Proving.Select(name => Figure(list, name)), Is.All.GreaterThan(0L), "or it proves little");
        Assert.That(table.QuerySelectorAll("tbody a").Select(link => link.GetAttribute("href")), Has.Some.EqualTo($"{office}/svb").And.All.StartWith(office), "nobody is sent to the pages of somebody else");
        Assert.That(list.Document.QuerySelectorAll("nav [aria-current=page]").Single().GetAttribute("href"), Is.EqualTo($"{office}/betalingen"));
    }

    [TestCase("financien", "/financien")]
    [TestCase("controle", "/controle")]
    public async Task A_card_adds_up_and_each_row_leads_to_its_lines_and_each_line_to_its_posting_and_back(string persona, string office)
    {
        using var client = await Client.SignedInAs(PagesPortal.Portal, persona);
        var (path, card) = await Paid(client, office);
        var table = card.Document.QuerySelector("main table")!;
        Assert.That((Column(table, "Credit").Sum(), Column(table, "Debet").Sum()), Is.EqualTo((Figure(card, "credit"), Figure(card, "debit"))));
        Assert.That(Figure(card, "opening") + Figure(card, "credit") - Figure(card, "debit"), Is.EqualTo(Figure(card, "closing")).And.EqualTo(Column(table, "Saldo").Last()));
        var after = await Get(client, $"{path}?jaar=2026&kwartaal=2");
        Assert.That(Figure(after, "opening"), Is.EqualTo(Figure(card, "closing")), "the next quarter begins where this one closed");

        var row = table.QuerySelectorAll("tbody tr").First(one => one.QuerySelector($"a[href^='{office}/declaratie/']") is not null && one.TextContent.Contains("goedgekeurd", StringComparison.Ordinal));
        var source = row.QuerySelector("a")!.GetAttribute("href")!;
        var message = await Get(client, source);
        var accepted = message.Document.QuerySelectorAll("main tbody tr").Where(line => line.QuerySelector(".er-badge--ok") is not null)
            .Select(line => Cents(line.QuerySelector("td[data-label=Bedrag]")!.TextContent)).Where(cents => cents > 0).ToList();
        Assert.That((accepted.Sum(), accepted.Count), Is.EqualTo((Cents(row.QuerySelector("td[data-label=Credit]")!.TextContent), int.Parse(row.QuerySelector("td[data-label=Regels]")!.TextContent, CultureInfo.InvariantCulture))), "the row is the sum of the lines that were accepted");
        Assert.That(Link(message, $"a[href='{path}']"), Is.EqualTo(path), "and back to the card");

        var posting = Link(message, $"tbody a[href^='{office}/budget/']");
        var budget = await Get(client, posting.Split('#')[0]);
        var back = budget.Document.GetElementById(posting.Split('#')[1])!.QuerySelector($"a[href^='{office}/declaratie/']")!;
        Assert.That(back.GetAttribute("href")!.Split('#')[0], Is.EqualTo(source));
        Assert.That(message.Document.GetElementById(back.GetAttribute("href")!.Split('#')[1])!.TextContent, Does.Contain(posting.Split('/')[3].Split('?')[0]), "that line is of this budget");

        var payment = await Get(client, Link(card, $"tbody a[href^='{office}/betalingen/']"));
        Assert.That(payment.Document.QuerySelectorAll($"main a[href='{path}']"), Is.Not.Empty, "a payment names the card of whom it pays");
        Assert.That((await Get(client, $"{office}/aansluiting")).Document.QuerySelectorAll($"main a[href='{path}']").Length, Is.EqualTo(1));
    }

    [Test]
    public async Task The_auditor_reads_the_card_that_finance_reads_and_nothing_to_change()
    {
        using var finance = await Client.SignedInAs(PagesPortal.Portal, "financien");
        using var auditor = await Client.SignedInAs(PagesPortal.Portal, "controle");
        var (path, card) = await Paid(finance, "/financien");
        var read = await Get(auditor, $"{path.Replace("/financien", "/controle", StringComparison.Ordinal)}{Quarter}");
        Assert.That(Figures.Select(name => Figure(read, name)), Is.EqualTo(Figures.Select(name => Figure(card, name))));
        Assert.That(read.Document.QuerySelectorAll("main tbody td").Select(cell => cell.TextContent), Is.EqualTo(card.Document.QuerySelectorAll("main tbody td").Select(cell => cell.TextContent)).And.Not.Empty);
        Assert.That((read.Document.QuerySelectorAll("main form[method=post]").Length, read.Document.QuerySelectorAll("main a[href^='/financien']").Length), Is.EqualTo((0, 0)));
    }

    [Test]
    public async Task The_file_of_a_card_has_its_rows_and_each_column_is_explained()
    {
        using var client = await Client.SignedInAs(PagesPortal.Portal, "controle");
        var (_, card) = await Paid(client, "/controle");
        var file = await Get(client, Link(card, "a[href^='/boeken/rekeningkaart/']"));
        Assert.That(file.Header("Content-Type"), Is.EqualTo("text/csv; charset=utf-8"));
        var rows = file.Body.TrimStart('\uFEFF').Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd('\r').Replace("\"", "", StringComparison.Ordinal).Split(';')).ToList();
        Assert.That(rows.Skip(2).SkipLast(1).Select(cells => Cents(cells[9])), Is.EqualTo(Column(card.Document.QuerySelector("main table")!, "Saldo").Skip(1)).And.Not.Empty);
        Assert.That((Cents(rows[1][9]), Cents(rows[^1][7]), Cents(rows[^1][8]), Cents(rows[^1][9])), Is.EqualTo((Figure(card, "opening"), Figure(card, "debit"), Figure(card, "credit"), Figure(card, "closing"))));

        var explained = (await Get(client, "/boeken/uitleg")).Document.QuerySelectorAll("main tbody th").Select(cell => cell.TextContent).ToList();
        Assert.That(rows[0], Is.EqualTo(CreditorCsv.Columns).And.SubsetOf(explained));
    }

    [Test]
    public async Task What_is_no_time_is_said_at_the_field_with_what_was_typed_and_nobody_has_no_card()
    {
        using var client = await Client.SignedInAs(PagesPortal.Portal, "financien");
        var (path, _) = await Paid(client, "/financien");
        foreach (var wrong in new[] { "van=31-2-2026&tot=1-4-2026", "van=1-4-2026&tot=1-3-2026", "jaar=veel", "jaar=2026&kwartaal=5" })
        {
            var answer = await client.Get($"{path}?{wrong}");
            Assert.That((answer.Status, answer.Document.QuerySelectorAll(".er-error-summary a").Length), Is.EqualTo((HttpStatusCode.BadRequest, 1)), wrong);
            Assert.That(answer.Document.QuerySelector("main input[name=van]")!.GetAttribute("value") ?? "", Is.EqualTo(wrong.StartsWith("van=", StringComparison.Ordinal) ? wrong[4..].Split('&')[0] : ""), wrong);
        }

        var card = path.Split('/')[^1];
        Assert.That((await client.Get($"/boeken/rekeningkaart/{card}.csv?van=31-2-2026&tot=1-4-2026")).Status, Is.EqualTo(HttpStatusCode.BadRequest));
        foreach (var nobody in new[] { "/financien/aanbieders/{0}", "/boeken/rekeningkaart/{0}.csv", "/financien/declaratie/{0}" })
        {
            Assert.That((await client.Get(nobody.Replace("{0}", "11111111-1111-1111-1111-111111111111", StringComparison.Ordinal))).Status, Is.EqualTo(HttpStatusCode.NotFound), nobody);
        }
    }

    [TestCase("devries")]
    [TestCase("consulent")]
    [TestCase("aanbieder")]
    [TestCase("beheer")]
    public async Task Nobody_else_sees_what_is_owed_to_whom(string persona)
    {
        using var client = await Client.SignedInAs(PagesPortal.Portal, persona);
        foreach (var page in new[] { "/financien/aanbieders", "/controle/aanbieders", "/boeken/rekeningkaart/11111111-1111-1111-1111-111111111111.csv", "/controle/declaratie/11111111-1111-1111-1111-111111111111" })
        {
            Assert.That((await client.Get(page)).Status, Is.EqualTo(HttpStatusCode.Forbidden), page);
        }
    }
}
