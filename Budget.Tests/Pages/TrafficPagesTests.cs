using System.Net;
using Budget.Core.Iwmo;
using static Budget.Tests.Support.MessagesOf;

namespace Budget.Tests.Pages;

/// <summary>The messages beside the declaration as people meet them: the provider who fetches and sends, the caseworker who answers.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class TrafficPagesTests(Engine engine)
{
    private const string Page = "/aanbieder/berichtenverkeer";
    private RunningPortal portal = null!;

    [OneTimeSetUp]
    public async Task Open() => portal = await RunningPortal.Start(engine);

    [OneTimeTearDown]
    public async Task Close()
    {
        if (portal is not null)
        {
            await portal.DisposeAsync();
        }
    }

    private Task<Client> As(string persona) => Support.Client.SignedInAs(portal, persona);

    private static string Told(Client.Answer answer) => string.Join(' ', answer.Document.QuerySelector("main")!.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static async Task<Client.Answer> Send(Client client, byte[] file) => await client.Post(await client.FormOn(Page, "main form[enctype]"), "Upload", file);

    /// <summary>A message that was fetched, of the municipality and client of whom a start can be told.</summary>
    private static async Task<string> Fetched(Client client)
    {
        var link = (await client.Get(Page)).Document.QuerySelectorAll("tbody tr").First(row => row.TextContent.Contains("Nieuwe toewijzing", StringComparison.Ordinal)).QuerySelector("a")!.GetAttribute("href")!;
        var answer = await client.Get(link);
        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.OK));
        return answer.Body;
    }

    [Test]
    public async Task A_provider_fetches_its_allocations_and_nobody_else_does()
    {
        using var client = await As("aanbieder");
        var text = await Fetched(client);
        Assert.That((Said(text, "BerichtCode"), Said(text, "ToewijzingNummer").Length > 0), Is.EqualTo(("414", true)));

        var link = (await client.Get(Page)).Document.QuerySelector("a[href$='bericht.xml']")!.GetAttribute("href")!;
        using var other = await As("aanbieder2");
        Assert.That((await other.Get(link)).Status, Is.EqualTo(HttpStatusCode.NotFound));
        using var resident = await As("devries");
        Assert.That((await resident.Get(Page)).Status, Is.EqualTo(HttpStatusCode.Forbidden));

        // The demo made those of the first; the second has its own to prepare.
        var prepare = await other.FormOn(Page, "main form[action*='handler=Prepare']");
        var done = await other.Post(prepare with { Action = $"{Page}?handler=Prepare" });
        Assert.That((done.Status, done.Location), Is.EqualTo((HttpStatusCode.Found, Page)), done.Body);
        var after = await other.Get(Page);
        Assert.That((Told(after).Contains("klaar.", StringComparison.Ordinal), after.Document.QuerySelector("main form[action*='handler=Prepare']")), Is.EqualTo((true, (AngleSharp.Dom.IElement?)null)), Told(after));
    }

    [Test]
    public async Task A_message_that_is_sent_gets_its_answer_on_a_page_and_a_wrong_file_a_sentence_at_the_field()
    {
        using var client = await As("aanbieder");
        var text = await Fetched(client);
        var (bsn, number) = (Said(text, "Bsn"), long.Parse(Said(text, "ToewijzingNummer"), System.Globalization.CultureInfo.InvariantCulture));
        var right = MessagesOf.Start("PAGINA1", bsn, (number, new(2026, 6, 1)), (999_999_999, new(2026, 6, 1)));
        var file = MessagesOf.File(right with { Header = right.Header with { SenderAgb = Said(text, "Ontvanger"), MunicipalityCode = Said(text, "Afzender") } });

        var sent = await Send(client, file);

        Assert.That((sent.Status, sent.Location), Is.EqualTo((HttpStatusCode.Found, sent.Location)), sent.Body);
        Assert.That(sent.Location, Does.StartWith($"{Page}/ontvangen/"), sent.Body);
        var answer = await client.Get(sent.Location!);
        Assert.That(Told(answer), Does.Contain("Wij kennen geen toewijzing aan u met dit nummer.").And.Contain("De gemeente weet dat de hulp is begonnen."));
        var again = await Send(client, file);
        Assert.That((again.Location, Told(await client.Get(again.Location!)).Contains("Dit bericht was al verwerkt", StringComparison.Ordinal)), Is.EqualTo((sent.Location, true)));
        using var other = await As("aanbieder2");
        Assert.That((await other.Get(sent.Location!)).Status, Is.EqualTo(HttpStatusCode.NotFound));
        var theirs = await Send(other, file);
        Assert.That((theirs.Status, Told(theirs).Contains("een andere AGB-code", StringComparison.Ordinal)), Is.EqualTo((HttpStatusCode.BadRequest, true)));

        foreach (var (bytes, sentence) in new[] { (Utf8("<x"), "geen goed XML-bestand"), (Utf8("<x/>"), "geen bericht dat u hier kunt sturen"), ((byte[])[0xFF, 0xFE, 0, 0, 60, 0, 0, 0], "tekencodering") })
        {
            var wrong = await Send(client, bytes);
            Assert.That((wrong.Status, Told(wrong).Contains(sentence, StringComparison.Ordinal)), Is.EqualTo((HttpStatusCode.BadRequest, true)), Told(wrong));
        }

        var empty = await client.Post(await client.FormOn(Page, "main form[enctype]"));
        Assert.That((empty.Status, Told(empty).Contains("Kies een bestand.", StringComparison.Ordinal)), Is.EqualTo((HttpStatusCode.BadRequest, true)));
    }

    [Test]
    public async Task A_caseworker_reads_what_a_provider_asks_and_answers_and_the_provider_fetches_it()
    {
        using var consulent = await As("consulent");
        var list = await consulent.Get("/consulent?van=iedereen");
        var link = list.Document.QuerySelector("a[href^='/consulent/vraag/']")!.GetAttribute("href")!;
        var page = await consulent.Get(link);
        Assert.That(Told(page), Does.Contain("Een aanbieder vraagt om een wijziging").And.Contain("Gevraagd voor toewijzing").And.Contain("Wat het budget zegt"));
        using var elsewhere = await As("consulent2");
        Assert.That((await elsewhere.Get(link)).Status, Is.EqualTo(HttpStatusCode.NotFound));

        var form = await consulent.FormOn(link);
        var nothing = await consulent.Post(form);
        Assert.That((nothing.Status, Told(nothing).Contains("Kies wat u antwoordt.", StringComparison.Ordinal)), Is.EqualTo((HttpStatusCode.BadRequest, true)));
        var why = await consulent.Post(form.With("Said", "Refused"));
        Assert.That((why.Status, Told(why).Contains("Kies waarom niet.", StringComparison.Ordinal)), Is.EqualTo((HttpStatusCode.BadRequest, true)));
        var done = await consulent.Post(form.With("Said", "Refused").With("Reason", ReasonOfRefusal.AboveBudget));
        Assert.That((done.Status, done.Location), Is.EqualTo((HttpStatusCode.Found, "/consulent")), done.Body);
        Assert.That(Told(await consulent.Get(link)), Does.Contain("Afgewezen").And.Contain("Past niet binnen het budget"));
        Assert.That((await consulent.Get("/consulent?van=iedereen")).Document.QuerySelector($"a[href='{link}']"), Is.Null);

        using var provider = await As("aanbieder");
        var told = (await provider.Get(Page)).Document.QuerySelectorAll("tbody tr").First(row => row.TextContent.Contains("Uw vraag is afgewezen", StringComparison.Ordinal));
        var answer = await provider.Get(told.QuerySelector("a")!.GetAttribute("href")!);
        Assert.That((Said(answer.Body, "BerichtCode"), Said(answer.Body, "ReferentieAanbieder"), Said(answer.Body, "RedenAfwijzingVerzoek")), Is.EqualTo(("482", "ONZE-VRAAG-1", "2")));
    }
}
