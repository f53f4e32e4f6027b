namespace Budget.Tests.Journeys;

/// <summary>A mother acts for her son, who holds a PGB: she lets somebody look along with it, sees that he looked, and ends it. On a desk without any script in Dutch, on a phone in English.</summary>
[Category("Journey")]
[TestFixture("nl", false)]
[TestFixture("en", true)]
public sealed class BudgetSupporterJourneyTests(string language, bool withScript) : WalkTests(language, withScript)
{
    [Test]
    public async Task A_mother_lets_somebody_look_along_with_the_budget_of_her_son_and_ends_it()
    {
        var mother = await Visit("yilmaz");
        await mother.Open("/mijn-budget");
        await mother.Follow("main .er-card:has-text('PGB') .er-card__link");
        var budget = mother.Path.Split('/')[^1];
        await mother.Follow($"main a[href='/mijn-budget/{budget}/meekijkers']");
        await mother.Send("main form[action*='handler=Invite'] button", expected: 400);
        Assert.That(await mother.WrongFields(), Is.EqualTo(["Label", "May"]));
        await mother.Fill("Label", In("Mijn broer", "My brother"));
        await mother.Tick("look");
        await mother.Fill("EndsOn", "31-12-2026");
        await mother.SendImpatiently("main form[action*='handler=Invite'] button");
        Assert.That(await mother.Count("main .er-cards > li"), Is.EqualTo(1), "invited once");
        var code = (await mother.Html("main .er-amount")).Replace(" ", "", StringComparison.Ordinal);

        var uncle = await Visit("ondersteuner");
        await uncle.Open($"/meelezen/budget/{budget}", expected: 404);
        await uncle.Open("/uitnodiging");
        await uncle.Fill("Code", code);
        await uncle.Send("main form button");
        Assert.That(uncle.Path, Is.EqualTo($"/meelezen/budget/{budget}"));
        Assert.That(await uncle.Says(), Does.Contain("Emre").And.Contain(In("Toegekend", "Granted")));
        Assert.That(await uncle.Count("main a[href*='/uren']"), Is.Zero, "he looks, and no more");
        await uncle.Open($"/mijn-budget/{budget}", expected: 404);

        await mother.Open($"/mijn-budget/{budget}/meekijkers");
        Assert.That(await mother.Says(), Does.Match(In("keek op 15 juni 2026, om [0-9:]+ uur", "looked on 15 June 2026, at [0-9:]+")));
        await mother.Send("main form[action*='handler=End'] button");
        await uncle.Open($"/meelezen/budget/{budget}", expected: 404);
        await uncle.Open("/meelezen");
        Assert.That(await uncle.Count($"main a[href='/meelezen/budget/{budget}']"), Is.Zero);
    }
}
