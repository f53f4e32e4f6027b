using Budget.Core.Ledger;

namespace Budget.Tests.Journeys;

/// <summary>
/// Support that really arrives: at once when it cannot wait, from somebody else when it does not go well, after a no with an objection, and for who was away too long while
/// asking. On a desk without any script in Dutch, on a phone in English.
/// </summary>
[Category("Journey")]
[TestFixture("nl", false)]
[TestFixture("en", true)]
public sealed class SupportJourneyTests(string language, bool withScript) : WalkTests(language, withScript)
{
    private const string Check = ".utrecht-button-group button[formaction$='handler=Check']";
    private const string Do = "button[formaction='?']";
    private string urgent = "", budget = "", refused = "", decision = "";

    [Test]
    public async Task Who_cannot_wait_gets_help_at_once_before_anything_was_looked_into()
    {
        urgent = await Ask(await Visit("jansen"), "Ik kom morgen uit het ziekenhuis.", "Een schoon huis.", "Er is niemand thuis.");
        var consulent = await Visit("consulent");
        await consulent.Open($"/consulent/hulpvraag/{urgent}/besluit");
        await consulent.Follow("main a[href$='soort=Temporary']");
        await consulent.Pick("Product", "01A03");
        await consulent.Fill("Volume", "3");
        await consulent.Tick("Week");
        await consulent.Fill("Rate", "31,80");
        await consulent.Fill("StartsOn", "15-6-2026");
        await consulent.Fill("EndsOn", "15-12-2026");
        await consulent.Tick("PersonFollowing");
        await consulent.Fill("Reasons", "U kunt niet wachten.");
        await consulent.Send(Check, expected: 400);
        Assert.That(await consulent.WrongFields(), Is.EqualTo(["EndsOn"]), "for a few weeks only");
        await consulent.Fill("EndsOn", "12-7-2026");
        await consulent.Send(Check);
        await consulent.SendImpatiently(Do);
        Assert.That(consulent.Path, Is.EqualTo($"/consulent/hulpvraag/{urgent}"));

        var jansen = await Visit("jansen");
        await jansen.Open($"/hulpvraag/{urgent}");
        Assert.That(await jansen.Says(), Does.Contain(In("12 juli 2026", "12 July 2026")).And.Contain(In("27 juli 2026", "27 July 2026")), "and the investigation has its six weeks");
    }

    [Test, DependsOnTest(nameof(Who_cannot_wait_gets_help_at_once_before_anything_was_looked_into))]
    public async Task Help_counts_as_there_once_the_provider_says_that_it_began()
    {
        var jansen = await Visit("jansen");
        await jansen.Open("/mijn-budget");
        await jansen.Follow("main .er-card__link");
        budget = Number().Match(jansen.Path).Value;
        await jansen.Follow("main a[href$='/aanbieder-kiezen']");
        await jansen.Follow(".er-card:has-text('Thuiszorg Gooi') a[href*='kies=']");
        await jansen.SendImpatiently();
        Assert.That((await jansen.Figure("reserved")).Cents, Is.Positive);

        var aanbieder = await Visit("aanbieder");
        await aanbieder.Open("/aanbieder");
        await aanbieder.Follow("main tbody tr:has-text('Jansen') a");
        var client = aanbieder.Path;
        await aanbieder.Send("form[action*='handler=Start'] button", expected: 400);
        Assert.That(await aanbieder.WrongFields(), Is.EqualTo(["StartedOn"]));
        await aanbieder.Fill("StartedOn", "15-6-2026");
        await aanbieder.Send("form[action*='handler=Start'] button");
        await aanbieder.Open(client);
        Assert.That(await aanbieder.Says(), Does.Contain(In("15 juni 2026", "15 June 2026")));
    }

    [Test, DependsOnTest(nameof(Help_counts_as_there_once_the_provider_says_that_it_began))]
    public async Task Who_goes_elsewhere_half_way_keeps_every_cent()
    {
        var devries = await Visit("devries");
        await devries.Open("/mijn-budget");
        await devries.Follow("main .er-card__link");
        var at = devries.Path;
        var (granted, reserved, spent, available) = await Figures(devries);
        Assert.That((spent.Cents, reserved.Cents), Is.EqualTo((long.Max(spent.Cents, 1), long.Max(reserved.Cents, 1))), "half-way: some is spent, some is not");

        await devries.Follow("main a[href$='/wisselen']");
        await devries.Fill("On", "1-1-2020");
        await devries.TickBeside("Buurthuis De Draaikom");
        await devries.Send(Check, expected: 400);
        Assert.That(await devries.WrongFields(), Is.EqualTo(["On"]), "not before the notice is over");
        await devries.Fill("On", "13-7-2026");
        await devries.Send(Check);
        var (stays, rest) = (await devries.Figure("stays-reserved"), await devries.Figure("rest"));
        Assert.That(await devries.Figure("spent"), Is.EqualTo(spent));
        Assert.That(stays + rest, Is.EqualTo(reserved + available), "what is not spent stays for help that still comes, or goes along");

        // The other tab was open the whole time, and goes last.
        var tab = await Visit("devries", Portal);
        await tab.Open($"{at}/wisselen");
        await tab.Fill("On", "20-7-2026");
        await tab.TickBeside(In("Nog niemand", "Nobody yet"));
        await tab.Send(Check);
        await devries.SendImpatiently(Do);
        Assert.That(devries.Path, Is.EqualTo(at));
        await tab.Send(Do, expected: 400);
        Assert.That(await tab.Typed("On"), Is.EqualTo("20-7-2026"));

        await devries.Open(at);
        var after = await Figures(devries);
        Assert.That((after.Granted, after.Spent), Is.EqualTo((granted, spent)), "what was granted and spent stays");
        Assert.That(after.Reserved + after.Available, Is.EqualTo(reserved + available), "and the rest only moves");
        Assert.That(after.Reserved.Cents, Is.GreaterThan(stays.Cents), "set aside for whom comes next");
        Assert.That(await devries.Says(), Does.Contain("Buurthuis De Draaikom").And.Contain(In("13 juli 2026", "13 July 2026")));
    }

    [Test, DependsOnTest(nameof(Who_goes_elsewhere_half_way_keeps_every_cent))]
    public async Task Who_gets_a_no_reads_why_and_objects()
    {
        refused = await Ask(await Visit("jansen"), "Mijn tuin wordt te veel.", "Een nette tuin.");
        var consulent = await Visit("consulent");
        await consulent.Open($"/consulent/hulpvraag/{refused}/verslag");
        await consulent.Fill("Advice", "Een tuin kan met hulp van de buurt.");
        await consulent.Tick("yes");
        await consulent.Send(Do);
        await consulent.Open($"/consulent/hulpvraag/{refused}/besluit");
        await consulent.Follow("main a[href$='soort=Refuse']");
        await consulent.Send(Check, expected: 400);
        Assert.That(await consulent.WrongFields(), Is.EqualTo(["AppliedOn", "Ground", "Reasons"]));
        await consulent.Fill("AppliedOn", "15-6-2026");
        await consulent.Tick("GeneralProvision");
        await consulent.Fill("Reasons", "In uw buurt helpen vrijwilligers in de tuin.");
        await consulent.Send(Check);
        await consulent.SendImpatiently(Do);

        var jansen = await Visit("jansen");
        await jansen.Open($"/hulpvraag/{refused}");
        await jansen.Follow("main a[href^='/besluit/']");
        decision = Number().Match(jansen.Path).Value;
        // Six weeks after 15 June.
        Assert.That(await jansen.Says(), Does.Contain("In uw buurt helpen vrijwilligers in de tuin.").And.Contain(In("27 juli 2026", "27 July 2026")));
        var letter = await jansen.Download("main a[href$='brief.pdf']", Portal.Folder);
        await PdfFile.Through(letter, "qpdf", "--check", "{pdf}");
        Assert.That(await PdfFile.Through(letter, "pdftotext", "-layout", "{pdf}", "-"), Does.Contain("In uw buurt helpen vrijwilligers in de tuin.").And.Contain(decision));
        await jansen.Follow("main a[href$='/bezwaar']");
        await jansen.Send(expected: 400);
        Assert.That(await jansen.WrongFields(), Is.EqualTo(["Words"]));
        await jansen.Fill("Words", "De vrijwilligers komen niet bij mij.");
        await jansen.SendImpatiently();
        Assert.That(await jansen.Says(), Does.Contain("De vrijwilligers komen niet bij mij."));
    }

    [Test, DependsOnTest(nameof(Who_gets_a_no_reads_why_and_objects))]
    public async Task Somebody_else_than_who_said_no_decides_on_the_objection()
    {
        var consulent = await Visit("consulent");
        await consulent.Open("/consulent/bezwaren");
        await consulent.Follow("main tbody tr:has-text('Jansen') a");
        var objection = consulent.Path;
        Assert.That(await consulent.Count("main form[method=post]"), Is.Zero, "not who took the decision");
        var colleague = await Visit("consulent3");
        await colleague.Open(objection);
        await colleague.Send(expected: 400);
        Assert.That(await colleague.WrongFields(), Is.EqualTo(["Outcome", "Reasons"]));
        await colleague.Tick("Founded");
        await colleague.Fill("Reasons", "U woont buiten hun gebied.");
        await colleague.SendImpatiently();

        var jansen = await Visit("jansen");
        await jansen.Open($"/besluit/{decision}/bezwaar");
        Assert.That(await jansen.Says(), Does.Contain("U woont buiten hun gebied."));
        var letter = await jansen.Download("main a[href$='bezwaar/brief.pdf']", Portal.Folder);
        await PdfFile.Through(letter, "qpdf", "--check", "{pdf}");
        // Six weeks after 15 June, at court this time.
        Assert.That(await PdfFile.Through(letter, "pdftotext", "-layout", "{pdf}", "-"), Does.Contain("U woont buiten hun gebied.").And.Contain(In("27 juli 2026", "27 July 2026")));
    }

    [Test, DependsOnTest(nameof(Somebody_else_than_who_said_no_decides_on_the_objection))]
    public async Task Who_was_away_too_long_goes_on_where_the_words_stopped_also_on_another_device()
    {
        var yilmaz = await Visit("yilmaz");
        await yilmaz.Open("/hulpvraag/nieuw");
        await yilmaz.Fill("OwnWords", "Ik begin maar ergens.");
        await yilmaz.Tick("Household");
        await yilmaz.Send();
        await yilmaz.Fill("Goals_0_", "Een rustig huis.");
        await Sql.Execute(
            Portal.ConnectionString, "UPDATE sessions SET seen_at = '2026-06-15T05:00:00.000Z' WHERE user_id = (SELECT id FROM users WHERE login = 'yilmaz')");
        await yilmaz.Send();
        Assert.That(yilmaz.Path, Is.EqualTo("/inloggen"));
        await yilmaz.Send("form:has(input[value='yilmaz']) button");
        Assert.That(await yilmaz.Says(), Does.Contain("Een rustig huis."), "what was sent too late waits");
        await yilmaz.Send("main form[action^='/hulpvraag/nieuw'] button");
        Assert.That(yilmaz.Path, Is.EqualTo("/hulpvraag/nieuw/buurt"));

        var device = await Visit("yilmaz", Portal);
        await device.Open("/hulpvraag/nieuw");
        Assert.That(await device.Typed("OwnWords"), Is.EqualTo("Ik begin maar ergens."));
        await device.Open("/hulpvraag/nieuw/doelen");
        Assert.That(await device.Typed("Goals_0_"), Is.EqualTo("Een rustig huis."));
    }

    [Test, DependsOnTest(nameof(Who_was_away_too_long_goes_on_where_the_words_stopped_also_on_another_device))]
    public async Task The_ledger_is_sound_and_no_fault_was_logged()
    {
        var verified = await Portal.Run("verify");
        Assert.That(verified.ExitCode, Is.Zero, verified.Errors);
        Assert.That(Portal.Errors, Does.Not.Contain("Exception"));
    }

    /// <summary>Last: what was done before a clock that runs ahead is not sealed any more.</summary>
    [Test, DependsOnTest(nameof(The_ledger_is_sound_and_no_fault_was_logged))]
    public async Task Three_weeks_later_nobody_has_to_look_after_help_that_began()
    {
        await using var later = await Portal.Later(new(2026, 7, 6));
        var consulent = await Visit("consulent", later);
        await consulent.Open("/consulent/levering");
        Assert.That(await consulent.Says(), Does.Not.Contain("Jansen"));
    }

    private static async Task<(Money Granted, Money Reserved, Money Spent, Money Available)> Figures(Visitor visitor) =>
        (await visitor.Figure("granted"), await visitor.Figure("reserved"), await visitor.Figure("spent"), await visitor.Figure("available"));
}
