using System.Net;
using Budget.Core.Ledger;
using Budget.Tests.Databases;

namespace Budget.Tests.Faults;

/// <summary>
/// A database that cannot now: whoever saves something hears so with 503, in plain words, holds what was typed in the answer and sends it again with
/// one click; who reads, reads on where that is possible; and when the database can again, so does the portal, without anybody's help.
/// </summary>
[Category("Tools")]
[Platform(Include = "Linux", Reason = "What fills a disk and what kills a server are Linux's.")]
public sealed class AwayTests
{
    private const string Words = "Ik kan <b>niet</b> meer alleen wonen & mijn dochter is ver weg.";

    [TestCase("mounted")]
    [TestCase("limited")]
    public async Task On_a_full_disk_nobody_saves_everybody_reads_and_with_room_again_it_goes_on(string kind)
    {
        var disk = kind == "limited" ? new SmallDisk.Limited() : await SmallDisk.Mounted.Make(megabytes: 48);
        Assume.That(disk, Is.Not.Null, "Nobody may mount a disk here.");
        await using var small = disk!;
        await using var portal = await RunningPortal.On(
            await TestDatabase.At($"Data Source={Path.Combine(small.Folder, "town.db")}", TimeProvider.System), by: small.By);
        using var writer = await Client.SignedInAs(portal, "jansen");
        using var holder = await Client.SignedInAs(portal, "bakker");
        var draft = (await writer.FormOn("/hulpvraag/nieuw")).With("OwnWords", Words).With("Domains", "Household");
        var claim = await Claim(holder);
        var before = await Claims(portal);

        await small.Fill(portal);
        // What was written before and is free inside the files is still used up.
        var refused = await writer.Post(draft);
        for (var saved = 0; refused.Status == HttpStatusCode.Found && saved < 20_000; saved++)
        {
            refused = await writer.Post(draft.With("OwnWords", $"{Words} {saved} {new string('x', 2_000)}"));
        }

        SaysSo(refused, Words);
        var unpaid = await holder.Post(claim);
        SaysSo(unpaid, words: null);
        foreach (var page in new[] { "/mijn-budget", "/pgb", claim.Action, "/hulpvraag", "/health/live", "/health/ready" })
        {
            Assert.That((await holder.Get(page)).Status, Is.EqualTo(HttpStatusCode.OK), page);
        }

        Assert.That(await Claims(portal), Is.EqualTo(before), "nothing was kept of what was refused");
        await small.MakeRoom(portal);

        var forwarded = await holder.Post(Client.FormIn(unpaid));
        Assert.That((forwarded.Status, forwarded.Location), Is.EqualTo((HttpStatusCode.Found, "/mijn-budget/" + forwarded.Location!.Split('/')[^1])));
        Assert.That((await holder.Post(Client.FormIn(unpaid))).Status, Is.EqualTo(HttpStatusCode.Found), "a second click hears the same");
        Assert.That(await Claims(portal), Is.EqualTo(before + 1));
        Assert.That((await writer.Post(Client.FormIn(refused))).Location, Does.StartWith("/hulpvraag/nieuw/"));
        Assert.That((await writer.FormOn("/hulpvraag/nieuw")).Fields["OwnWords"], Does.StartWith(Words), "what was typed came through whole");
        Assert.That((await new VerifyLedger(portal.Database).Run()).FirstFault, Is.Null);
    }

    [Test]
    public async Task When_the_server_is_killed_pages_say_so_and_when_it_is_back_they_work()
    {
        await using var server = await PostgresServer.Start();
        await using var portal = await RunningPortal.On(await TestDatabase.At(server.ConnectionString, TimeProvider.System));
        using var holder = await Client.SignedInAs(portal, "bakker");
        using var clerk = await Client.SignedInAs(portal, "financien");
        var upload = await clerk.FormOn("/financien");
        var claim = await Claim(holder);
        var before = await Claims(portal);

        await server.Kill();
        var unread = await clerk.Post(upload, "Upload", "<x/>"u8.ToArray());
        Assert.That((unread.Status, unread.Header("Retry-After")), Is.EqualTo((HttpStatusCode.ServiceUnavailable, "30")));
        Assert.That(unread.Document.QuerySelector(".er-lead")!.TextContent, Does.Contain("Kies het dan opnieuw."), "a page cannot give a file back");
        Assert.That(unread.Document.QuerySelector("main form"), Is.Null);
        var unpaid = await holder.Post(claim);
        SaysSo(unpaid, words: null);
        var unseen = await holder.Get("/mijn-budget?cultuur=en");
        Assert.That((unseen.Status, unseen.Header("Retry-After")), Is.EqualTo((HttpStatusCode.ServiceUnavailable, "30")));
        Assert.That(unseen.Document.QuerySelector("h1")!.TextContent, Is.EqualTo("We cannot show this page right now"));
        Assert.That(unseen.Document.QuerySelector("main a")!.GetAttribute("href"), Is.EqualTo("/mijn-budget?cultuur=en"));
        Assert.That((await holder.Get("/health/live")).Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await holder.Get("/health/ready")).Status, Is.EqualTo(HttpStatusCode.ServiceUnavailable));

        await server.StartAgain();
        Assert.That((await holder.Post(Client.FormIn(unpaid))).Status, Is.EqualTo(HttpStatusCode.Found));
        Assert.That((await holder.Get("/health/ready")).Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await Claims(portal), Is.EqualTo(before + 1));
        Assert.That((await new VerifyLedger(portal.Database).Run()).FirstFault, Is.Null);
    }

    [Test]
    public async Task A_form_that_another_site_sent_is_not_shown_under_our_name()
    {
        await using var server = await PostgresServer.Start();
        await using var portal = await RunningPortal.On(await TestDatabase.At(server.ConnectionString, TimeProvider.System));
        using var visitor = new Client(portal);
        var form = (await visitor.FormOn("/inloggen", "form.er-card")).With("persona", "jansen").With("words", "Bel nu dit nummer");
        await server.Kill();

        Assert.That(Client.FormIn(await visitor.Post(form)).Fields, Is.EqualTo(form.Fields));
        visitor.ComesFrom("https://evil.example");
        var strange = await visitor.Post(form);

        Assert.That(strange.Status, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(strange.Body, Does.Not.Contain("Bel nu dit nummer"));
        Assert.That(strange.Document.QuerySelector("main form"), Is.Null);
    }

    private static void SaysSo(Client.Answer answer, string? words)
    {
        Assert.That((answer.Status, answer.Header("Retry-After")), Is.EqualTo((HttpStatusCode.ServiceUnavailable, "30")), answer.Body);
        Assert.That(answer.Header("Cache-Control"), Does.Contain("no-store"));
        SafeHeaders.AreOn(answer);
        var page = answer.Document;
        Assert.That(page.QuerySelector("h1")!.TextContent, Is.EqualTo("Wij kunnen dit nu niet opslaan"));
        Assert.That(page.QuerySelector(".er-lead")!.TextContent, Does.Contain("Dit ligt niet aan u.").And.Contain("bent u niet kwijt"));
        Assert.That(page.QuerySelector("blockquote")?.TextContent, words is null ? Is.Null : Does.StartWith(words));
        Assert.That(page.QuerySelector(".er-header"), Is.Not.Null, "the page is whole");
    }

    /// <summary>One month of the first helper, filled in and not sent.</summary>
    private static async Task<Client.Form> Claim(Client holder)
    {
        var path = (await holder.Get("/pgb")).Document.QuerySelector(".er-card__link")!.GetAttribute("href")!;
        var month = (await holder.Get(path)).Document.QuerySelectorAll("select option").Select(option => option.GetAttribute("value")).First(value => !string.IsNullOrEmpty(value))!;
        return (await holder.FormOn(path)).With("Month", month).With("Volume", "1");
    }

    private static async Task<long> Claims(RunningPortal portal) =>
        long.Parse((await Rows.Of(portal.ConnectionString, "SELECT COUNT(*) FROM postings WHERE kind = 'claim'")).Single(), System.Globalization.CultureInfo.InvariantCulture);
}
