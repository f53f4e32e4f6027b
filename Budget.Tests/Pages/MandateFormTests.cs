using System.Net;

namespace Budget.Tests.Pages;

/// <summary>A form that was opened for one file is not sent under another (DigiD Machtigen), and what was typed in it is not lost.</summary>
public sealed class MandateFormTests
{
    // Test numbers (domain.md, 5): a neighbour who has a file of his own, and the woman for whom he acts.
    private const string Neighbour = "999900018";
    private const string Mother = "999900006";
    private ForgingProvider provider = null!;
    private RunningPortal portal = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        provider = await ForgingProvider.Start();
        portal = await RunningPortal.Start(settings: provider.Settings);
    }

    [OneTimeTearDown]
    public async Task Close()
    {
        if (portal is not null)
        {
            await portal.DisposeAsync();
        }

        await provider.DisposeAsync();
    }

    [TestCase(Neighbour, null, Mother, Neighbour, "Dit formulier is voor uzelf", "A. de Vries")]
    [TestCase(Mother, Neighbour, Neighbour, null, "Dit formulier is voor iemand anders", "iemand anders")]
    public async Task A_form_of_one_file_waits_while_somebody_is_signed_in_for_another(string bsn, string? acting, string otherBsn, string? otherActing, string title, string says)
    {
        var words = $"Ik kan de trap niet meer op. {title}.";
        using var client = new Client(portal);
        await SignIn(client, bsn, acting);
        var form = (await client.FormOn("/hulpvraag/nieuw")).With("OwnWords", words).With("Domains", "Household");
        // In another tab of the same browser.
        await SignIn(client, otherBsn, otherActing);

        var refused = await client.Post(form);

        Assert.That(refused.Status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(refused.Document.QuerySelector("h1")!.TextContent, Is.EqualTo(title));
        Assert.That(refused.Document.QuerySelector("main")!.TextContent, Does.Contain(says).And.Contain(words));
        Assert.That((await client.Get("/hulpvraag/nieuw")).Body, Does.Not.Contain(words), "the other file has nothing of it");
        var back = Uri.UnescapeDataString(refused.Document.QuerySelector("main a")!.GetAttribute("href")!.Split("terug=")[1]);
        Assert.That((await client.Get(back)).Status, Is.EqualTo(HttpStatusCode.NotFound), "nor is it given to the other");

        await SignIn(client, bsn, acting);
        var kept = await client.Get(back);
        Assert.That(kept.Document.QuerySelector("main")!.TextContent, Does.Contain(words));
        Assert.That((await client.Post(Client.FormIn(kept, "main form[action^='/hulpvraag/nieuw']"))).Location, Is.EqualTo("/hulpvraag/nieuw/doelen"));
        Assert.That((await client.Get("/hulpvraag/nieuw")).Body, Does.Contain(words));
    }

    [Test]
    public async Task Out_is_out_of_both()
    {
        using var client = new Client(portal);
        await SignIn(client, Neighbour, acting: null);
        var form = await client.FormOn("/mijn-budget", "form[action='/uitloggen']");
        await SignIn(client, Mother, Neighbour);
        Assert.That((await client.Post(form)).Status, Is.AnyOf(HttpStatusCode.OK, HttpStatusCode.Found));
        Assert.That((await client.Get("/mijn-budget")).Status, Is.EqualTo(HttpStatusCode.Found));
    }

    private async Task SignIn(Client client, string bsn, string? acting)
    {
        (provider.Bsn, provider.ActingBsn) = (bsn, acting);
        Assert.That((await client.Follow("/inloggen/digid?terug=/mijn-budget")).Status, Is.EqualTo(HttpStatusCode.OK));
    }
}
