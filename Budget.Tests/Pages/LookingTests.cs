using System.Text.RegularExpressions;

namespace Budget.Tests.Pages;

/// <summary>Whoever only looks changes nothing, and no address on the way tells anything of anybody.</summary>
public sealed partial class LookingTests
{
    private const int MostPages = 80;

    /// <summary>Everything that a deed writes; not the traces, for those grow by looking.</summary>
    private static readonly string[] Tables =
        ["support_request_drafts", "support_requests", "investigation_reports", "applications", "decisions", "budgets", "assignments", "care_agreements", "postings", "claims", "declaration_messages", "invoice_lines", "resident_access", "users"];

    private static readonly string[] Personas = ["devries", "bakker", "yilmaz", "jansen", "consulent", "financien", "aanbieder", "beheer", "controle"];

    [Test]
    public async Task Every_page_is_looked_at_and_nothing_changes_and_no_address_holds_a_BSN_or_a_name()
    {
        await using var portal = await RunningPortal.Start();
        var before = await Rows(portal);
        var names = await portal.Database.Read(session => session.List<string>("SELECT name FROM residents"));
        var seen = 0;
        foreach (var persona in Personas)
        {
            using var client = await Client.SignedInAs(portal, persona);
            var visited = new HashSet<string>(StringComparer.Ordinal);
            var open = new Queue<string>(["/"]);
            while (open.Count > 0 && visited.Count < MostPages)
            {
                var path = open.Dequeue();
                if (!visited.Add(path))
                {
                    continue;
                }

                var answer = await client.Get(path);
                Assert.That((int)answer.Status, Is.LessThan(400), $"{persona} {path}");
                if (!answer.Header("Content-Type").StartsWith("text/html", StringComparison.Ordinal))
                {
                    continue;
                }

                foreach (var link in answer.Document.QuerySelectorAll("a[href^='/'], form[action^='/']"))
                {
                    var address = (link.GetAttribute("href") ?? link.GetAttribute("action"))!;
                    var read = Uri.UnescapeDataString(address);
                    Assert.That(Bsn().IsMatch(read), Is.False, $"{persona} {path}: {read}");
                    Assert.That(names.Where(name => name.Split(' ').Any(part => part.Length > 4 && read.Contains(part, StringComparison.OrdinalIgnoreCase))), Is.Empty, $"{persona} {path}: {read}");
                    if (link.HasAttribute("href") && !address.Contains("cultuur=", StringComparison.Ordinal))
                    {
                        open.Enqueue(address.Split('#')[0]);
                    }
                }
            }

            seen += visited.Count;
        }

        Assert.That(seen, Is.GreaterThan(60), "the pages are found at all");
        Assert.That(await Rows(portal), Is.EqualTo(before));
    }

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
