using System.Net;

namespace Budget.Tests.Pages;

/// <summary>What comes by telephone, at the counter and as a letter, as caseworker and resident meet it.</summary>
public sealed class PaperPagesTests
{
    private RunningPortal portal = null!;

    [OneTimeSetUp]
    public async Task Open() => portal = await RunningPortal.Start();

    [OneTimeTearDown]
    public async Task Close()
    {
        if (portal is not null)
        {
            await portal.DisposeAsync();
        }
    }

    private static string MainOf(Client.Answer page) => System.Text.RegularExpressions.Regex.Replace(page.Document.QuerySelector("main")!.TextContent, @"\s+", " ", System.Text.RegularExpressions.RegexOptions.NonBacktracking);

    private static string Day(DateOnly day) => day.ToString("d-M-yyyy", System.Globalization.CultureInfo.InvariantCulture);

    [Test]
    public async Task A_request_by_telephone_is_written_down_and_read_by_the_resident()
    {
        using var consulent = await Client.SignedInAs(portal, "consulent");
        var bsn = await BsnOfJansen(consulent);
        var find = await consulent.FormOn("/consulent/hulpvraag/nieuw", "main form[action$='Find']") with { Action = "/consulent/hulpvraag/nieuw?handler=Find" };
        Assert.That((await consulent.Post(find.With("Bsn", "123"))).Status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(MainOf(await consulent.Post(find.With("Bsn", "999990019"))), Does.Contain("Niet gevonden").And.Contain("door één keer in te loggen met DigiD"));
        var found = await consulent.Post(find.With("Bsn", bsn));
        Assert.That(found.Location, Does.StartWith("/consulent/hulpvraag/nieuw?bewoner="));

        var form = await consulent.FormOn(found.Location!, "main form[method=post]");
        var wrong = await consulent.Post(form.With("OwnWords", "Het lukt niet meer."));
        Assert.That((wrong.Status, Client.FormIn(wrong, "main form[method=post]").Fields["OwnWords"]), Is.EqualTo((HttpStatusCode.BadRequest, "Het lukt niet meer.")), "nothing typed is lost");
        Assert.That(wrong.Document.QuerySelector(".utrecht-alert--error")!.TextContent, Does.Contain("Kies hoe de hulpvraag kwam").And.Contain("ten minste één deel van het leven").And.Contain("Kies ja of nee"));
        var whole = Client.FormIn(wrong, "main form[method=post]", found.Location!)
            .With("Way", "Phone").With("CameOn", Day(RunningPortal.Today)).With("BroughtBy", "zijn zoon").With("Goals[0]", "Een schoon huis.").With("Urgent", "No");
        var written = await consulent.Post(whole);
        Assert.That(written.Location, Does.Match("^/consulent/hulpvraag/2026-[0-9]{6}$"), written.Body);
        Assert.That((await consulent.Post(whole)).Location, Is.EqualTo(written.Location), "the same form is the same request");
        Assert.That(MainOf(await consulent.Get(written.Location!)), Does.Contain("na een telefoontje op").And.Contain("Wie belde: zijn zoon."));

        using var jansen = await Client.SignedInAs(portal, "jansen");
        var number = written.Location!.Split('/')[^1];
        Assert.That(MainOf(await jansen.Get($"/hulpvraag/{number}")), Does.Contain("Opgeschreven door de gemeente, na een telefoontje op").And.Contain("Wie belde: zijn zoon.").And.Contain("Klopt er iets niet"));
        Assert.That((await jansen.Get($"/hulpvraag/{number}/hulpvraag.pdf")).Status, Is.EqualTo(HttpStatusCode.OK));
        using var elsewhere = await Client.SignedInAs(portal, "consulent2");
        Assert.That((await elsewhere.Get(found.Location!)).Status, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task An_objection_on_paper_is_written_down_where_an_answer_is()
    {
        var found = (await Databases.Rows.Of(portal.ConnectionString, """
            SELECT request.number || ' ' || d.number || ' ' || d.decided_on
            FROM decisions d
            JOIN support_requests request ON request.id = d.request_id
            JOIN residents r ON r.id = d.resident_id
            WHERE r.name = 'meneer H. Bakker' AND NOT EXISTS (SELECT 1 FROM objections o WHERE o.decision_id = d.id)
            ORDER BY d.number
            """))[0].Split(' ');
        var (request, decision) = (found[0], found[1]);
        using var consulent = await Client.SignedInAs(portal, "consulent");
        Assert.That((await consulent.Get($"/consulent/hulpvraag/{request}")).Document.QuerySelector("main a[href$='/antwoord']"), Is.Not.Null);
        var form = await consulent.FormOn($"/consulent/hulpvraag/{request}/antwoord", "main form[method=post]");
        var nothing = await consulent.Post(form);
        Assert.That(nothing.Document.QuerySelector(".utrecht-alert--error")!.TextContent, Does.Contain("Kies wat er kwam").And.Contain("Vul de dag in"));
        var came = form.With("What", $"Objection-{decision}").With("CameOn", Day(RunningPortal.Today));
        Assert.That((await consulent.Post(came)).Status, Is.EqualTo(HttpStatusCode.BadRequest), "without its words");
        Assert.That((await consulent.Post(came.With("Remarks", "In de brief staat waarom."))).Location, Is.EqualTo($"/consulent/hulpvraag/{request}"));

        using var bakker = await Client.SignedInAs(portal, "bakker");
        Assert.That(MainOf(await bakker.Get($"/besluit/{decision}/bezwaar")), Does.Contain("In de brief staat waarom."));
    }

    /// <summary>The BSN of meneer Jansen, as a doctor gave it.</summary>
    private static async Task<string> BsnOfJansen(Client consulent)
    {
        var concern = (await consulent.Get("/consulent/meldingen")).Document.QuerySelectorAll("main tbody a").Single(link => link.TextContent.Contains("Jansen", StringComparison.Ordinal)).GetAttribute("href")!;
        return (await consulent.FormOn(concern, "main form[action$='Find']")).Fields["Bsn"];
    }
}
