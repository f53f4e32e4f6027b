namespace Budget.Tests.Journeys;

/// <summary>Signing in by OpenID Connect in a real browser, at a real provider: over to it, back, and each page on the way can be used by everyone.</summary>
[Category("Journey")]
public sealed class SignInJourneyTests
{
    private OpenIdProvider provider = null!;
    private RunningPortal portal = null!;
    private Browser browser = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        browser = await Browser.Launch();
        provider = await OpenIdProvider.Start(forBrowser: true);
        portal = await RunningPortal.Start(settings: provider.Settings);
        await provider.MeetsPortalAt(portal.Address);
    }

    [OneTimeTearDown]
    public async Task Close()
    {
        if (portal is not null)
        {
            await portal.DisposeAsync();
        }

        if (provider is not null)
        {
            await provider.DisposeAsync();
        }

        if (browser is not null)
        {
            await browser.DisposeAsync();
        }
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_resident_and_whoever_acts_for_her_come_in_by_the_provider(bool withScript)
    {
        var visitor = await Visitor.At(browser, portal, withScript);
        await provider.NextIs("digid-mother", new { bsn = "999900006" });
        await visitor.Open("/mijn-budget");
        Assert.That(visitor.Path, Is.EqualTo("/inloggen"));
        await visitor.Send("main a[href^='/inloggen/digid']");
        Assert.That(visitor.Path, Is.EqualTo("/mijn-budget"), "back where she was");
        Assert.That(await visitor.Says(), Does.Contain("Hulp bij het huishouden"));

        var delegated = await Visitor.At(browser, portal, withScript);
        await provider.NextIs("digid-neighbour", new { bsn = "999900006", acting_bsn = "999900018" });
        await delegated.Open("/inloggen");
        await delegated.Send("main a[href^='/inloggen/digid']");
        Assert.That(await delegated.Html(".er-person__for"), Does.Contain("de Vries"));
    }

    [Test]
    public async Task Whoever_is_not_sure_enough_or_new_is_helped_on()
    {
        var visitor = await Visitor.At(browser, portal, withScript: true);
        await provider.NextIs("digid-low", new { bsn = "999900006" }, "basis");
        await visitor.Open("/inloggen");
        await visitor.Send("main a[href^='/inloggen/digid']", expected: 403);
        Assert.That(await visitor.Says(), Does.Contain("ID-check"));

        // The provider remembers who was at this browser.
        visitor = await Visitor.At(browser, portal, withScript: true);
        await provider.NextIs("digid-new", new { bsn = "999990056" });
        await visitor.Open("/inloggen");
        await visitor.Send("main a[href^='/inloggen/digid']");
        Assert.That(visitor.Path, Is.EqualTo("/kennismaken"));
        Assert.That(await visitor.Html("a[href='/sessies']"), Is.EqualTo("Ingelogd"), "nobody knows a name yet, and a link says something all the same");
        await visitor.Tick("0402");
        await visitor.Fill("Name", "Nieuw Iemand");
        await visitor.Fill("BornOn", "1-12-1960");
        await visitor.Send("main button[type=submit]", expected: 400);
        Assert.That(await visitor.WrongFields(), Is.EqualTo((string[])["Municipality"]), "a town that asks for a higher level");
        await visitor.Tick("0406");
        await visitor.Send();
        Assert.That(visitor.Path, Is.EqualTo("/"));
        Assert.That(await visitor.Says(), Does.Contain("Nieuw Iemand"));
    }
}
