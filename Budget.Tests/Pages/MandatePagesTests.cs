using System.Net;
using Budget.Core.Departures;
using Budget.Core.Storage;

namespace Budget.Tests.Pages;

/// <summary>A daughter who acts for meneer Bakker by a mandate, as the two of them and the town meet it; and the hours that wait when he dies.</summary>
public sealed class MandatePagesTests
{
    private RunningPortal portal = null!;

    [SetUp]
    public async Task Open() => portal = await RunningPortal.Start();

    [TearDown]
    public async Task Close()
    {
        if (portal is not null)
        {
            await portal.DisposeAsync();
        }
    }

    private static string MainOf(Client.Answer page) => page.Document.QuerySelector("main")!.TextContent;

    /// <summary>The agreement of Fatima, of whom hours wait.</summary>
    private static async Task<string> Agreement(Client bakker) =>
        (await bakker.Get("/pgb")).Document.QuerySelectorAll("main a[href$='/regels']").First(link => link.TextContent.Any(char.IsDigit)).GetAttribute("href")!.Split('/')[2];

    [Test]
    public async Task A_holder_keeps_something_in_hand_and_ends_a_mandate_and_the_pages_say_so_before_anything_is_filled_in()
    {
        using var bakker = await Client.SignedInAs(portal, "bakker");
        using var dochter = await Client.SignedInAs(portal, "dochter");
        var number = await Agreement(bakker);
        Assert.That((await bakker.Get("/gegevens")).Document.QuerySelector("main a[href^='/wie-regelt-mee']"), Is.Not.Null, "from where people look");
        Assert.That((await bakker.Get("/machtigingen")).Document.QuerySelector("main a[href^='/wie-regelt-mee']"), Is.Not.Null);
        var page = await bakker.Get("/wie-regelt-mee");
        Assert.That(MainOf(page), Does.Contain("Lotte Bakker").And.Contain("Machtiging (gegeven door de bewoner)").And.Contain("Rekeningnummers").And.Contain("Bezwaar maken").And.Not.Contain("Uren en facturen"));
        Assert.That(page.Document.QuerySelectorAll("main a[href$='/meekijkers']").Length, Is.EqualTo(1), "and who looks along with the budget");

        var account = await dochter.Get($"/pgb/{number}/rekening");
        Assert.That(MainOf(account), Does.Contain("U mag dit niet regelen").And.Contain("Dit heeft meneer H. Bakker zelf in handen gehouden."));
        Assert.That(account.Document.QuerySelector("main form"), Is.Null);
        var form = await bakker.FormOn($"/pgb/{number}/rekening");
        var refused = await dochter.Post(await Mine(dochter, new Client.Form($"/pgb/{number}/rekening", form.Fields).With("Iban", "NL20INGB0001234567").With("Holder", "Fatima El Amrani").With("Seen", "1"), "account-of-another"));
        Assert.That((refused.Status, MainOf(refused).Contains("zelf in handen gehouden", StringComparison.Ordinal)), Is.EqualTo((HttpStatusCode.BadRequest, true)), "also to who sends it all the same");
        Assert.That((await dochter.Get($"/pgb/{number}/regels")).Document.QuerySelector("main form[action$='Approve']"), Is.Not.Null, "hours were not kept");

        var narrow = await bakker.FormOn(page.Document.QuerySelector("main a[href*='wie=']:not([href*=anderen])")!.GetAttribute("href")!, "main form[action*='handler=Narrow']");
        Assert.That((await bakker.Post(narrow.With("May", "Requests"))).Location, Does.StartWith("/wie-regelt-mee"));
        Assert.That(MainOf(await bakker.Get("/wie-regelt-mee")), Does.Contain("Bewaard. Dit geldt meteen voor Lotte Bakker.").And.Contain("Uren en facturen").And.Not.Contain("Hulp vragen"));
        var budget = await Budget(bakker);
        var decision = (await Databases.Rows.Of(portal.ConnectionString, $"SELECT d.number FROM budgets b JOIN decisions d ON d.id = b.decision_id WHERE b.number = '{budget}'"))[0];
        var request = (await Databases.Rows.Of(portal.ConnectionString, $"SELECT r.number FROM budgets b JOIN decisions d ON d.id = b.decision_id JOIN support_requests r ON r.id = d.request_id WHERE b.number = '{budget}'"))[0];
        var resident = (await Databases.Rows.Of(portal.ConnectionString, $"SELECT resident_id FROM budgets WHERE number = '{budget}'"))[0];
        var along = $"/mijn-budget/{budget}/meekijkers";
        Assert.That((await bakker.Post((await bakker.FormOn(along, "main form[action*='handler=Invite']")).With("Label", "Buurman").With("May", "look"))).Location, Is.EqualTo(along));
        var code = (await bakker.Get(along)).Document.QuerySelector("main strong.er-amount")!.TextContent;
        Assert.That((await dochter.Get(along)).Body, Does.Contain("Buurman").And.Not.Contain(code), "who may not share reads no code");
        foreach (var kept in new[]
        {
            $"/pgb/{number}/regels", $"/mijn-budget/{budget}/zorgovereenkomst", $"/mijn-budget/{budget}/meekijkers", $"/hulpvraag/{request}/meelezers", $"/besluit/{decision}/bezwaar",
            $"/gegevens/verbeteren?voor={resident}", $"/gegevens/vernietigen?voor={resident}",
        })
        {
            var shown = await dochter.Get(kept);
            Assert.That((MainOf(shown).Contains("U mag dit niet regelen", StringComparison.Ordinal), shown.Document.QuerySelectorAll("main form").Length), Is.EqualTo((true, 0)), kept);
            Assert.That(MainOf(await bakker.Get(kept)), Does.Not.Contain("U mag dit niet regelen"), "the holder may");
        }

        var hers = await dochter.Get("/wie-regelt-mee");
        Assert.That(MainOf(hers), Does.Contain("Lotte Bakker (dat bent u)").And.Contain("Alleen meneer H. Bakker kan dit veranderen."));
        Assert.That(hers.Document.QuerySelector("main form"), Is.Null, "she changes nothing of it");
        Assert.That((await dochter.Post(await Mine(dochter, narrow, "narrow-of-another"))).Status, Is.EqualTo(HttpStatusCode.NotFound));

        Assert.That((await bakker.Post(await bakker.FormOn("/wie-regelt-mee", "main form[action*='handler=End']"))).Location, Does.StartWith("/wie-regelt-mee"));
        Assert.That(MainOf(await bakker.Get("/wie-regelt-mee")), Does.Contain("De machtiging van Lotte Bakker geldt niet meer.").And.Contain("Er regelt niemand mee"));
        Assert.That((await dochter.Get($"/pgb/{number}/regels")).Status, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That((await dochter.Get($"/pgb/{number}/rekening")).Status, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task What_the_holder_kept_is_nobody_elses_turn()
    {
        using var bakker = await Client.SignedInAs(portal, "bakker");
        using var dochter = await Client.SignedInAs(portal, "dochter");
        foreach (var page in new[] { "/", "/pgb" })
        {
            Assert.That(MainOf(await bakker.Get(page)), Does.Contain("De betaling aan Fatima El Amrani is niet gelukt").And.Contain("Geef het juiste rekeningnummer op").And.Not.Contain("Dit regelt"), page);
            Assert.That(MainOf(await dochter.Get(page)), Does.Contain("De betaling aan Fatima El Amrani is niet gelukt").And.Contain("Dit regelt meneer H. Bakker zelf.").And.Not.Contain("Geef het juiste rekeningnummer op"), page);
        }

        Assert.That((await dochter.Get("/pgb")).Document.QuerySelector("main a[href$='/uren']"), Is.Not.Null, "hours were not kept");
        var narrow = await bakker.FormOn((await bakker.Get("/wie-regelt-mee")).Document.QuerySelector("main a[href*='wie=']:not([href*=anderen])")!.GetAttribute("href")!, "main form[action*='handler=Narrow']");
        Assert.That((await bakker.Post(narrow.With("May", "Requests"))).Location, Does.StartWith("/wie-regelt-mee"));
        var kept = await dochter.Get("/pgb");
        Assert.That(kept.Document.QuerySelector("main a[href$='/uren']"), Is.Null);
        Assert.That(MainOf(kept), Does.Contain("2 regels wachten op meneer H. Bakker.").And.Not.Contain("Kijk na:"));
    }

    [Test]
    public async Task An_administrator_corrects_the_ground_and_then_the_resident_reads_whom_to_call()
    {
        using var beheer = await Client.SignedInAs(portal, "beheer");
        using var bakker = await Client.SignedInAs(portal, "bakker");
        Assert.That((await beheer.Get("/beheer")).Document.QuerySelector("main a[href='/beheer/vertegenwoordigers']"), Is.Not.Null);
        var list = await beheer.Get("/beheer/vertegenwoordigers");
        Assert.That(MainOf(list), Does.Contain("Lotte Bakker").And.Contain("Emre Yılmaz").And.Contain("Curatele"));
        var row = list.Document.QuerySelectorAll("tbody tr").Single(one => one.TextContent.Contains("Lotte", StringComparison.Ordinal));
        var way = row.QuerySelector("a")!.GetAttribute("href")!;
        var form = await beheer.FormOn(way);
        var wrong = await beheer.Post(form.With("EndsOn", "ooit"));
        Assert.That((wrong.Status, MainOf(wrong).Contains("Vul de laatste dag in", StringComparison.Ordinal)), Is.EqualTo((HttpStatusCode.BadRequest, true)));
        var past = await beheer.Post(form.With("EndsOn", RunningPortal.Today.AddDays(-1).InDigits()));
        Assert.That((past.Status, MainOf(past).Contains($"De eerste dag is {RunningPortal.Today.InDigits()}.", StringComparison.Ordinal)), Is.EqualTo((HttpStatusCode.BadRequest, true)), "nothing stops by a slip");
        Assert.That((await beheer.Post(form.With("Ground", "Mentor").With("EndsOn", "31-12-2026"))).Location, Is.EqualTo("/beheer/vertegenwoordigers"));
        Assert.That(MainOf(await beheer.Get("/beheer/vertegenwoordigers")), Does.Contain("Mentorschap").And.Contain("31-12-2026"));
        Assert.That((await beheer.Get($"{way}0")).Status, Is.EqualTo(HttpStatusCode.NotFound));

        var page = await bakker.Get("/wie-regelt-mee");
        Assert.That(MainOf(page), Does.Contain("Mentorschap").And.Contain("U kunt het daarom hier niet inperken of stoppen.").And.Contain("Bel de gemeente"));
        Assert.That(page.Document.QuerySelector("main form"), Is.Null);
    }

    [Test]
    public async Task When_the_holder_died_the_case_says_that_hours_wait_and_a_caseworker_answers_them()
    {
        using var bakker = await Client.SignedInAs(portal, "bakker");
        using var consulent = await Client.SignedInAs(portal, "consulent");
        var number = await Agreement(bakker);
        var request = (await Databases.Rows.Of(portal.ConnectionString, $"SELECT r.number FROM care_agreements a JOIN budgets b ON b.id = a.budget_id JOIN decisions d ON d.id = b.decision_id JOIN support_requests r ON r.id = d.request_id WHERE a.number = '{number}'"))[0];
        var here = $"/consulent/hulpvraag/{request}/wachtende-uren";
        Assert.That((await consulent.Get(here)).Status, Is.EqualTo(HttpStatusCode.NotFound), "he lives");
        var caseworker = (await Databases.Rows.Of(portal.ConnectionString, "SELECT id FROM users WHERE login = 'consulent'"))[0];
        // On the day of the demo: what ends with it ends there.
        await using var today = new Database(portal.ConnectionString, FakeClock.On(RunningPortal.Today.Year, RunningPortal.Today.Month, RunningPortal.Today.Day), masterKeys: () => TestDatabase.Keys);
        var died = await new WriteDownDeparture(today).Do(
            new Actor(new UserId(Guid.ParseExact(caseworker, "D")), Role.Caseworker, "0406"), IdempotencyKey.Of("a-holder-died"), new(request, DepartureReason.Died, RunningPortal.Today.AddDays(-1)));
        Assert.That(died.Refusal, Is.Null);

        using var dochter = await Client.SignedInAs(portal, "dochter");
        Assert.That((await dochter.Get("/")).Location, Is.EqualTo("/kennismaken"));
        Assert.That(MainOf(await dochter.Get("/kennismaken")), Does.Contain("Uw toegang is gestopt").And.Contain($"meneer H. Bakker is op {RunningPortal.Today.AddDays(-1).InWords(System.Globalization.CultureInfo.GetCultureInfo("nl"))} overleden.")
            .And.Contain("schrijft een brief aan de erven").And.Contain("Bel de gemeente").And.Not.Contain("U bent hier voor het eerst"), "who acted for him is no stranger");
        Assert.That((await dochter.Get($"/pgb/{number}/regels")).Status, Is.EqualTo(HttpStatusCode.NotFound));

        var ofCase = await consulent.Get($"/consulent/hulpvraag/{request}");
        Assert.That(ofCase.Document.QuerySelector($"main a[href='{here}']"), Is.Not.Null, MainOf(ofCase));
        Assert.That(MainOf(ofCase), Does.Contain("Kijk de uren na die nog wachten").And.Not.Contain("Niemand hoeft iets te doen"));
        Assert.That(ofCase.Document.QuerySelectorAll("main a[href$='/besluit'], main a[href$='/zorgovereenkomst']"), Is.Empty, "nothing new is granted or agreed");
        Assert.That((await consulent.Get("/consulent?van=iedereen")).Document.QuerySelector($"main a[href='{here}']"), Is.Not.Null, "a task");
        var page = await consulent.Get(here);
        foreach (var way in new[] { $"/consulent/zorgovereenkomsten/{number}/uren", $"/consulent/zorgovereenkomsten/{number}/rekening" })
        {
            Assert.That(page.Document.QuerySelector($"main a[href='{way}']"), Is.Not.Null, way);
            var opened = await consulent.Get(way);
            Assert.That((opened.Status, opened.Document.QuerySelector($"main a.er-back[href='{here}']") is not null), Is.EqualTo((HttpStatusCode.OK, true)), way);
        }

        Assert.That(MainOf(page), Does.Contain("Wacht op de gemeente").And.Not.Contain("Wacht op de budgethouder"));
        var waiting = page.Document.QuerySelectorAll("main .er-cards > li").Length;
        Assert.That(waiting, Is.Positive);
        var line = page.Document.QuerySelector("main form[action*='handler=Approve'] input[name=Line]")!.GetAttribute("value")!;
        var reject = Client.FormIn(page, "main details form", here) with { Action = $"{here}?handler=Reject" };
        var without = await consulent.Post(reject);
        Assert.That((without.Status, MainOf(without).Contains("Schrijf op waarom", StringComparison.Ordinal)), Is.EqualTo((HttpStatusCode.BadRequest, true)));
        Assert.That((await consulent.Post(await consulent.FormOn(here, "main form[action*='handler=Approve']"))).Location, Is.EqualTo(here));
        var after = await consulent.Get(here);
        Assert.That(MainOf(after), Does.Contain("Goedgekeurd: €"));
        Assert.That((after.Document.QuerySelectorAll("main .er-cards > li").Length, after.Body.Contains(line, StringComparison.Ordinal)), Is.EqualTo((waiting - 1, false)));
    }

    private static async Task<string> Budget(Client bakker) =>
        (await bakker.Get("/pgb")).Document.QuerySelector("main a[href$='/zorgovereenkomst']")!.GetAttribute("href")!.Split('/')[2];

    /// <summary>A form of another, sent with the token of one's own session.</summary>
    private static async Task<Client.Form> Mine(Client client, Client.Form form, string key) =>
        form.With("__RequestVerificationToken", (await client.FormOn("/sessies", "form")).Fields["__RequestVerificationToken"]).With("Key", key);
}
