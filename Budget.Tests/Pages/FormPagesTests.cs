using System.Net;

namespace Budget.Tests.Pages;

/// <summary>Another form as a caseworker decides on it and a resident asks for it, and the own contribution as a resident reads it; without a script.</summary>
public sealed class FormPagesTests
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

    private async Task<(string Budget, string Request)> Running()
    {
        var row = (await Databases.Rows.Of(portal.ConnectionString, """
            SELECT b.number, request.number
            FROM budgets b
            JOIN decisions d ON d.id = b.decision_id
            JOIN support_requests request ON request.id = d.request_id
            JOIN assignments a ON a.budget_id = b.id
            WHERE b.municipality_code = '0406'
              AND b.frequency = 'week'
              AND b.funding_form = 'personfollowing'
              AND b.ends_on > '2026-07-01'
              AND NOT EXISTS (SELECT 1 FROM assignment_ends ended WHERE ended.assignment_id = a.id)
              AND NOT EXISTS (SELECT 1 FROM decision_kinds k WHERE k.earlier_budget_id = b.id)
              AND NOT EXISTS (SELECT 1 FROM budgets other WHERE other.resident_id = b.resident_id AND other.product_code = b.product_code AND other.id <> b.id)
              AND NOT EXISTS (SELECT 1 FROM decision_kinds k WHERE k.decision_id = d.id AND k.kind <> 'grant')
            ORDER BY b.number DESC
            """))[0].Split(' ');
        return (row[0], row[1]);
    }

    [Test]
    public async Task Another_form_is_looked_at_first_recorded_once_and_nothing_typed_is_lost()
    {
        using var consulent = await Client.SignedInAs(portal, "consulent");
        var (budget, request) = await Running();
        var path = $"/consulent/hulpvraag/{request}/besluit/andere-vorm";
        Assert.That((await consulent.Get($"/consulent/hulpvraag/{request}/besluit")).Document.QuerySelector($"main a[href='{path}']"), Is.Not.Null);

        var form = await consulent.FormOn(path);
        var empty = await consulent.Post(form.With("Earlier", budget).With("HeldBy", "Representative").With("Plan", "Fatima, drie uur per week.") with { Action = $"{path}?handler=Check" });
        Assert.That((empty.Status, empty.Document.QuerySelectorAll(".er-error-summary a").Length), Is.EqualTo((HttpStatusCode.BadRequest, 7)), "the day, why, the rate, who, the wish, the quality and the reasons");
        Assert.That(empty.Document.QuerySelector("textarea[name=Plan]")!.TextContent, Is.EqualTo("Fatima, drie uur per week."));

        var filled = form.With("Earlier", budget).With("FirstOn", "1-7-2026").With("Ground", "FormAsked").With("Rate", "20,00").With("HeldBy", "Resident").With("Motivation", "Ik kies graag zelf.")
            .With("Quality", "Fatima is verzorgende.").With("Plan", "Fatima, drie uur per week.").With("Reasons", "U kunt dit zelf regelen.");
        var early = await consulent.Post(filled.With("FirstOn", "15-6-2026") with { Action = $"{path}?handler=Check" });
        Assert.That((early.Status, early.Document.QuerySelector(".er-error-summary a")!.TextContent), Is.EqualTo((HttpStatusCode.BadRequest, "De andere vorm begint op zijn vroegst morgen. Kies een latere dag.")));

        var seen = await consulent.Post(filled with { Action = $"{path}?handler=Check" });
        Assert.That(seen.Document.QuerySelector(".utrecht-alert--info")!.TextContent, Does.Contain("Vanaf 1 juli 2026 een PGB van").And.Contain("reden 08").And.Contain("Gaat meteen terug naar de gemeente"));
        Assert.That(await Databases.Rows.Of(portal.ConnectionString, $"SELECT k.kind FROM decision_kinds k JOIN budgets b ON b.id = k.earlier_budget_id WHERE b.number = '{budget}'"), Is.Empty, "to look does nothing");
        var record = Client.FormIn(seen, path: path) with { Action = path };
        Assert.That((await consulent.Post(record)).Location, Is.EqualTo($"/consulent/hulpvraag/{request}"));
        Assert.That((await consulent.Post(record)).Location, Is.EqualTo($"/consulent/hulpvraag/{request}"), "a second click does nothing twice");
        Assert.That(await Databases.Rows.Of(portal.ConnectionString, $"SELECT k.kind, k.ground FROM decision_kinds k JOIN budgets b ON b.id = k.earlier_budget_id WHERE b.number = '{budget}'"), Is.EqualTo(["revise formasked"]));

        var decision = (await Databases.Rows.Of(portal.ConnectionString, $"SELECT d.number FROM decision_kinds k JOIN decisions d ON d.id = k.decision_id JOIN budgets b ON b.id = k.earlier_budget_id WHERE b.number = '{budget}'"))[0];
        var read = (await consulent.Get($"/besluit/{decision}")).Document.QuerySelector("main")!.TextContent;
        Assert.That(read, Does.Contain("uw hulp gaat verder in een andere vorm").And.Contain("Fatima is verzorgende.").And.Contain("U kunt bezwaar maken tot en met"));
    }

    [Test]
    public async Task A_revision_asks_for_no_form_and_keeps_it()
    {
        using var consulent = await Client.SignedInAs(portal, "consulent");
        var request = (await Databases.Rows.Of(portal.ConnectionString, "SELECT request.number FROM support_requests request JOIN decisions d ON d.request_id = request.id JOIN decision_kinds k ON k.decision_id = d.id WHERE k.kind = 'extend'"))[0];
        var page = (await consulent.Get($"/consulent/hulpvraag/{request}/besluit/voorziening?soort=Revise")).Document;
        Assert.That(page.QuerySelector("[name=Earlier]"), Is.Not.Null);
        Assert.That(page.QuerySelector("[name=FundingForm]"), Is.Null);
    }

    [Test]
    public async Task A_resident_asks_for_another_form_in_a_message_that_is_begun_already()
    {
        using var devries = await Client.SignedInAs(portal, "devries");
        var budget = (await devries.Get("/mijn-budget")).Document.QuerySelector("main .er-card__link")!.GetAttribute("href")!;
        var link = (await devries.Get(budget)).Document.QuerySelector("main a[href*='vorm=']")!;
        Assert.That(link.TextContent, Does.StartWith("Ik wil het anders geregeld hebben"));

        var path = link.GetAttribute("href")!.Split('#')[0];
        var page = await devries.Get(path);
        Assert.That(page.Document.QuerySelector("textarea[name=Words]")!.TextContent, Does.StartWith($"Ik wil de hulp van budget {budget.Split('/')[^1]} anders geregeld hebben").And.Contain("als PGB"));
        Assert.That(page.Document.QuerySelector("main a[href='/pvb-of-pgb']"), Is.Not.Null);
        var other = await devries.Get($"{path.Split('?')[0]}?vorm=pgb&budget=%3Cb%3E999990020");
        Assert.That(other.Document.QuerySelector("textarea[name=Words]")!.TextContent, Is.Empty, "what is no number of ours is not repeated");
    }

    [Test]
    public async Task A_resident_reads_what_is_paid_for_which_help_and_who_sends_the_bill()
    {
        using var devries = await Client.SignedInAs(portal, "devries");
        Assert.That((await devries.Get("/mijn-budget")).Document.QuerySelector("main a[href='/mijn-budget/eigen-bijdrage']"), Is.Not.Null);
        var text = (await devries.Get("/mijn-budget/eigen-bijdrage")).Document.QuerySelector("main")!.TextContent;
        Assert.That(text, Does.Contain("€\u00A021,80 per maand").And.Contain("Niets").And.Contain("Hulp bij het huishouden").And.Contain("0800 1925").And.Contain("Het CAK stuurt de rekening, niet de gemeente")
            .And.Contain("De AOW begint nu bij 67 jaar").And.Contain("Vanaf 1 januari 2020: €\u00A019,00 per maand"));
        using var yilmaz = await Client.SignedInAs(portal, "yilmaz");
        Assert.That((await yilmaz.Get("/mijn-budget/eigen-bijdrage")).Document.QuerySelector("main")!.TextContent, Does.Contain("Dagactiviteiten").And.Contain("€\u00A021,80 per maand").And.Contain("Woont Emre Yılmaz alleen").And.Not.Contain("Woont u alleen"), "asked about her son");
        using var finance = await Client.SignedInAs(portal, "financien");
        Assert.That((await finance.Get("/mijn-budget/eigen-bijdrage")).Status, Is.EqualTo(HttpStatusCode.Forbidden));
    }
}
