using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Budget.Tests.Unit;

namespace Budget.Tests.Pages;

/// <summary>
/// Of every budget of the demo town the screen, the statement on paper, the CSV, the audit file and hledger say the same four figures, and verify finds the ledger sound: each computed another way, by another
/// program where there is one, and read as whoever uses it reads it.
/// </summary>
public sealed class SameFiguresTests
{
    /// <summary>Everything that was ever booked, and what may be.</summary>
    private const string AllTime = "van=2000-01-01&tot=2100-12-31";

    private RunningPortal portal = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        await Hledger.Require();
        portal = await RunningPortal.Start();
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        if (portal is not null)
        {
            await portal.DisposeAsync();
        }
    }

    /// <summary>The four of a budget. Of a PGB nothing is reserved in the books, and nowhere is it said to be.</summary>
    private sealed record Figures(Money Granted, Money Reserved, Money Spent, Money Available);

    [Test]
    public async Task Screen_paper_CSV_audit_file_hledger_and_verify_agree_on_every_budget_of_the_demo_town()
    {
        var budgets = (await Databases.Rows.Of(portal.ConnectionString, "SELECT number, municipality_code FROM budgets ORDER BY number")).Select(row => row.Split(' ')).ToList();
        var verified = await portal.Run("verify");
        Assert.That(verified.ExitCode, Is.Zero, verified.Errors);
        Assert.That(verified.Output, Does.Contain($"The ledger is sound: {budgets.Count} budgets"));
        var (hledger, audit) = (await FromHledger(), await FromAuditFiles());
        // Hilversum has no finance persona; its caseworker has the same papers.
        using var finance = await Client.SignedInAs(portal, "financien");
        using var caseworker = await Client.SignedInAs(portal, "consulent2");
        List<string> differ = [];
        foreach (var budget in budgets)
        {
            var (number, client) = (budget[0], budget[1] == "0406" ? finance : caseworker);
            var screen = await OnScreen(client, budget[1] == "0406" ? $"/financien/budget/{number}" : $"/mijn-budget/{number}/overzicht?{AllTime}");
            var (sums, last) = await InCsv(client, number);
            foreach (var (source, figures) in new (string, Figures?)[]
            {
                ("the statement", await OnPaper(client, number)), ("the sums of the CSV", sums), ("the last row of the CSV", last),
                ("the audit file", audit.GetValueOrDefault(number)), ("hledger", hledger.GetValueOrDefault(number)),
            })
            {
                if (figures != screen)
                {
                    differ.Add($"{number}: {source} says {figures}, the screen {screen}");
                }
            }
        }

        Assert.That(differ, Is.Empty);
        Assert.That((budgets.Count > 30, budgets.Select(budget => budget[1]).Distinct().Count()), Is.EqualTo((true, 2)), "or it proves little");
        Assert.That((audit.Count, hledger.Count), Is.EqualTo((budgets.Count, budgets.Count)), "and of no other budget anything is said");
    }

    private static async Task<Figures> OnScreen(Client client, string path)
    {
        var page = await client.Get(path);
        Assert.That(page.Status, Is.EqualTo(HttpStatusCode.OK), path);
        var main = page.Document.QuerySelector("main")!;
        Money Figure(string name) => main.QuerySelector($"data[data-amount={name}]")?.GetAttribute("value") is { } cents ? new Money(long.Parse(cents, CultureInfo.InvariantCulture)) : Money.Zero;
        return new(Figure("granted"), Figure("reserved"), Figure("spent"), Figure("available"));
    }

    /// <summary>The big figures, as poppler reads them: their words on one line and their amounts on the next.</summary>
    private static async Task<Figures> OnPaper(Client client, string number)
    {
        var paper = await client.Get($"/mijn-budget/{number}/overzicht.pdf?{AllTime}");
        Assert.That((paper.Status, paper.Header("Content-Type")), Is.EqualTo((HttpStatusCode.OK, "application/pdf")), number);
        var text = string.Join(' ', PdfTools.Run("pdftotext", await paper.Message.Content.ReadAsByteArrayAsync(), "-layout", "{pdf}", "-").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var read = Regex.Match(
            text, "Toegekend (?<reserved>Gereserveerd )?Besteed (Vrij|Over) (?<amounts>(€ [0-9.]+,[0-9]{2} ){3,4})", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture);
        Assert.That(read.Success, Is.True, text);
        var amounts = read.Groups["amounts"].Value.Split('€', StringSplitOptions.RemoveEmptyEntries).Select(Cents).ToList();
        Assert.That(amounts, Has.Count.EqualTo(read.Groups["reserved"].Success ? 4 : 3), text);
        return read.Groups["reserved"].Success ? new(amounts[0], amounts[1], amounts[2], amounts[3]) : new(amounts[0], Money.Zero, amounts[1], amounts[2]);
    }

    /// <summary>What its rows add up to, and what its last row says.</summary>
    private static async Task<(Figures Sums, Figures Last)> InCsv(Client client, string number)
    {
        var file = await client.Get($"/mijn-budget/{number}/boekingen.csv");
        Assert.That(file.Status, Is.EqualTo(HttpStatusCode.OK), number);
        // From the end: a sentence in the middle may hold a semicolon of its own.
        var rows = file.Body.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(row => row.TrimEnd('\r').Split(';').Select(cell => cell.Trim('"')).ToArray()).ToList();
        Money On(params string[] accounts) => rows.Aggregate(
            Money.Zero, (sum, row) => sum + (accounts.Contains(row[^7]) ? Cents(row[^6]) : Money.Zero) - (accounts.Contains(row[^8]) ? Cents(row[^6]) : Money.Zero));
        var last = rows[^1];
        return (new(-On("fund"), On("reserved"), On("payable", "paid"), On("available")), new(Cents(last[^5]), Cents(last[^4]), Cents(last[^3]), Cents(last[^2])));
    }

    private async Task<Dictionary<string, Figures>> FromHledger()
    {
        var journal = Path.Combine(portal.Folder, "town.journal");
        var exported = await portal.Run("export", "hledger", "--out", journal);
        Assert.That(exported.ExitCode, Is.Zero, exported.Errors);
        var (balances, funds, spent) = (await Hledger.Balances(journal), await Hledger.ByBudget(journal, "fund"), await Hledger.ByBudget(journal, "payable", "paid"));
        return funds.ToDictionary(fund => fund.Key, fund => new Figures(
            -fund.Value, balances.GetValueOrDefault($"budget:{fund.Key}:reserved"), spent.GetValueOrDefault(fund.Key), balances.GetValueOrDefault($"budget:{fund.Key}:available")));
    }

    /// <summary>Each year of each municipality, added up.</summary>
    private async Task<Dictionary<string, Figures>> FromAuditFiles()
    {
        List<AuditFileText.Line> lines = [];
        foreach (var file in await Databases.Rows.Of(portal.ConnectionString, "SELECT DISTINCT substr(p.posted_on, 1, 4), b.municipality_code FROM postings p JOIN budgets b ON b.id = p.budget_id"))
        {
            var (year, municipality) = (file.Split(' ')[0], file.Split(' ')[1]);
            var target = Path.Combine(portal.Folder, $"{municipality}-{year}.xml");
            var exported = await portal.Run("export", "xaf", "--year", year, "--municipality", municipality, "--out", target);
            Assert.That(exported.ExitCode, Is.Zero, exported.Errors);
            lines.AddRange(new AuditFileText(await File.ReadAllTextAsync(target)).Lines);
        }

        return lines.GroupBy(line => line.Budget!).ToDictionary(budget => budget.Key, budget => new Figures(
            -AuditFileText.SumOfFunds(budget), AuditFileText.Sum(budget, "gereserveerd"), AuditFileText.Sum(budget, "te_betalen", "betaald"), AuditFileText.Sum(budget, "beschikbaar")));
    }

    /// <summary>"1.234,56" and "1234,56".</summary>
    private static Money Cents(string amount) => new(long.Parse(string.Concat(amount.Where(char.IsAsciiDigit)), CultureInfo.InvariantCulture));
}
