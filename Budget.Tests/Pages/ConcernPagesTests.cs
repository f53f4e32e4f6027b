using System.Net;

namespace Budget.Tests.Pages;

/// <summary>A concern of a family doctor as doctor, caseworker and administrator meet it.</summary>
public sealed class ConcernPagesTests
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

    private static string MainOf(Client.Answer page) => page.Document.QuerySelector("main")!.TextContent;

    [Test]
    public async Task A_concern_is_reported_linked_and_picked_up_and_the_doctor_reads_the_day()
    {
        using var doctor = await Client.SignedInAs(portal, "huisarts");
        Assert.That((await doctor.Get("/aanbieder")).Document.QuerySelector("main a[href='/melden']"), Is.Not.Null);
        Assert.That(MainOf(await doctor.Get("/melden")), Does.Contain("nog niet opgepakt").And.Not.Contain("Jansen"));
        var form = await doctor.FormOn("/melden");
        var wrong = await doctor.Post(form.With("Name", "mevrouw <i>A.</i> de Vries").With("Words", "Zij valt vaak.").With("BornOn", "gisteren"));
        Assert.That((wrong.Status, Client.FormIn(wrong).Fields["Words"]), Is.EqualTo((HttpStatusCode.BadRequest, "Zij valt vaak.")), "nothing typed is lost");
        Assert.That(wrong.Document.QuerySelector(".utrecht-alert--error")!.TextContent, Does.Contain("als dag-maand-jaar").And.Contain("Vul het adres in").And.Contain("Zonder toestemming van de persoon"));
        var again = Client.FormIn(wrong, path: "/melden").With("BornOn", "12-3-1948").With("Address", "Bovenmaten 1, Huizen");
        Assert.That((await doctor.Post(again)).Status, Is.EqualTo(HttpStatusCode.BadRequest), "still without consent");
        Assert.That((await doctor.Post(again.With("Agrees", "yes"))).Location, Is.EqualTo("/melden"));
        var told = await doctor.Get("/melden");
        Assert.That(MainOf(told), Does.Contain("nog niet opgepakt").And.Not.Contain("Vries"));

        using var consulent = await Client.SignedInAs(portal, "consulent");
        var list = await consulent.Get("/consulent/meldingen");
        Assert.That(MainOf(list), Does.Contain("meneer J. Jansen").And.Contain("mevrouw <i>A.</i> de Vries").And.Contain("Huisartsenpraktijk De Brink"));
        var path = list.Document.QuerySelectorAll("main tbody a").Single(link => link.TextContent.Contains("Jansen", StringComparison.Ordinal)).GetAttribute("href")!;
        var find = await consulent.FormOn(path, "main form[action$='Find']");
        Assert.That(find.Fields["Bsn"], Is.Not.Empty, "as the doctor gave it");
        Assert.That((await consulent.Post(find.With("Bsn", "123"))).Status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(MainOf(await consulent.Post(find.With("Bsn", "999990019"))), Does.Contain("Niemand gevonden"));
        var found = await consulent.Post(find);
        Assert.That(MainOf(found), Does.Contain("Gevonden: meneer J. Jansen").And.Contain("30 november 1957"));
        Assert.That((await consulent.Post(Client.FormIn(found, "main form[action$='Link']", path))).Location, Is.EqualTo(path));
        Assert.That(MainOf(await consulent.Get(path)), Does.Contain("Gekoppeld aan het dossier van meneer J. Jansen").And.Contain("Er is nog geen hulpvraag."));
        Assert.That((await consulent.Post(await consulent.FormOn(path, "main form[action$='PickUp']"))).Location, Is.EqualTo("/consulent/meldingen"));
        Assert.That(MainOf(await consulent.Get("/consulent/meldingen")), Does.Contain("opgepakt"));

        Assert.That(MainOf(await doctor.Get("/melden")), Does.Contain("opgepakt").And.Not.Contain("Jansen"));
        using var jansen = await Client.SignedInAs(portal, "jansen");
        Assert.That(MainOf(await jansen.Get("/gegevens")), Does.Contain("koppelde melding").And.Contain("pakte melding").And.Contain("Sanne Visser"));
        using var other = await Client.SignedInAs(portal, "consulent2");
        Assert.That((await other.Get(path)).Status, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(MainOf(await other.Get("/consulent/meldingen")), Does.Contain("Er is niets gemeld"));
    }

    [Test]
    public async Task Staff_of_a_provider_of_support_reports_nothing()
    {
        using var provider = await Client.SignedInAs(portal, "aanbieder");
        Assert.That((await provider.Get("/melden")).Status, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That((await provider.Get("/aanbieder")).Document.QuerySelector("main a[href='/melden']"), Is.Null);
    }

    [Test]
    public async Task An_administrator_admits_a_practice_and_ends_that()
    {
        using var beheer = await Client.SignedInAs(portal, "beheer3");
        Assert.That(MainOf(await beheer.Get("/beheer/huisartsen")), Does.Contain("Er is nog geen praktijk toegelaten"));
        var form = await beheer.FormOn("/beheer/huisartsen", "main form[action$='Admit']");
        var wrong = await beheer.Post(form.With("Name", "Praktijk Kerkelanden").With("Agb", "1"));
        Assert.That((wrong.Status, Client.FormIn(wrong, "main form[action$='Admit']").Fields["Name"]), Is.EqualTo((HttpStatusCode.BadRequest, "Praktijk Kerkelanden")));
        Assert.That((await beheer.Post(form.With("Name", "Praktijk Kerkelanden").With("Agb", "01009922").With("Kvk", "90009922").With("Phone", "035 555 0640"))).Location, Is.EqualTo("/beheer/huisartsen"));
        Assert.That(MainOf(await beheer.Get("/beheer/huisartsen")), Does.Contain("KvK-nummer 90009922").And.Contain("voegde toe: Praktijk Kerkelanden"));
        Assert.That((await beheer.Post(await beheer.FormOn("/beheer/huisartsen", "main form[action$='End']"))).Location, Is.EqualTo("/beheer/huisartsen"));
        Assert.That(MainOf(await beheer.Get("/beheer/huisartsen")), Does.Contain("Er is nog geen praktijk toegelaten").And.Contain("Gestopt op"));
    }
}
