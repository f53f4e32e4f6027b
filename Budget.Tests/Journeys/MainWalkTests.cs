using System.Globalization;
using System.Text.RegularExpressions;
using Budget.Core.Ledger;

namespace Budget.Tests.Journeys;

/// <summary>
/// The walk that the portal was made for, in a real browser: a need is stated, looked into, granted, a provider chosen, its care declared,
/// and the resident sees what happened to the money, on screen and on paper. Once in Dutch without any script, once in English on a phone.
/// The tests are one story: each goes on where the one before it stopped.
/// </summary>
[Category("Journey")]
[TestFixture("nl", false)]
[TestFixture("en", true)]
public sealed partial class MainWalkTests(string language, bool withScript) : WalkTests(language, withScript)
{
    private const string OwnWords = "Sinds mijn val lukt het huishouden niet meer.\nIk zit veel alleen.";
    private const string Check = ".utrecht-button-group button[formaction$='handler=Check']";
    private const string Record = "button[formaction='?']";
    private const string Goal = "Ik wil weer mensen zien & een schoon huis <3.";
    private string request = "";
    private string budget = "";
    private string assignment = "";
    private string declaration = "";

    private static Period Granted => new(new(2026, 5, 1), new(2026, 12, 31));

    /// <summary>Two hours in each ISO week that has a day in the period, at the rate of the decision.</summary>
    private static Money GrantedAmount => new(Hours * 6600);

    /// <summary>The same hours at what Thuiszorg Gooi asks.</summary>
    private static Money ReservedAtFirst => new(Hours * 6450);

    private static long Hours => 2 * Enumerable.Range(0, Granted.Days)
        .Select(day => Granted.StartsOn.AddDays(day).ToDateTime(TimeOnly.MinValue))
        .Select(day => (ISOWeek.GetYear(day), ISOWeek.GetWeekOfYear(day)))
        .Distinct().Count();

    [Test]
    public async Task A_need_is_stated_in_seven_steps_and_a_mistake_costs_no_word()
    {
        var jansen = await Visit("jansen");
        await jansen.Open("/hulpvraag/nieuw");
        await jansen.Fill("OwnWords", OwnWords);
        await jansen.Send(expected: 400);
        Assert.That(await jansen.WrongFields(), Is.EqualTo(["Domains"]));
        Assert.That(await jansen.Typed("OwnWords"), Is.EqualTo(OwnWords));
        await jansen.Tick("Household");
        await jansen.Tick("Contact");
        await jansen.Send();

        await jansen.Fill("Goals_0_", Goal);
        await jansen.Send(expected: 400);
        Assert.That(await jansen.WrongFields(), Is.EqualTo(["Goals_1_"]));
        Assert.That(await jansen.Typed("Goals_0_"), Is.EqualTo(Goal));
        await jansen.Fill("Goals_1_", "Elke week iemand spreken.");
        await jansen.Send();

        Assert.That((jansen.Path, await jansen.Count(".er-card")), Is.EqualTo(("/hulpvraag/nieuw/buurt", 6)), "what there is for everybody comes first");
        await jansen.Send();

        await jansen.Fill("CurrentHelp", "Mijn dochter op zaterdag.");
        await jansen.Send();

        await jansen.Fill("WishedSupport", "Iemand die elke week komt.");
        await jansen.Fill("WishedProvider", "Thuiszorg Gooi");
        await jansen.Send(expected: 400);
        Assert.That(await jansen.WrongFields(), Is.EqualTo(["WishedForm"]));
        Assert.That(await jansen.Typed("WishedSupport"), Is.EqualTo("Iemand die elke week komt."));
        await jansen.Tick("PersonFollowing");
        await jansen.Send();

        await jansen.Tick("Yes");
        await jansen.Send(expected: 400);
        Assert.That(await jansen.WrongFields(), Is.EqualTo(["UrgentBecause"]));
        await jansen.Tick("No");
        await jansen.Send();

        Assert.That(jansen.Path, Is.EqualTo("/hulpvraag/nieuw/controle"));
        var summary = await jansen.Says();
        foreach (var part in new[] { OwnWords, Goal, "Elke week iemand spreken.", "Mijn dochter op zaterdag.", "Iemand die elke week komt.", "Thuiszorg Gooi" })
        {
            Assert.That(summary, Does.Contain(part));
        }
    }

    [Test, DependsOnTest(nameof(A_need_is_stated_in_seven_steps_and_a_mistake_costs_no_word))]
    public async Task Sending_gives_a_number_the_days_and_whose_turn_it_is()
    {
        var jansen = await Visit("jansen");
        await jansen.SendImpatiently();
        request = Number().Match(jansen.Path).Value;
        Assert.That(jansen.Path, Is.EqualTo($"/hulpvraag/{request}"));
        Assert.That(request, Has.Length.EqualTo(11));
        Assert.That(await jansen.Says(), Does
            .Contain(In("De gemeente is aan de beurt", "It is the municipality’s turn"))
            // Six weeks to look into it, two more to decide.
            .And.Contain(In("27 juli 2026", "27 July 2026"))
            .And.Contain(In("10 augustus 2026", "10 August 2026")));
        await jansen.Open("/hulpvraag");
        Assert.That(await jansen.Count(".er-card"), Is.EqualTo(1), "one request, however often it was sent");
    }

    [Test, DependsOnTest(nameof(Sending_gives_a_number_the_days_and_whose_turn_it_is))]
    public async Task A_caseworker_of_another_municipality_finds_nothing()
    {
        var hilversum = await Visit("consulent2");
        await hilversum.Open($"/consulent/hulpvraag/{request}", expected: 404);
        await hilversum.Open("/consulent");
        Assert.That(await hilversum.Says(), Does.Not.Contain(request));
    }

    [Test, DependsOnTest(nameof(A_caseworker_of_another_municipality_finds_nothing))]
    public async Task The_caseworker_writes_the_report()
    {
        var consulent = await Visit("consulent");
        await consulent.Open("/consulent?van=iedereen");
        await consulent.Follow($"a[href='/consulent/hulpvraag/{request}']");
        await consulent.Follow("a[href$='/verslag']");
        await consulent.Fill("Findings_1_", "Licht werk lukt zelf.");
        await consulent.Send(Record, expected: 400);
        Assert.That(await consulent.WrongFields(), Is.EqualTo(["Advice"]));
        Assert.That(await consulent.Typed("Findings_1_"), Is.EqualTo("Licht werk lukt zelf."));
        Assert.That(await consulent.Typed("Findings_0_"), Is.EqualTo(OwnWords), "what the resident wrote need not be typed again");
        await consulent.Fill("Advice", "Toekennen: begeleiding.");
        await consulent.Tick("yes");
        await consulent.SendImpatiently(Record);
        Assert.That(consulent.Path, Is.EqualTo($"/consulent/hulpvraag/{request}"));
        Assert.That(await consulent.Says(), Does.Contain("Toekennen: begeleiding."));
    }

    [Test, DependsOnTest(nameof(The_caseworker_writes_the_report))]
    public async Task A_wrong_amount_or_day_is_told_at_its_field_and_nothing_typed_is_lost()
    {
        var consulent = await Visit("consulent");
        await consulent.Open($"/consulent/hulpvraag/{request}/besluit");
        await consulent.Follow("main a[href$='soort=Grant']");
        await consulent.Pick("Product", "02A05");
        await consulent.Fill("Volume", "twee");
        await consulent.Tick("Week");
        await consulent.Fill("Rate", "6.6.0");
        await consulent.Fill("StartsOn", "1-5-2026");
        await consulent.Fill("EndsOn", "31-11-2026");
        await consulent.Fill("Reasons", "U kunt dit niet meer zelf.");
        await consulent.Send(Check, expected: 400);
        Assert.That(await consulent.WrongFields(), Is.EqualTo(["AppliedOn", "Volume", "Rate", "EndsOn"]));
        foreach (var (id, typed) in new[] { ("Product", "02A05"), ("Volume", "twee"), ("Rate", "6.6.0"), ("StartsOn", "1-5-2026"), ("EndsOn", "31-11-2026"), ("Reasons", "U kunt dit niet meer zelf.") })
        {
            Assert.That(await consulent.Typed(id), Is.EqualTo(typed));
        }

        Assert.That(await consulent.IsTicked("Week") && await consulent.IsTicked("PersonFollowing"), Is.True);
        await consulent.Fill("AppliedOn", "15-6-2026");
        await consulent.Fill("Volume", "2");
        await consulent.Fill("Rate", "66,00");
        await consulent.Fill("EndsOn", "30-4-2026");
        await consulent.Send(Check, expected: 400);
        Assert.That(await consulent.WrongFields(), Is.EqualTo(["EndsOn"]), "the last day before the first");
    }

    [Test, DependsOnTest(nameof(A_wrong_amount_or_day_is_told_at_its_field_and_nothing_typed_is_lost))]
    public async Task The_caseworker_calculates_first_and_then_grants()
    {
        var consulent = await Visit("consulent");
        await consulent.Fill("EndsOn", "31-12-2026");
        await consulent.Send(Check);
        Assert.That(await consulent.Says(), Does.Contain(Plain(GrantedAmount)));
        Assert.That(await Budgets(), Is.Zero, "to calculate grants nothing");
        await consulent.SendImpatiently(Record);
        Assert.That(consulent.Path, Is.EqualTo($"/consulent/hulpvraag/{request}"));
        Assert.That(await Budgets(), Is.EqualTo(1));

        async Task<int> Budgets()
        {
            var jansen = await Visit("jansen");
            await jansen.Open("/mijn-budget");
            return await jansen.Count(".er-card");
        }
    }

    [Test, DependsOnTest(nameof(The_caseworker_calculates_first_and_then_grants))]
    public async Task The_resident_chooses_a_provider_and_the_money_is_set_aside()
    {
        var jansen = await Visit("jansen");
        await jansen.Open("/");
        Assert.That(await jansen.Says(), Does.Contain(In("U bent aan de beurt", "It is your turn")));
        await jansen.Follow($".er-turn a[href='/hulpvraag/{request}']");
        await jansen.Follow("a[href$='/aanbieder-kiezen']");
        budget = Number().Match(jansen.Path).Value;
        await jansen.Follow(".er-card:has-text('Thuiszorg Gooi') a[href*='kies=']");
        Assert.That(await jansen.Says(), Does.Contain(Plain(ReservedAtFirst)), "first one sees once more what it comes to");
        await jansen.SendImpatiently();
        Assert.That(jansen.Path, Is.EqualTo($"/mijn-budget/{budget}"));
        await MustShow(jansen, reserved: ReservedAtFirst, spent: Money.Zero);
        assignment = Assignment().Match(await jansen.Html("main")).Groups["number"].Value;
        Assert.That(assignment, Is.Not.Empty);
    }

    [Test, DependsOnTest(nameof(The_resident_chooses_a_provider_and_the_money_is_set_aside))]
    public async Task Finance_takes_the_declaration_in_once_however_often_it_comes()
    {
        declaration = Path.Combine(Portal.Folder, "mei.xml");
        var made = await Portal.Run("demo", "declaration", "--provider", "aanbieder", "--month", "2026-05", "--out", declaration);
        Assert.That(made.ExitCode, Is.Zero, made.Errors);
        var financien = await Visit("financien");
        await financien.Open("/financien");
        await financien.Attach("Upload", declaration);
        await financien.SendImpatiently();
        var page = financien.Path;
        Assert.That(page, Does.StartWith("/financien/declaratie/"));
        Assert.That(await financien.Count(".er-badge--late"), Is.Zero, "every line is acceptable");
        Assert.That(await financien.Says(), Does.Contain(Plain(Declared())));
        var postings = await Postings();

        await financien.Open("/financien");
        await financien.Attach("Upload", declaration);
        await financien.Send();
        Assert.That(financien.Path, Is.EqualTo(page), "the same file is the same declaration");
        Assert.That(await financien.Told(), Does.Contain(In("was al ingelezen op 15 juni 2026", "had been taken in on 15 June 2026")));
        Assert.That(await Postings(), Is.EqualTo(postings), "nothing is booked twice");
    }

    [Test, DependsOnTest(nameof(Finance_takes_the_declaration_in_once_however_often_it_comes))]
    public async Task The_resident_sees_what_was_granted_reserved_spent_and_is_available()
    {
        var jansen = await Visit("jansen");
        await jansen.Open($"/mijn-budget/{budget}");
        await MustShow(jansen, reserved: ReservedAtFirst - Declared(), spent: Declared());
        var financien = await Visit("financien");
        await financien.Open($"/financien/budget/{budget}");
        await MustShow(financien, reserved: ReservedAtFirst - Declared(), spent: Declared());
    }

    [Test, DependsOnTest(nameof(The_resident_sees_what_was_granted_reserved_spent_and_is_available))]
    public async Task The_statement_on_paper_has_the_same_figures()
    {
        var jansen = await Visit("jansen");
        var statement = await jansen.Download("a[href*='overzicht.pdf']", Portal.Folder);
        Assert.That(Path.GetFileName(statement), Is.EqualTo(In($"overzicht-{budget}-2026.pdf", $"statement-{budget}-2026.pdf")));
        var text = (await PdfFile.Through(statement, "pdftotext", "-layout", "{pdf}", "-")).Replace('\u00A0', ' ');
        var closing = Closing().Match(text);
        Assert.That(closing.Success, Is.True, text);
        Assert.That(
            Amount().Matches(closing.Value).Select(match => match.Value),
            Is.EqualTo(new[] { GrantedAmount, ReservedAtFirst - Declared(), Declared(), GrantedAmount - ReservedAtFirst }.Select(Plain)));
        await PdfFile.Through(statement, "qpdf", "--check", "{pdf}");
    }

    [Test, DependsOnTest(nameof(The_statement_on_paper_has_the_same_figures))]
    public async Task A_holder_of_a_PGB_forwards_a_month_of_hours_once()
    {
        var bakker = await Visit("bakker");
        await bakker.Open("/pgb");
        await bakker.Follow("li:has-text('Karin Postma') a[href$='/uren']");
        var form = bakker.Path;
        await bakker.Pick("Month", "2026-05");
        await bakker.Fill("Volume", "99");
        await bakker.Send(Check, expected: 400);
        Assert.That(await bakker.WrongFields(), Is.EqualTo(["Volume"]));
        Assert.That((await bakker.Typed("Volume"), await bakker.Typed("Month")), Is.EqualTo(("99", "2026-05")));
        var postings = await Postings();
        await bakker.Fill("Volume", "10,5");
        await bakker.Send(Check);
        Assert.That(await Postings(), Is.EqualTo(postings), "to calculate books nothing");
        await bakker.SendImpatiently(Record);
        Assert.That(bakker.Path, Does.StartWith("/mijn-budget/"));
        Assert.That(await bakker.Says(), Does.Contain(Plain(new Money(10 * 4950 + 4950 / 2))));
        Assert.That(await Postings(), Is.EqualTo(postings + 1), "one month, one posting");
        await bakker.Open(form);
        Assert.That(await bakker.Count("option[value='2026-05']"), Is.Zero, "a month that was forwarded is not offered again");
    }

    [Test, DependsOnTest(nameof(A_holder_of_a_PGB_forwards_a_month_of_hours_once))]
    public async Task The_ledger_is_sound_and_no_fault_was_logged()
    {
        var verified = await Portal.Run("verify");
        Assert.That(verified.ExitCode, Is.Zero, verified.Errors);
        var journal = Path.Combine(Portal.Folder, "journal.txt");
        var exported = await Portal.Run("export", "hledger", "--out", journal, "--budget", budget);
        Assert.That(exported.ExitCode, Is.Zero, exported.Errors);
        Assert.That(await File.ReadAllTextAsync(journal), Does.Contain($"budget:{budget}:available"));
        Assert.That(Portal.Errors, Does.Not.Contain("Exception"));
    }

    private static string Plain(Money amount) => amount.ToString().Replace('\u00A0', ' ');

    private static async Task MustShow(Visitor visitor, Money reserved, Money spent)
    {
        var shown = (await visitor.Figure("granted"), await visitor.Figure("reserved"), await visitor.Figure("spent"), await visitor.Figure("available"));
        Assert.That(shown, Is.EqualTo((GrantedAmount, reserved, spent, GrantedAmount - ReservedAtFirst)));
    }

    private async Task<long> Postings() => (await new VerifyLedger(Portal.Database).Run()).Postings;

    /// <summary>What the provider asks for this resident: read from the file that it sent, not from the portal.</summary>
    private Money Declared() => new(long.Parse(
        Regex.Match(
            File.ReadAllText(declaration), $"ToewijzingNummer>{assignment}<.*?<iwmo:Bedrag>(?<cents>[0-9]+)<", RegexOptions.Singleline | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1))
            .Groups["cents"].Value,
        CultureInfo.InvariantCulture));

    [GeneratedRegex("<dd>(?<number>[0-9]+)</dd>", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Assignment();

    [GeneratedRegex("€ [0-9.]+,[0-9]{2}", RegexOptions.NonBacktracking)]
    private static partial Regex Amount();

    /// <summary>The four figures above the day on which they stood so.</summary>
    [GeneratedRegex("(€ [0-9.]+,[0-9]{2}\\s+){4}(Zo staat uw budget op|This is how your budget stands on) 15", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Closing();
}
