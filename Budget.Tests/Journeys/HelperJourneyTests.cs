using Budget.Core.Ledger;

namespace Budget.Tests.Journeys;

/// <summary>
/// A holder of a PGB agrees with a helper, who signs; the municipality approves; the helper enters hours on a phone, and the holder answers each line by itself. To the cent on the page of the budget. On a desk without any
/// script in Dutch, on a phone in English.
/// </summary>
[Category("Journey")]
[TestFixture("nl", false)]
[TestFixture("en", true)]
public sealed class HelperJourneyTests(string language, bool withScript) : WalkTests(language, withScript)
{
    private const string Check = ".utrecht-button-group button[formaction$='handler=Check']";
    private const string Do = "button[formaction='?']";

    private string agreement = "";

    [Test]
    public async Task A_holder_and_a_helper_agree_and_the_municipality_approves()
    {
        var bakker = await Visit("bakker");
        await bakker.Open("/pgb");
        await bakker.Follow("main a[href$='/zorgovereenkomst']");
        await bakker.Send(Check, expected: 400);
        Assert.That(await bakker.WrongFields(), Is.EqualTo(["Who", "HelperName", "Identifier", "Iban", "Tasks", "Pay", "Rate", "StartsOn"]));
        await bakker.Tick("acquaintance");
        await bakker.Fill("HelperName", "Anja Meijer");
        await bakker.Fill("Identifier", "999990021");
        await bakker.Fill("Iban", "NL91 ABNA 0417 1643 00");
        await bakker.Fill("Tasks", "Op maandag samen koken.");
        await bakker.Fill("StartsOn", "1-5-2026");
        await bakker.Tick("Hours");
        await bakker.Fill("Rate", "20,00");
        await bakker.Fill("Volume", "6");
        await bakker.Send(Check, expected: 400);
        Assert.That(await bakker.WrongFields(), Is.EqualTo(["Identifier"]), "no BSN");
        await bakker.Fill("Identifier", "999990019");
        await bakker.Send(Check);
        Assert.That(await bakker.Says(), Does.Contain("€ 120,00"), "what a month costs");
        await bakker.SendImpatiently(Do);
        agreement = bakker.Path.Split('/')[^1];
        var code = (await bakker.Html("main .er-turn strong")).Replace(" ", "", StringComparison.Ordinal);

        var anja = await Visit("ondersteuner");
        await anja.Open("/");
        await anja.Follow("main a[href='/helpen']");
        await anja.Fill("Code", "ABCDEFGHJK");
        await anja.Send("main form button", expected: 400);
        Assert.That(await anja.WrongFields(), Is.EqualTo(["Code"]));
        await anja.Fill("Code", code);
        await anja.Send("main form button");
        Assert.That(await anja.Says(), Does.Contain("Op maandag samen koken.").And.Contain("NL91 ABNA 0417 1643 00"));
        await anja.SendImpatiently("main form[action$='handler=Sign'] button");

        var consulent = await Visit("consulent");
        await consulent.Open("/consulent?van=iedereen");
        await consulent.Follow($"main a[href$='/zorgovereenkomsten/{agreement}']");
        await consulent.Send("main form[action$='handler=Approve'] button");
        await bakker.Open($"/pgb/{agreement}");
        Assert.That(await bakker.Says(), Does.Contain(In("Goedgekeurd door de gemeente", "Approved by the municipality")));
    }

    [Test, DependsOnTest(nameof(A_holder_and_a_helper_agree_and_the_municipality_approves))]
    public async Task Each_line_of_hours_is_answered_by_itself()
    {
        var bakker = await Visit("bakker");
        await bakker.Open("/mijn-budget");
        await bakker.Follow("main .er-card__link");
        var (budget, available, spent) = (bakker.Path, await bakker.Figure("available"), await bakker.Figure("spent"));
        var onItsWay = await bakker.Figure("on-its-way");

        var anja = await Visit("ondersteuner");
        await anja.Open($"/helpen/{agreement}/uren");
        await anja.Send("main .er-panel form button", expected: 400);
        Assert.That(await anja.WrongFields(), Is.EqualTo(["WorkedOn", "From", "To"]));
        foreach (var (day, from, to) in new[] { ("4-5-2026", "10.00", "12.00"), ("11-5-2026", "10", "12u00"), ("18-5-2026", "1000", "11:00") })
        {
            await Enter(anja, day, from, to);
        }

        await Enter(anja, "18-5-2026", "10.30", "11.30", expected: 400);
        Assert.That(await anja.WrongFields(), Is.EqualTo(["From"]), "that hour was entered");
        await bakker.Open(budget);
        Assert.That((await bakker.Figure("available"), await bakker.Figure("on-its-way")), Is.EqualTo((available, onItsWay + new Money(10_000))));

        await bakker.Open($"/pgb/{agreement}/regels");
        await bakker.SendImpatiently($"{Line("4 mei", "4 May")} form[action$='handler=Approve'] button");
        await bakker.Unfold(Line("11 mei", "11 May"));
        await bakker.Send($"{Line("11 mei", "11 May")} button[formaction$='handler=Change']", expected: 400);
        Assert.That(await bakker.WrongFields(), Is.EqualTo(["Less"]));
        await bakker.Fill("Less", "1,5");
        await bakker.Fill("Why", "U kwam om half elf.");
        await bakker.Send($"{Line("11 mei", "11 May")} button[formaction$='handler=Change']");
        await bakker.Unfold(Line("18 mei", "18 May"));
        await bakker.Send($"{Line("18 mei", "18 May")} button[formaction$='handler=Reject']", expected: 400);
        await bakker.Fill("Why", "Die dag was ik weg.");
        await bakker.Send($"{Line("18 mei", "18 May")} button[formaction$='handler=Reject']");

        await bakker.Open(budget);
        Assert.That((await bakker.Figure("available"), await bakker.Figure("spent"), await bakker.Figure("on-its-way")), Is.EqualTo((available - new Money(7_000), spent + new Money(7_000), onItsWay)));
        await anja.Open($"/helpen/{agreement}/uren");
        Assert.That(await anja.Says(), Does.Contain("U kwam om half elf.").And.Contain("Die dag was ik weg.").And.Contain(In("Afgewezen", "Rejected")));
    }

    [Test, DependsOnTest(nameof(Each_line_of_hours_is_answered_by_itself))]
    public async Task The_SVB_pays_what_was_approved_and_what_comes_back_is_mended_by_the_holder()
    {
        var folder = Directory.CreateTempSubdirectory("svb-").FullName;
        var (financien, colleague) = (await Visit("financien"), await Visit("financien2"));
        var order = await MakeFile(financien);
        var file = await File.ReadAllLinesAsync(await financien.Download("main a[href$='bestand.csv']", folder));
        var ours = file.Where(line => line.Contains($";{agreement};", StringComparison.Ordinal)).Select(line => line.Split(';')).ToList();
        Assert.That(ours.Select(line => (line[10], line[18])), Is.EqualTo(new[] { ("NL91ABNA0417164300", "40,00"), ("NL91ABNA0417164300", "30,00") }));

        // Both of Anja's come back; everything else is paid.
        await colleague.Open("/financien/svb");
        await colleague.Send("main form[enctype] button", expected: 400);
        Assert.That(await colleague.WrongFields(), Is.EqualTo(["Upload"]));
        await Answer(colleague, folder, file.Skip(1).Select(line => line.Split(';')[1]).Select(reference => $"1;{reference};{(ours.Exists(line => line[1] == reference) ? "geweigerd;15-06-2026;rekening-onbekend" : "betaald;15-06-2026;")}"));
        await colleague.Open($"/financien/svb/{order}");
        Assert.That(await colleague.Says(), Does.Contain(In("Dit rekeningnummer bestaat niet.", "This account number does not exist.")));

        var bakker = await Visit("bakker");
        await bakker.Open("/");
        await bakker.Follow($"main a[href='/pgb/{agreement}/rekening']");
        await bakker.Fill("Iban", "NL69 INGB 0123 4567 88");
        await bakker.Send(expected: 400);
        Assert.That(await bakker.WrongFields(), Is.EqualTo(["Iban"]), "not well-formed");
        await bakker.Fill("Iban", "NL69INGB0123456789");
        await bakker.Send();
        Assert.That(await bakker.Says(), Does.Contain("NL91 ABNA 0417 1643 00").And.Contain("NL69 INGB 0123 4567 89"), "old and new beside each other");
        await bakker.Send("main button[formaction$='handler=Edit']");
        Assert.That(await bakker.Typed("Iban"), Is.EqualTo("NL69INGB0123456789"), "what was typed is still there");
        await bakker.Send();
        await bakker.SendImpatiently(Do);
        Assert.That(await bakker.Says(), Does.Contain("NL69 INGB 0123 4567 89"));

        var consulent = await Visit("consulent");
        await consulent.Open("/consulent?van=iedereen");
        await consulent.Follow("main a[href='/consulent/rekeningen-van-hulpen']");
        await consulent.Send($"main li:has-text('{agreement}') form button");
        Assert.That(await consulent.Told(), Does.Contain(In("Genoteerd", "Noted")));

        await colleague.Open("/financien/svb");
        Assert.That(await colleague.Says(), Does.Contain(In("Een collega maakt het bestand", "A colleague makes the file")));
        var again = await MakeFile(financien);
        await financien.Open($"/financien/svb/{again}");
        Assert.That(await financien.Says(), Does.Contain("Anja Meijer"));
        var lines = await File.ReadAllLinesAsync(await financien.Download("main a[href$='bestand.csv']", folder));
        await Answer(colleague, folder, lines.Skip(1).Select(line => $"1;{line.Split(';')[1]};betaald;15-06-2026;"));

        var anja = await Visit("ondersteuner");
        await anja.Open($"/helpen/{agreement}/uren");
        Assert.That(await anja.Says(), Does.Contain(In("Betaald op 15 juni 2026", "Paid on 15 June 2026")));
        await bakker.Open("/pgb");
        Assert.That(await bakker.Says(), Does.Not.Contain(In("aan Anja Meijer is niet gelukt", "to Anja Meijer did not succeed")));
        Assert.That((await new VerifyLedger(Portal.Database).Run()).FirstFault, Is.Null);
        Directory.Delete(folder, recursive: true);
    }

    [Test, DependsOnTest(nameof(The_SVB_pays_what_was_approved_and_what_comes_back_is_mended_by_the_holder))]
    public async Task When_too_much_is_agreed_the_forecast_turns_and_the_first_page_warns()
    {
        var bakker = await Visit("bakker");
        await bakker.Open("/mijn-budget");
        await bakker.Follow("main .er-card__link");
        var budget = bakker.Path;
        Assert.That(await bakker.Says(), Does.Contain(In("is uw budget genoeg tot en met 31 juli 2026", "your budget lasts until 31 July 2026")));
        await bakker.Open("/pgb");
        await bakker.Follow("main a[href$='/zorgovereenkomst']");
        await bakker.Tick("organisation");
        await bakker.Fill("HelperName", "Thuis in de Buurt");
        await bakker.Fill("Identifier", "90004755");
        await bakker.Fill("Iban", "NL44RABO0123456789");
        await bakker.Fill("Tasks", "Elke dag begeleiding.");
        await bakker.Fill("StartsOn", "1-6-2026");
        await bakker.Tick("Hours");
        await bakker.Fill("Rate", "66,00");
        await bakker.Fill("Volume", "100");
        await bakker.Send(Check);
        await bakker.Send(Do);
        var number = bakker.Path.Split('/')[^1];
        var code = (await bakker.Html("main .er-turn strong")).Replace(" ", "", StringComparison.Ordinal);
        var staff = await Visit("aanbieder");
        await staff.Open("/helpen");
        await staff.Fill("Code", code);
        await staff.Send("main form button");
        await staff.Send("main form[action$='handler=Sign'] button");
        var consulent = await Visit("consulent");
        await consulent.Open($"/consulent/zorgovereenkomsten/{number}");
        await consulent.Send("main form[action*='handler=Approve'] button");

        await bakker.Open("/");
        Assert.That(await bakker.Says(), Does.Match(In("is uw budget op rond [0-9]+ juli 2026", "your budget runs out around [0-9]+ July 2026")));
        await bakker.Follow($"main a[href='{budget}/vooruitblik']");
        var before = await bakker.Says();
        await bakker.Pick("Wie", number);
        await bakker.Fill("Minder", "20");
        await bakker.Send("main form button");
        Assert.That(await bakker.Says(), Does.Contain(In("genoeg tot en met", "lasts until")), "with less it would last");
        await bakker.Open($"{budget}/vooruitblik");
        Assert.That(await bakker.Says(), Is.EqualTo(before), "and nothing was changed");
    }

    /// <summary>Finance makes the file of all that can be paid.</summary>
    /// <returns>Its number.</returns>
    private static async Task<string> MakeFile(Visitor financien)
    {
        await financien.Open("/financien/svb");
        await financien.SendImpatiently("main form:has(input[name=Seen]) button");
        return financien.Path.Split('/')[^1];
    }

    private async Task Answer(Visitor finance, string folder, IEnumerable<string> lines)
    {
        var file = Path.Combine(folder, "antwoord.csv");
        await File.WriteAllLinesAsync(file, lines.Prepend("versie;kenmerk;uitkomst;datum;reden"));
        await finance.Open("/financien/svb");
        await finance.Attach("Upload", file);
        await finance.Send("main form[enctype] button");
        Assert.That(await finance.Told(), Does.Contain(In("Ingelezen.", "Taken in.")));
    }

    private string Line(string dutch, string english) => $"main li:has-text('{In($"{dutch} 2026", $"{english} 2026")}')";

    private static async Task Enter(Visitor helper, string day, string from, string to, int expected = 200)
    {
        await helper.Fill("WorkedOn", day);
        await helper.Fill("From", from);
        await helper.Fill("To", to);
        await helper.Send("main .er-panel form button", expected);
    }
}
