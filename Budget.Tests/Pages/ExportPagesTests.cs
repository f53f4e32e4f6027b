using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Budget.Tests.Pages;

/// <summary>Finance asks for the statements of all PGBs, waits, takes them along and throws them away.</summary>
public sealed class ExportPagesTests
{
    private static RunningPortal Portal => PagesPortal.Portal;

    private static async Task<Client.Answer> Made(Client client, string path)
    {
        var page = await client.Get(path);
        for (var tries = 0; tries < 600 && page.Document.QuerySelector("main progress") is not null; tries++)
        {
            await Task.Delay(100);
            page = await client.Get(path);
        }

        return page;
    }

    [Test]
    public async Task What_finance_asks_for_is_made_taken_along_and_thrown_away()
    {
        using var client = await Client.SignedInAs(Portal, "financien");
        var form = await client.FormOn("/financien/overzichten");
        var wrong = await client.Post(form.With("From", "1-13-2026").With("Form", "personheld"));
        Assert.That((wrong.Status, Client.FormIn(wrong).Fields["From"], Client.FormIn(wrong).Fields["Form"]), Is.EqualTo((HttpStatusCode.BadRequest, "1-13-2026", "personheld")), "nothing typed is lost");
        foreach (var (from, until, provider) in ((string, string, string)[])[("1-1-1900", "31-12-2026", ""), ("1-1-2026", "31-12-2100", ""), ("1-1-2026", "31-12-2026", "00000000")])
        {
            Assert.That((await client.Post(form.With("From", from).With("Until", until).With("Provider", provider))).Status, Is.EqualTo(HttpStatusCode.BadRequest), $"{from} {until} {provider}");
        }

        var whole = form.With("From", "1-1-2026").With("Until", "31-12-2026").With("Form", "personheld");
        var asked = await client.Post(whole);
        Assert.That((await client.Post(whole)).Location, Is.EqualTo(asked.Location), "sent twice it is asked once");
        var page = await Made(client, asked.Location!);
        Assert.That(page.Document.QuerySelector(".utrecht-alert--ok, .utrecht-alert")!.TextContent, Does.Contain("overzichten zijn klaar"), page.Body);

        var part = await client.Get(page.Document.QuerySelector("main a[href$='.zip']")!.GetAttribute("href")!);
        Assert.That((part.Header("Content-Type"), part.Header("Content-Disposition")), Is.EqualTo(("application/zip", "attachment; filename=overzichten-20260101-20261231-deel-1-van-1.zip")));
        using var zip = new ZipArchive(new MemoryStream(await part.Message.Content.ReadAsByteArrayAsync()));
        var held = int.Parse((await Databases.Rows.Of(Portal.ConnectionString, "SELECT CAST(COUNT(*) AS TEXT) FROM budgets WHERE municipality_code = '0406' AND funding_form = 'personheld' AND id IN (SELECT budget_id FROM postings WHERE posted_on <= '2026-12-31')"))[0], System.Globalization.CultureInfo.InvariantCulture);
        Assert.That(zip.Entries.Count(entry => entry.Name.EndsWith(".pdf", StringComparison.Ordinal)), Is.EqualTo(held).And.GreaterThan(2));
        var hashes = Encoding.UTF8.GetString(Read(zip, "sha256.txt")).TrimEnd().Split('\n').Select(line => line.Split("  ")).ToList();
        Assert.That(hashes, Has.Count.EqualTo(held).And.All.Matches<string[]>(line => Convert.ToHexStringLower(SHA256.HashData(Read(zip, line![1]))) == line[0]), "each paper is what the list says");
        Assert.That(Encoding.UTF8.GetString(Read(zip, "index.csv")), Does.StartWith("\uFEFFbudget;").Or.StartWith("\uFEFF\"budget\";"));

        var row = (await client.Get("/financien/overzichten")).Document.QuerySelector($"main tbody tr:has(a[href='{asked.Location}'])")!;
        Assert.That(row.TextContent, Does.Contain("PGB · Nederlands"));
        await client.Post(Client.FormIn(page, path: asked.Location!));
        var stopped = await client.Get(asked.Location!);
        Assert.That((stopped.Body.Contains("Dit is gestopt", StringComparison.Ordinal), stopped.Document.QuerySelector("main a[href$='.zip']")), Is.EqualTo((true, (object?)null)));
        Assert.That((await client.Get($"{asked.Location}/deel-1.zip")).Status, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task A_choice_that_fits_no_budget_says_so_and_has_nothing_to_take_along()
    {
        using var client = await Client.SignedInAs(Portal, "financien");
        // Before anything was booked.
        var asked = await client.Post((await client.FormOn("/financien/overzichten")).With("From", "1-1-2015").With("Until", "31-12-2015"));

        var page = await Made(client, asked.Location!);

        Assert.That((page.Body.Contains("Geen budgetten gevonden", StringComparison.Ordinal), page.Document.QuerySelector("main a[href$='.zip']")), Is.EqualTo((true, (object?)null)), page.Body);
        Assert.That((await client.Get($"{asked.Location}/deel-1.zip")).Status, Is.EqualTo(HttpStatusCode.NotFound));
    }

    private static byte[] Read(ZipArchive zip, string name)
    {
        using var source = zip.GetEntry(name)!.Open();
        using var bytes = new MemoryStream();
        source.CopyTo(bytes);
        return bytes.ToArray();
    }
}
