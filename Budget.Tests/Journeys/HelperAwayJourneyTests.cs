namespace Budget.Tests.Journeys;

/// <summary>A helper says to be away, without saying why; the holder finds somebody who stands in within what was agreed; the helper comes back, and sees how much help was given. On a desk without any script in Dutch, on a phone in English.</summary>
[Category("Journey")]
[TestFixture("nl", false)]
[TestFixture("en", true)]
public sealed class HelperAwayJourneyTests(string language, bool withScript) : WalkTests(language, withScript)
{
    private const string Check = ".utrecht-button-group button[formaction$='handler=Check']";
    private const string Do = "main button[formaction='?']";

    private string agreement = "";

    [Test]
    public async Task A_helper_says_to_be_away_and_the_holder_sees_it()
    {
        var fatima = await Visit("hulp");
        await fatima.Open("/helpen");
        await fatima.Follow("main .er-card__link:has-text('Bakker')");
        agreement = fatima.Path.Split('/')[^1];
        await fatima.Follow("main a[href$='/ziek-of-weg']");
        Assert.That(await fatima.Says(), Does.Contain(In("Waarom hoeft u niet te zeggen.", "You need not say why.")));
        await fatima.Send(Do, expected: 400);
        Assert.That(await fatima.WrongFields(), Is.EqualTo(["From"]));
        await fatima.Fill("From", "6-7-2026");
        await fatima.Fill("Until", "5-7-2026");
        await fatima.Send(Do, expected: 400);
        Assert.That(await fatima.WrongFields(), Is.EqualTo(["Until"]));
        await fatima.Fill("Until", "17-7-2026");
        await fatima.SendImpatiently(Do);
        Assert.That(await fatima.Says(), Does.Contain(In("Weg van 6 juli 2026 tot en met 17 juli 2026", "Away from 6 July 2026 until 17 July 2026")));

        var bakker = await Visit("bakker");
        await bakker.Open("/pgb");
        Assert.That(await bakker.Says(), Does.Contain(In("Weg van 6 juli 2026", "Away from 6 July 2026")));
        await bakker.Follow($"main a[href='/pgb/{agreement}/ziek-of-weg']");
    }

    [Test, DependsOnTest(nameof(A_helper_says_to_be_away_and_the_holder_sees_it))]
    public async Task The_holder_finds_somebody_who_stands_in_and_costs_no_more()
    {
        var bakker = await Visit("bakker");
        await bakker.Open($"/pgb/{agreement}/ziek-of-weg");
        await bakker.Follow("main a[href*='vervanger=']");
        Assert.That((await bakker.Typed("StartsOn"), await bakker.Typed("EndsOn"), await bakker.Typed("Volume")), Is.EqualTo(("06-07-2026", "17-07-2026", "8")));
        Assert.That(await bakker.Typed("Tasks"), Does.Contain("koken"), "the same work");
        await bakker.Tick("freelancer");
        await bakker.Fill("HelperName", "Anja Meijer");
        await bakker.Fill("Identifier", "90017236");
        await bakker.Fill("Iban", "NL91 ABNA 0417 1643 00");
        await bakker.Fill("Rate", "35,00");
        await bakker.Send(Check, expected: 400);
        Assert.That(await bakker.WrongFields(), Is.EqualTo(["Rate"]), "within the by-law, and more than with Fatima");
        Assert.That(await bakker.Says(), Does.Contain("€ 224,00"));
        await bakker.Fill("Rate", "28,00");
        await bakker.Send(Check);
        await bakker.SendImpatiently(Do);
        Assert.That(await bakker.Says(), Does.Contain($"Fatima El Amrani ({In("zorgovereenkomst", "care agreement")} {agreement})"));
        await bakker.Open($"/pgb/{agreement}/ziek-of-weg");
        Assert.That(await bakker.Says(), Does.Contain("Anja Meijer"));
    }

    [Test, DependsOnTest(nameof(The_holder_finds_somebody_who_stands_in_and_costs_no_more))]
    public async Task The_helper_is_back_and_sees_how_much_help_was_given()
    {
        var fatima = await Visit("hulp");
        await fatima.Open($"/helpen/{agreement}/ziek-of-weg");
        await fatima.Fill("BackOn", "13-7-2026");
        await fatima.SendImpatiently("main button[formaction='?handler=Back']");
        Assert.That(await fatima.Says(), Does.Contain(In("tot en met 12 juli 2026", "until 12 July 2026")));
        await fatima.Unfold("main .er-cards");
        await fatima.SendImpatiently("main button[formaction='?handler=Mistake']");
        Assert.That(await fatima.Says(), Does.Contain(In("Er is niet doorgegeven", "Nobody said")));

        await fatima.Open("/helpen");
        await fatima.Follow("main a[href='/helpen/overzicht']");
        Assert.That(await fatima.Says(), Does.Contain("Bakker").And.Contain(In("gemiddeld", "on average")));
        await fatima.Follow("main a[href='/mantelzorg']");
        Assert.That(await fatima.Says(), Does.Contain("030 760 60 55").And.Contain(In("respijtzorg", "respite")));
    }
}
