namespace Budget.Tests.Journeys;

/// <summary>
/// A case from own words to a chosen provider, with everything that can go another way: urgent, a plan of one's own, a report that is not agreed with and given again, and the
/// application in the same click. On a desk without any script in Dutch, on a phone in English. One story: each test goes on where the one before it stopped.
/// </summary>
[Category("Journey")]
[TestFixture("nl", false)]
[TestFixture("en", true)]
public sealed class CaseJourneyTests(string language, bool withScript) : WalkTests(language, withScript)
{
    private const string Give = "button[formaction='?']";
    private const string Save = ".utrecht-button-group button[formaction$='handler=Save']";
    private string request = "";

    [Test]
    public async Task A_resident_says_what_cannot_wait_and_keeps_it_on_paper()
    {
        var jansen = await Visit("jansen");
        await jansen.Open("/hulpvraag/nieuw");
        await jansen.Fill("OwnWords", "Ik kom vrijdag uit het ziekenhuis.");
        await jansen.Tick("SelfCare");
        await jansen.Send();
        await jansen.Fill("Goals_0_", "Weer zelf douchen.");
        await jansen.Send();
        await jansen.Send();
        await jansen.Fill("OwnStrength", "Koken lukt zittend.");
        await jansen.Fill("CarerNeeds", "Mijn dochter werkt overdag.");
        await jansen.Send();
        await jansen.Tick("Unsure");
        await jansen.Send();
        await jansen.Tick("Yes");
        await jansen.Fill("UrgentBecause", "Ik kan nog niet lopen.");
        await jansen.Send();
        await jansen.SendImpatiently();
        request = Number().Match(jansen.Path).Value;

        Assert.That(await jansen.Says(), Does.Contain("Ik kan nog niet lopen.").And.Contain("Mijn dochter werkt overdag."));
        var paper = await jansen.Download("main a[href$='.pdf']", Portal.Folder);
        await PdfFile.Through(paper, "qpdf", "--check", "{pdf}");
        Assert.That(await PdfFile.Through(paper, "pdftotext", "-layout", "{pdf}", "-"), Does.Contain("Ik kom vrijdag uit het ziekenhuis.").And.Contain("Weer zelf douchen.").And.Contain(request));
        await jansen.Open($"/hulpvraag/{request}");
        await jansen.Follow("main a[href$='/plan']");
        await jansen.Send(expected: 400);
        Assert.That(await jansen.WrongFields(), Is.EqualTo(["Words"]));
        await jansen.Fill("Words", "Elke ochtend iemand die helpt met wassen.");
        await jansen.SendImpatiently();
        Assert.That(await jansen.Says(), Does.Contain("Elke ochtend iemand die helpt met wassen."));
    }

    [Test, DependsOnTest(nameof(A_resident_says_what_cannot_wait_and_keeps_it_on_paper))]
    public async Task The_municipality_has_it_on_top_and_writes_the_report_together()
    {
        var consulent = await Visit("consulent");
        await consulent.Open("/consulent?van=iedereen");
        Assert.That(await consulent.Html("main tbody tr"), Does.Contain(In("Spoed", "Urgent")), "urgent first");
        Assert.That(await consulent.Html($"main tbody tr:has(a[href$='{request}'])"), Does.Contain(In("Spoed", "Urgent")));
        await consulent.Follow($"main a[href='/consulent/hulpvraag/{request}']");
        await consulent.Follow("main a[href$='/verslag']");
        var colleague = await Visit("consulent3");
        await colleague.Open($"/consulent/hulpvraag/{request}/verslag");
        await consulent.Fill("Findings_1_", "Koken lukt zelf.");
        await consulent.Fill("Advice", "Hulp bij het wassen.");
        await consulent.Send(Save);
        Assert.That(await consulent.Told(), Is.Not.Empty);
        Assert.That(await consulent.Typed("Advice"), Is.EqualTo("Hulp bij het wassen."));

        await colleague.Fill("Advice", "Ook hulp in huis.");
        await colleague.Send(Save, expected: 400);
        Assert.That(await colleague.Says(), Does.Contain("Hulp bij het wassen."), "what the other saved stands beside it");
        Assert.That(await colleague.Typed("Advice"), Is.EqualTo("Ook hulp in huis."), "and nothing typed is lost");
        await colleague.Fill("Advice", "Hulp bij het wassen, en in huis.");
        await colleague.Send(Give, expected: 400);
        Assert.That(await colleague.WrongFields(), Is.EqualTo(["LeftOut"]), "a point that was left empty was not forgotten");
        await colleague.Tick("yes");
        await colleague.SendImpatiently(Give);
        Assert.That(colleague.Path, Is.EqualTo($"/consulent/hulpvraag/{request}"));
        Assert.That(await colleague.Says(), Does.Contain("Hulp bij het wassen, en in huis."));
    }

    [Test, DependsOnTest(nameof(The_municipality_has_it_on_top_and_writes_the_report_together))]
    public async Task The_resident_does_not_agree_and_gets_a_next_version_with_a_reply()
    {
        var jansen = await Visit("jansen");
        await jansen.Open("/");
        await jansen.Follow($".er-turn a[href='/hulpvraag/{request}']");
        await jansen.Follow("main .er-turn a[href$='/verslag']");
        await jansen.Send(expected: 400);
        Assert.That(await jansen.WrongFields(), Is.EqualTo(["ReportAnswer"]));
        await jansen.Tick("Disagree");
        await jansen.Send(expected: 400);
        Assert.That(await jansen.WrongFields(), Is.EqualTo(["Remarks"]));
        await jansen.Fill("Remarks", "Hulp in huis doet mijn zus.");
        await jansen.SendImpatiently();

        var consulent = await Visit("consulent");
        await consulent.Open($"/consulent/hulpvraag/{request}");
        await consulent.Follow("main a[href$='/verslag']");
        Assert.That(await consulent.Says(), Does.Contain("Hulp in huis doet mijn zus."));
        await consulent.Fill("Advice", "Alleen hulp bij het wassen.");
        await consulent.Send(Give, expected: 400);
        Assert.That(await consulent.WrongFields(), Is.EqualTo(["Reply"]));
        await consulent.Fill("Reply", "Wij hebben de hulp in huis eruit gehaald.");
        await consulent.Tick("yes");
        await consulent.SendImpatiently(Give);
    }

    [Test, DependsOnTest(nameof(The_resident_does_not_agree_and_gets_a_next_version_with_a_reply))]
    public async Task Who_agrees_applies_in_the_same_click()
    {
        var jansen = await Visit("jansen");
        await jansen.Open($"/hulpvraag/{request}/verslag");
        Assert.That(await jansen.Says(), Does.Contain("Wij hebben de hulp in huis eruit gehaald.").And.Contain("Alleen hulp bij het wassen."));
        await jansen.Tick("AgreeAndApply");
        await jansen.SendImpatiently();
        Assert.That(jansen.Path, Is.EqualTo($"/hulpvraag/{request}"));
        // Two weeks after 15 June.
        Assert.That(await jansen.Says(), Does.Contain(In("29 juni 2026", "29 June 2026")));
    }

    [Test, DependsOnTest(nameof(Who_agrees_applies_in_the_same_click))]
    public async Task A_municipality_that_is_late_gets_the_letter_that_stands_ready()
    {
        await using var later = await Portal.Later(new(2026, 7, 1));
        var jansen = await Visit("jansen", later);
        await jansen.Open($"/hulpvraag/{request}");
        await jansen.Follow("main a[href$='/te-laat']");
        Assert.That(await jansen.Says(), Does.Contain(request).And.Contain(In("29 juni 2026", "29 June 2026")).And.Contain("meneer J. Jansen").And.Contain(In("Deze brief als PDF", "This letter as a PDF")));
        using (var door = await Client.SignedInAs(later, "jansen"))
        {
            var letter = await (await door.Get($"/hulpvraag/{request}/te-laat.pdf")).Message.Content.ReadAsByteArrayAsync();
            Assert.That(Unit.PdfTools.Run("pdftotext", letter, "-layout", "{pdf}", "-"), Does.Contain($"hulpvraag {request}").And.Contain("29 juni 2026").And.Contain("meneer J. Jansen").And.Contain("1 juli 2026"));
        }

        await jansen.SendImpatiently();
        // Two weeks after 1 July.
        Assert.That(await jansen.Says(), Does.Contain(In("15 juli 2026", "15 July 2026")));
        var consulent = await Visit("consulent", later);
        await consulent.Open($"/consulent/hulpvraag/{request}");
        Assert.That(await consulent.Says(), Does.Contain(In("15 juli 2026", "15 July 2026")));
    }

    [Test, DependsOnTest(nameof(A_municipality_that_is_late_gets_the_letter_that_stands_ready))]
    public async Task A_request_is_taken_back_after_a_question()
    {
        var bakker = await Visit("bakker");
        await Ask(bakker, "Toch niet nodig.", "Niets.");
        await bakker.Follow("main a[href$='/intrekken']");
        await bakker.Send();
        Assert.That(await bakker.Says(), Does.Contain(In("Ingetrokken", "Taken back")));
    }
}
