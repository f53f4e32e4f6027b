namespace Budget.Tests.Journeys;

/// <summary>
/// A resident says of two invoices that they are not right; the provider answers, and the municipality settles one each way. To the cent on the resident's page before, while and after. On a desk without any script in
/// Dutch, on a phone in English.
/// </summary>
[Category("Journey")]
[TestFixture("nl", false)]
[TestFixture("en", true)]
public sealed class DisputeJourneyTests(string language, bool withScript) : WalkTests(language, withScript)
{
    private const string Check = ".utrecht-button-group button[formaction$='handler=Check']";
    private const string Do = "button[formaction='?']";

    private sealed record Figures(Money Granted, Money Reserved, Money Spent, Money Available, Money Disputed);

    private static async Task<Figures> Of(Visitor visitor) => new(
        await visitor.Figure("granted"), await visitor.Figure("reserved"), await visitor.Figure("spent"), await visitor.Figure("available"),
        await visitor.Count("data[data-amount=disputed]") == 0 ? Money.Zero : await visitor.Figure("disputed"));

    [Test]
    public async Task What_was_not_delivered_goes_back_to_the_budget()
    {
        var (before, amount, after) = await Settle("niet");
        Assert.That(after, Is.EqualTo(before with { Reserved = before.Reserved + amount, Spent = before.Spent - amount }));
    }

    [Test, DependsOnTest(nameof(What_was_not_delivered_goes_back_to_the_budget))]
    public async Task What_was_delivered_stays_as_it_was()
    {
        var (before, _, after) = await Settle("wel");
        Assert.That(after, Is.EqualTo(before));
    }

    private async Task<(Figures Before, Money Amount, Figures After)> Settle(string outcome)
    {
        var devries = await Visit("devries");
        await devries.Open("/mijn-budget");
        await devries.Follow("main .er-card__link");
        var (budget, before) = (devries.Path, await Of(devries));
        await devries.Follow($"main a[href*='/factuur/']:has-text('{In("Klopt deze factuur?", "Is this invoice right?")}')");
        var (line, amount) = (devries.Path, await devries.Figure("line"));
        await devries.Follow("main a[href$='/klopt-niet']");
        await devries.Send(Check, expected: 400);
        Assert.That(await devries.WrongFields(), Is.EqualTo(["Reason", "Explanation"]));
        await devries.Tick("NotDelivered");
        await devries.Fill("Explanation", "Ik was die maand niet thuis.");
        await devries.Send(Check);
        Assert.That(await devries.Says(), Does.Contain(In("29 juni 2026", "29 June 2026")), "before which day the provider answers");
        await devries.SendImpatiently(Do);
        Assert.That(devries.Path, Is.EqualTo(line));
        await devries.Open(budget);
        Assert.That(await Of(devries), Is.EqualTo(before with { Disputed = before.Disputed + amount }), "set aside, and nothing else");

        var aanbieder = await Visit("aanbieder");
        await aanbieder.Open("/aanbieder");
        await aanbieder.Follow("main a[href*='/betwist/']");
        var dispute = aanbieder.Path.Split('/')[^1];
        Assert.That(await aanbieder.Says(), Does.Contain("Ik was die maand niet thuis."));
        await aanbieder.Send(Check, expected: 400);
        await aanbieder.Tick("wel");
        await aanbieder.Fill("Explanation", "Onze hulp was er elke week.");
        await aanbieder.Send(Check);
        await aanbieder.SendImpatiently(Do);

        var consulent = await Visit("consulent");
        await consulent.Open("/consulent?van=iedereen");
        await consulent.Follow($"main a[href$='/betwist/{dispute}']");
        Assert.That(await consulent.Says(), Does.Contain("Ik was die maand niet thuis.").And.Contain("Onze hulp was er elke week."));
        await consulent.Send(Check, expected: 400);
        Assert.That(await consulent.WrongFields(), Is.EqualTo(["Outcome", "Explanation"]));
        await consulent.Tick(outcome);
        await consulent.Fill("Explanation", "Wij spraken u beiden hierover.");
        await consulent.Send(Check);
        await consulent.SendImpatiently(Do);

        await devries.Open(line);
        Assert.That(await devries.Says(), Does.Contain("Onze hulp was er elke week.").And.Contain("Wij spraken u beiden hierover."));
        await devries.Open(budget);
        return (before, amount, await Of(devries));
    }
}
