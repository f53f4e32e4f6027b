namespace Budget.Tests.Journeys;

/// <summary>A provider declares a month, reads why a line was rejected, sends it anew, and corrects an accepted one; the resident's balance is right to the cent each time.</summary>
[Category("Journey")]
[TestFixture("nl", false)]
[TestFixture("en", true)]
public sealed class OfficeJourneyTests(string language, bool withScript) : WalkTests(language, withScript)
{
    private const string Check = "main form.er-form button.utrecht-button--primary-action";
    private const string Send = "main form.er-form button[formaction='?']";
    private const string Month = "/aanbieder/declaraties/nieuw?gemeente=0406&maand=2026-05";

    [Test]
    public async Task A_provider_declares_reads_sends_anew_and_corrects()
    {
        var (provider, resident) = (await Visit("aanbieder"), await Visit("devries"));
        await resident.Open("/mijn-budget");
        await resident.Follow("main .er-card__link");
        var budget = resident.Path;
        var (spent, rate) = (await resident.Figure("spent"), 3120);

        await provider.Open(Month);
        await provider.Fill(await FieldOf(provider, "A. de Vries"), "999");
        await provider.Send(Check);
        Assert.That(await provider.Says(), Does.Contain(In("Nu zouden wij afkeuren: 1", "We would reject now: 1")));
        await provider.SendImpatiently(Send);
        Assert.That(await provider.Says(), Does.Contain("9369").And.Contain(In("Wat u kunt doen", "What you can do")));
        Assert.That(await Spent(resident, budget), Is.EqualTo(spent), "what is rejected costs nothing");

        await provider.Follow("main section a[href*='/declaraties/nieuw']");
        await provider.Fill(await FieldOf(provider, "A. de Vries"), "4");
        await provider.Send(Check);
        await provider.SendImpatiently(Send);
        Assert.That(await Spent(resident, budget), Is.EqualTo(spent + new Money(4 * rate)));

        await provider.Follow("main a[href$=corrigeren]");
        await provider.Send(Check, expected: 400);
        Assert.That(await provider.WrongFields(), Is.EqualTo(["How"]));
        await provider.Tick("anders");
        await provider.Fill("Volume", "3");
        await provider.Send(Check);
        Assert.That(await provider.Figure("difference"), Is.EqualTo(new Money(-rate)));
        await provider.SendImpatiently(Send);
        Assert.That(await Spent(resident, budget), Is.EqualTo(spent + new Money(3 * rate)));

        var verified = await Portal.Run("verify");
        Assert.That(verified.ExitCode, Is.Zero, verified.Errors);
        Assert.That(Portal.Errors, Does.Not.Contain("Exception"));
    }

    private static async Task<Money> Spent(Visitor resident, string budget)
    {
        await resident.Open(budget);
        return await resident.Figure("spent");
    }

    /// <summary>The field of a client in the form.</summary>
    private static async Task<string> FieldOf(Visitor provider, string name)
    {
        const string label = "for=\"";
        var page = await provider.Html("main");
        var at = page.LastIndexOf(label, page.IndexOf($"{name}:", StringComparison.Ordinal), StringComparison.Ordinal) + label.Length;
        return page[at..page.IndexOf('"', at)];
    }
}
