using System.Text.RegularExpressions;

namespace Budget.Tests.Pages;

/// <summary>Whoever only looks changes nothing, and no address on the way tells anything of anybody.</summary>
public sealed partial class LookingTests
{
    private const int MostPages = 25;

    /// <summary>Everything that a deed writes; not the traces, for those grow by looking.</summary>
    private static readonly string[] Tables =
        ["support_request_drafts", "support_requests", "investigation_reports", "applications", "decisions", "budgets", "assignments", "care_agreements", "postings", "claims", "declaration_messages", "invoice_lines", "resident_access", "users", "data_requests", "case_messages", "mail_wishes"];

    private static readonly string[] Personas = ["devries", "bakker", "yilmaz", "jansen", "consulent", "financien", "aanbieder", "beheer", "controle"];

    [Test]
    public async Task Every_page_is_looked_at_and_nothing_changes_and_no_address_holds_a_BSN_or_a_name()
    {
        await using var portal = await RunningPortal.Start();
        var before = await Rows(portal);
        var names = await Names(portal, "SELECT name FROM residents");
        var seen = 0;
        foreach (var persona in Personas)
        {
            foreach (var (path, answer) in await Walk(portal, persona))
            {
                seen++;
                foreach (var address in Links(answer))
                {
                    var read = Uri.UnescapeDataString(address);
                    Assert.That(Bsn().IsMatch(read), Is.False, $"{persona} {path}: {read}");
                    Assert.That(Mentioned(names, read), Is.Empty, $"{persona} {path}: {read}");
                }
            }
        }

        Assert.That(seen, Is.GreaterThan(100), "the pages are found at all");
        Assert.That(await Rows(portal), Is.EqualTo(before));
    }

    [TestCase("aanbieder", "SELECT r.name FROM assignments a JOIN budgets b ON b.id = a.budget_id JOIN residents r ON r.id = b.resident_id JOIN users u ON u.provider_id = a.provider_id WHERE u.login = 'aanbieder'")]
    [TestCase("aanbieder2", "SELECT r.name FROM assignments a JOIN budgets b ON b.id = a.budget_id JOIN residents r ON r.id = b.resident_id JOIN users u ON u.provider_id = a.provider_id WHERE u.login = 'aanbieder2'")]
    [TestCase("beheer", "SELECT r.name FROM resident_access a JOIN residents r ON r.id = a.resident_id WHERE a.kind = 'representative'")]
    public async Task A_provider_reads_the_names_of_its_own_clients_an_administrator_of_whom_somebody_acts_for_and_neither_a_BSN(string persona, string own)
    {
        var portal = PagesPortal.Portal;
        var foreign = (await Names(portal, "SELECT name FROM residents")).Except(await Names(portal, own), StringComparer.Ordinal).ToList();
        Assert.That(foreign, Is.Not.Empty);
        var walked = await Walk(portal, persona);
        Assert.That(walked, Has.Count.GreaterThan(3));
        foreach (var (path, answer) in walked)
        {
            Assert.That(Bsn().IsMatch(answer.Body), Is.False, path);
            Assert.That(foreign.Where(name => answer.Document.Body!.TextContent.Contains(name, StringComparison.Ordinal)), Is.Empty, path);
        }
    }

    /// <summary>From the first page along every link, as far as one visitor gets.</summary>
    private static async Task<List<(string Path, Client.Answer Answer)>> Walk(RunningPortal portal, string persona)
    {
        using var client = await Client.SignedInAs(portal, persona);
        var seen = new List<(string, Client.Answer)>();
        var known = new HashSet<string>(["/"], StringComparer.Ordinal);
        var open = new Queue<string>(known);
        while (open.Count > 0 && seen.Count < MostPages)
        {
            var path = open.Dequeue();
            var answer = await client.Get(path);
            Assert.That((int)answer.Status, Is.LessThan(400), $"{persona} {path}");
            seen.Add((path, answer));
            foreach (var next in Links(answer, "a[href^='/']").Select(link => link.Split('#')[0]).Where(link => !link.Contains("cultuur=", StringComparison.Ordinal) && known.Add(link)))
            {
                open.Enqueue(next);
            }
        }

        return seen;
    }

    private static IEnumerable<string> Links(Client.Answer answer, string selector = "a[href^='/'], form[action^='/']") =>
        answer.Location is { } elsewhere ? [elsewhere]
        : answer.Header("Content-Type").StartsWith("text/html", StringComparison.Ordinal)
            ? answer.Document.QuerySelectorAll(selector).Select(link => (link.GetAttribute("href") ?? link.GetAttribute("action"))!)
            : [];

    /// <summary>Names of whom a word of some length stands in the text.</summary>
    private static IEnumerable<string> Mentioned(IEnumerable<string> names, string text) =>
        names.Where(name => name.Split(' ').Any(part => part.Length > 4 && text.Contains(part, StringComparison.OrdinalIgnoreCase)));

    private static Task<IReadOnlyList<string>> Names(RunningPortal portal, string sql) => portal.Database.Read(session => session.List<string>(sql));

    private static Task<string> Rows(RunningPortal portal) => portal.Database.Read(async session =>
    {
        var counts = new List<string>();
        foreach (var table in Tables)
        {
            counts.Add($"{table} {await session.Single<long>($"SELECT COUNT(*) FROM {table}")}");
        }

        return string.Join(", ", counts);
    });

    [GeneratedRegex("(^|[^0-9])9999[0-9]{5}([^0-9]|$)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Bsn();
}
