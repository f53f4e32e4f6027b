using System.Net;
using Budget.Core.Decisions;

namespace Budget.Tests.Pages;

/// <summary>The kinds of decision as caseworkers and residents meet them: looked at first, recorded once, read in plain words, objected to; without a script.</summary>
public sealed class DecisionPagesTests
{
    private RunningPortal portal = null!;

    [OneTimeSetUp]
    public async Task Open() => portal = await RunningPortal.Start();

    [OneTimeTearDown]
    public async Task Close()
    {
        if (portal is not null)
        {
            await portal.DisposeAsync();
        }
    }

    [Test]
    public async Task A_refusal_is_read_objected_to_and_decided_on_by_a_colleague()
    {
        using var jansen = await Client.SignedInAs(portal, "jansen");
        using var consulent = await Client.SignedInAs(portal, "consulent");
        var request = await Asked(jansen, consulent);
        Assert.That(await TextOf(consulent, $"/consulent/hulpvraag/{request}/besluit"), Does.Contain("Afwijzen").And.Contain("Tijdelijke hulp").And.Not.Contain("Terugvorderen"));
        var refuse = await consulent.FormOn($"/consulent/hulpvraag/{request}/besluit/zonder-budget?soort=Refuse");
        var empty = await consulent.Post(refuse with { Action = $"{refuse.Action.Split('?')[0]}?handler=Check" });
        Assert.That((empty.Status, empty.Document.QuerySelectorAll(".er-error-summary a").Length), Is.EqualTo((HttpStatusCode.BadRequest, 2)));
        var filled = refuse.With("Ground", "GeneralProvision").With("Reasons", "De eetgroep is genoeg.");
        var seen = await consulent.Post(filled with { Action = $"/consulent/hulpvraag/{request}/besluit/zonder-budget?handler=Check" });
        Assert.That(seen.Document.QuerySelector(".utrecht-alert--info")!.TextContent, Does.Contain("Er verandert niets aan het geld"));
        var record = Client.FormIn(seen, path: $"/consulent/hulpvraag/{request}/besluit/zonder-budget") with { Action = $"/consulent/hulpvraag/{request}/besluit/zonder-budget" };
        Assert.That((await consulent.Post(record)).Location, Is.EqualTo($"/consulent/hulpvraag/{request}"));
        Assert.That((await consulent.Post(record)).Location, Is.EqualTo($"/consulent/hulpvraag/{request}"), "a second click does nothing twice");

        var decision = (await Databases.Rows.Of(portal.ConnectionString, "SELECT number FROM decisions ORDER BY decided_at DESC, number DESC LIMIT 1"))[0];
        Assert.That(await TextOf(jansen, $"/besluit/{decision}"), Does.Contain("wij wijzen uw aanvraag af").And.Contain("De eetgroep is genoeg.").And.Contain("U kunt bezwaar maken tot en met"));
        var letter = await jansen.Get($"/besluit/{decision}/brief.pdf");
        Assert.That((letter.Status, letter.Header("Content-Type")), Is.EqualTo((HttpStatusCode.OK, "application/pdf")));

        var form = await jansen.FormOn($"/besluit/{decision}/bezwaar");
        Assert.That((await jansen.Post(form)).Status, Is.EqualTo(HttpStatusCode.BadRequest));
        var tooLong = await jansen.Post(form.With("Words", new string('a', 5000)));
        Assert.That((tooLong.Status, tooLong.Document.QuerySelector("textarea[name=Words]")!.TextContent.Length), Is.EqualTo((HttpStatusCode.BadRequest, 5000)), "what was typed is still there");
        Assert.That((await jansen.Post(form.With("Words", "Ik kan niet naar de eetgroep."))).Location, Is.EqualTo($"/besluit/{decision}/bezwaar"));
        Assert.That(await TextOf(jansen, $"/besluit/{decision}/bezwaar"), Does.Contain("Wij kijken er opnieuw naar").And.Contain("Uiterlijk op").And.Contain("Ik kan niet naar de eetgroep."));

        var path = (await consulent.Get("/consulent/bezwaren")).Document.QuerySelectorAll("tbody a[href^='/consulent/bezwaar/']").Single(link => link.TextContent.Contains("Jansen", StringComparison.Ordinal)).GetAttribute("href")!;
        Assert.That(await TextOf(consulent, path), Does.Contain("Een collega beslist"));
        using var colleague = await Client.SignedInAs(portal, "consulent3");
        var decide = await colleague.FormOn(path);
        Assert.That((await colleague.Post(decide.With("Outcome", "Founded"))).Status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That((await colleague.Post(decide.With("Outcome", "Founded").With("Reasons", "U hebt gelijk."))).Location, Is.EqualTo(path));
        Assert.That(await TextOf(jansen, $"/besluit/{decision}/bezwaar"), Does.Contain("u krijgt gelijk").And.Contain("U hebt gelijk."));
        Assert.That(await TextOf(colleague, "/consulent/bezwaren"), Does.Contain("Gegrond: neem een nieuw besluit"));
        Assert.That(await TextOf(colleague, $"/consulent/hulpvraag/{request}/besluit"), Does.Contain("Deels toekennen"), "a new decision may follow");
    }

    [Test]
    public async Task A_withdrawal_shows_what_it_does_to_the_money_and_tells_who_comes_second()
    {
        using var consulent = await Client.SignedInAs(portal, "consulent");
        using var colleague = await Client.SignedInAs(portal, "consulent3");
        var (budget, request) = await Running();
        var path = $"/consulent/hulpvraag/{request}/besluit/zonder-budget";
        var mine = (await consulent.FormOn($"{path}?soort=Withdraw")).With("Earlier", budget).With("EndedOn", "30-6-2026").With("Ground", "B").With("Reasons", "Niet meer nodig.");
        var theirs = (await colleague.FormOn($"{path}?soort=Withdraw")).With("Earlier", budget).With("EndedOn", "30-6-2026").With("Ground", "E").With("Reasons", "Niet gebruikt.");

        var seen = await consulent.Post(mine with { Action = $"{path}?handler=Check" });
        Assert.That(seen.Document.QuerySelector(".utrecht-alert--info")!.TextContent, Does.Contain("Gaat meteen terug naar de gemeente").And.Contain("Uitgegeven, blijft zo"));
        Assert.That(await Databases.Rows.Of(portal.ConnectionString, "SELECT 1 FROM decision_kinds k JOIN budgets b ON b.id = k.earlier_budget_id WHERE k.ended_on IS NOT NULL AND b.number = '" + budget + "'"), Is.Empty, "to look does nothing");
        Assert.That((await consulent.Post(Client.FormIn(seen, path: path) with { Action = path })).Status, Is.EqualTo(HttpStatusCode.Found));

        var told = await colleague.Post(theirs with { Action = path });
        Assert.That(told.Status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(told.Document.QuerySelector(".er-error-summary")!.TextContent, Does.Contain("Een collega heeft intussen een besluit genomen"));
        Assert.That(told.Document.QuerySelector("textarea[name=Reasons]")!.TextContent, Is.EqualTo("Niet gebruikt."), "and nothing typed is lost");
    }

    [Test]
    public async Task An_extension_and_a_revision_follow_a_budget_that_is_chosen()
    {
        using var consulent = await Client.SignedInAs(portal, "consulent");
        var (budget, request) = await Running(skip: 1);
        var path = $"/consulent/hulpvraag/{request}/besluit/voorziening";
        var extend = (await consulent.FormOn($"{path}?soort=Extend")).With("Earlier", budget).With("Volume", "2").With("Frequency", "Week").With("Rate", "20,00").With("EndsOn", "31-12-2028").With("Reasons", "Het gaat goed.");
        var seen = await consulent.Post(extend with { Action = $"{path}?handler=Check" });
        Assert.That(seen.Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await consulent.Post(Client.FormIn(seen, path: path) with { Action = path })).Status, Is.EqualTo(HttpStatusCode.Found));

        var revise = (await consulent.FormOn($"{path}?soort=Revise")).With("Earlier", budget).With("EndedOn", "30-6-2026").With("Ground", "asked").With("Volume", "2").With("Frequency", "Week").With("Rate", "20,00")
            .With("EndsOn", "1-1-2020").With("FundingForm", "PersonFollowing").With("Reasons", "Minder is genoeg.");
        var wrong = await consulent.Post(revise with { Action = $"{path}?handler=Check" });
        Assert.That((wrong.Status, wrong.Document.QuerySelector("input[name=EndsOn]")!.GetAttribute("value")), Is.EqualTo((HttpStatusCode.BadRequest, "1-1-2020")));
    }

    [Test]
    public async Task Of_who_applied_without_a_report_everything_that_is_offered_can_be_decided()
    {
        using var jansen = await Client.SignedInAs(portal, "jansen");
        using var consulent = await Client.SignedInAs(portal, "consulent");
        var request = await Asked(jansen);
        await Sql.Execute(portal.ConnectionString, $"INSERT INTO applications (request_id, received_on, decide_by) SELECT id, '2026-06-15', '2026-06-29' FROM support_requests WHERE number = '{request}'");

        var offered = (await consulent.Get($"/consulent/hulpvraag/{request}/besluit")).Document;
        Assert.That(offered.QuerySelector("main")!.TextContent, Does.Contain("Afwijzen").And.Not.Contain("Er is nog geen verslag"));
        var links = offered.QuerySelectorAll("main .er-card__link").Select(link => link.GetAttribute("href")!).ToList();
        Assert.That(links, Has.Count.EqualTo(5));
        foreach (var link in links)
        {
            Assert.That((await consulent.Get(link)).Status, Is.EqualTo(HttpStatusCode.OK), link);
        }

        var path = $"/consulent/hulpvraag/{request}/besluit/zonder-budget";
        var seen = await consulent.Post((await consulent.FormOn($"{path}?soort=Refuse")).With("Ground", "GeneralProvision").With("Reasons", "De eetgroep is genoeg.") with { Action = $"{path}?handler=Check" });
        Assert.That((await consulent.Post(Client.FormIn(seen, path: path) with { Action = path })).Status, Is.EqualTo(HttpStatusCode.Found));
    }

    [Test]
    public async Task A_route_in_steps_knows_the_decisions_that_it_told_of_and_the_rate_of_its_first_day()
    {
        using var jansen = await Client.SignedInAs(portal, "jansen");
        using var consulent = await Client.SignedInAs(portal, "consulent");
        var request = await Asked(jansen, consulent);
        var path = $"/consulent/hulpvraag/{request}/besluit/leren";
        var form = await consulent.FormOn(path);
        var (code, today) = (await Databases.Rows.Of(portal.ConnectionString, """
            SELECT rate.product_code, MAX(rate.rate_cents) FROM product_rates rate JOIN products p ON p.municipality_code = rate.municipality_code AND p.code = rate.product_code
            WHERE rate.municipality_code = '0406' AND rate.kind = 'professional' AND p.category = '01' AND p.unit = '04' GROUP BY rate.product_code ORDER BY rate.product_code
            """))[0].Split(' ') is [var first, var cents] ? (first, long.Parse(cents, System.Globalization.CultureInfo.InvariantCulture)) : ("", 0);
        await Sql.Execute(portal.ConnectionString, $"""
            INSERT INTO product_rates (municipality_code, product_code, kind, number, starts_on, rate_cents)
            SELECT '0406', '{code}', 'professional', MAX(number) + 1, '2026-07-01', {today + 1000} FROM product_rates WHERE municipality_code = '0406' AND product_code = '{code}' AND kind = 'professional'
            """);
        var filled = form.With("Product", code).With("Weeks[0]", "4").With("Volumes[0]", "6").With("Weeks[1]", "4").With("Volumes[1]", "4").With("Rate", $"{(today + 900) / 100},00")
            .With("FundingForm", "PersonFollowing").With("Reasons", "Hij leert weer zelf koken.").With("StartsOn", "30-6-2026") with
        { Action = $"{path}?handler=Check" };
        Assert.That((await consulent.Post(filled)).Status, Is.EqualTo(HttpStatusCode.BadRequest), "the rate of June");

        var told = await consulent.Post(filled.With("StartsOn", "1-7-2026").With("Known", "7"));
        Assert.That((told.Status, told.Document.QuerySelector(".er-error-summary")!.TextContent.Contains("Een collega heeft intussen een besluit genomen", StringComparison.Ordinal)), Is.EqualTo((HttpStatusCode.BadRequest, true)));
        var again = await consulent.Post(Client.FormIn(told, path: path) with { Action = $"{path}?handler=Check" });
        Assert.That(again.Status, Is.EqualTo(HttpStatusCode.OK), "told once, and the rate of July");
    }

    [Test]
    public async Task A_budget_of_what_is_granted_no_more_is_revised_and_its_extension_refused_in_a_sentence()
    {
        using var consulent = await Client.SignedInAs(portal, "consulent");
        var (budget, request) = await Running(skip: 2);
        var path = $"/consulent/hulpvraag/{request}/besluit/voorziening";
        var ofBudget = $"code = (SELECT product_code FROM budgets WHERE number = '{budget}') AND municipality_code = '0406'";
        await Sql.Execute(portal.ConnectionString, $"UPDATE products SET ended_on = '2026-06-15' WHERE {ofBudget}");
        try
        {
            var revise = (await consulent.FormOn($"{path}?soort=Revise")).With("Earlier", budget).With("EndedOn", "30-6-2026").With("Ground", "asked").With("Volume", "1").With("Frequency", "Week").With("Rate", "20,00")
                .With("EndsOn", "31-12-2026").With("FundingForm", "PersonFollowing").With("Reasons", "Minder is genoeg.");
            Assert.That((await consulent.Post(revise with { Action = $"{path}?handler=Check" })).Status, Is.EqualTo(HttpStatusCode.OK));
            var extend = (await consulent.FormOn($"{path}?soort=Extend")).With("Earlier", budget).With("Volume", "2").With("Frequency", "Week").With("Rate", "20,00").With("EndsOn", "31-12-2028").With("Reasons", "Het gaat goed.");
            Assert.That((await consulent.Post(extend with { Action = $"{path}?handler=Check" })).Status, Is.EqualTo(HttpStatusCode.BadRequest));
        }
        finally
        {
            await Sql.Execute(portal.ConnectionString, $"UPDATE products SET ended_on = NULL WHERE {ofBudget}");
        }
    }

    [Test]
    public async Task Who_is_here_for_something_else_decides_nothing()
    {
        using var finance = await Client.SignedInAs(portal, "financien");
        var decision = (await Databases.Rows.Of(portal.ConnectionString, "SELECT number FROM decisions ORDER BY number LIMIT 1"))[0];
        foreach (var path in new[] { $"/besluit/{decision}", $"/besluit/{decision}/brief.pdf", $"/besluit/{decision}/bezwaar", "/consulent/bezwaren" })
        {
            Assert.That((await finance.Get(path)).Status, Is.EqualTo(HttpStatusCode.Forbidden), path);
        }
    }

    /// <summary>A budget of a neighbour that runs and was not touched by another decision, and its request.</summary>
    private async Task<(string Budget, string Request)> Running(int skip = 0)
    {
        var row = (await Databases.Rows.Of(portal.ConnectionString, """
            SELECT b.number, request.number
            FROM budgets b
            JOIN decisions d ON d.id = b.decision_id
            JOIN support_requests request ON request.id = d.request_id
            JOIN assignments a ON a.budget_id = b.id
            WHERE b.municipality_code = '0406'
              AND b.frequency = 'week'
              AND NOT EXISTS (SELECT 1 FROM assignment_ends ended WHERE ended.assignment_id = a.id)
              AND NOT EXISTS (SELECT 1 FROM decision_kinds k WHERE k.earlier_budget_id = b.id)
              AND NOT EXISTS (SELECT 1 FROM decision_kinds k WHERE k.decision_id = d.id AND k.kind <> 'grant')
            ORDER BY b.number DESC
            """))[skip].Split(' ');
        return (row[0], row[1]);
    }

    /// <summary>A request of Jansen with a report, applied for on the first click.</summary>
    private static async Task<string> Asked(Client jansen, Client consulent)
    {
        var request = await Asked(jansen);
        await Post(consulent, $"/consulent/hulpvraag/{request}/verslag", ("Advice", "Afwijzen."), ("LeftOut", "yes"));
        await Post(jansen, $"/hulpvraag/{request}/verslag", ("ReportAnswer", "AgreeAndApply"));
        return request;
    }

    private static async Task<string> Asked(Client jansen)
    {
        await Post(jansen, "/hulpvraag/nieuw", ("OwnWords", "Koken lukt niet meer."), ("Domains", "Household"));
        await Post(jansen, "/hulpvraag/nieuw/doelen", ("Goals[0]", "Elke dag warm eten."));
        await Post(jansen, "/hulpvraag/nieuw/wens", ("WishedForm", "PersonFollowing"));
        return (await Post(jansen, "/hulpvraag/nieuw/controle")).Split('/')[^1];
    }

    private static async Task<string> Post(Client client, string path, params (string Name, string Value)[] values)
    {
        var form = values.Aggregate(await client.FormOn(path), (filled, value) => filled.With(value.Name, value.Value));
        var answer = await client.Post(form);
        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.Found), path);
        return answer.Location!;
    }

    private static async Task<string> TextOf(Client client, string path) => (await client.Get(path)).Document.QuerySelector("main")!.TextContent;
}
