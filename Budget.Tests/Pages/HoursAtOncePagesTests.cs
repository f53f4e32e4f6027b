using System.Net;
using Budget.Core.Budgets;
using Budget.Core.Departures;
using Budget.Core.PersonHeld;
using Budget.Core.Storage;

namespace Budget.Tests.Pages;

/// <summary>Meneer Bakker answers several lines at once, books a month at once, and meets an agreement whose months book themselves.</summary>
public sealed class HoursAtOncePagesTests
{
    private const string Months = "main form[action*='handler=Month']";

    private RunningPortal portal = null!;
    private Client bakker = null!;

    [SetUp]
    public async Task Open()
    {
        portal = await RunningPortal.Start();
        bakker = await Client.SignedInAs(portal, "bakker");
    }

    [TearDown]
    public async Task Close()
    {
        bakker?.Dispose();
        if (portal is not null)
        {
            await portal.DisposeAsync();
        }
    }

    private static string MainOf(Client.Answer page) => page.Document.QuerySelector("main")!.TextContent;

    private async Task<Actor> Actor(string login, Role role, string municipality = "") =>
        new(new UserId(Guid.ParseExact((await Databases.Rows.Of(portal.ConnectionString, $"SELECT id FROM users WHERE login = '{login}'"))[0], "D")), role, municipality);

    private async Task<string> Agreement(string helper) =>
        (await Databases.Rows.Of(portal.ConnectionString, $"SELECT number FROM care_agreements WHERE helper_name = '{helper}' ORDER BY number"))[0];

    private async Task<int> Claims() => (await Databases.Rows.Of(portal.ConnectionString, "SELECT id FROM claims")).Count;

    [Test]
    public async Task Of_lines_that_are_answered_together_one_page_says_what_was_approved_and_what_was_not()
    {
        // Of Fatima lines of 10 and 13 May wait; he moves on the eleventh.
        var here = $"/pgb/{await Agreement("Fatima El Amrani")}/regels";
        var request = (await Databases.Rows.Of(portal.ConnectionString, $"SELECT r.number FROM care_agreements a JOIN budgets b ON b.id = a.budget_id JOIN decisions d ON d.id = b.decision_id JOIN support_requests r ON r.id = d.request_id WHERE a.number = '{here.Split('/')[2]}'"))[0];
        var moved = await new WriteDownDeparture(portal.Database).Do(await Actor("consulent", Role.Caseworker, "0406"), IdempotencyKey.Of("a-holder-moved"), new(request, DepartureReason.Moved, new(2026, 5, 11)));
        Assert.That(moved.Refusal, Is.Null);

        var page = await bakker.Post(await bakker.FormOn(here, "main form[action*='handler=ApproveAll']"));

        Assert.That(page.Status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(page.Document.QuerySelector("main [role=status]")!.TextContent, Does.Contain("1 regel goedgekeurd:"));
        Assert.That(page.Document.QuerySelectorAll("main [role=alert] li").Single().TextContent, Does.StartWith("Regel van 13").And.Contain("niet goedgekeurd:"));
        Assert.That(MainOf(await bakker.Get(here)), Does.Not.Contain("1 regel goedgekeurd:"), "it is not said again later");
    }

    [Test]
    public async Task A_month_at_once_is_looked_at_before_it_is_booked_and_once_more_when_it_changed()
    {
        var here = $"/pgb/{await Agreement("Karin Postma")}/regels";
        var before = await Claims();
        var form = await bakker.FormOn(here, Months);
        Assert.That(MainOf(await bakker.Get(here)), Does.Contain("Fout gemaakt? Bel de gemeente"));

        var shown = await bakker.Post(form.With("Month", "2026-05").With("MonthVolume", "1,5"));
        Assert.That((shown.Status, MainOf(shown).Contains("Dit komt neer op", StringComparison.Ordinal)), Is.EqualTo((HttpStatusCode.OK, true)));
        var changed = await bakker.Post(Client.FormIn(shown, Months, here).With("MonthVolume", "2"));
        Assert.That((changed.Status, MainOf(changed).Contains("Dit komt neer op", StringComparison.Ordinal)), Is.EqualTo((HttpStatusCode.OK, true)), "another amount was not looked at");
        Assert.That((await bakker.Post(form.With("Month", "2026-05").With("MonthVolume", "99"))).Status, Is.EqualTo(HttpStatusCode.BadRequest), "more than was agreed");
        Assert.That(await Claims(), Is.EqualTo(before), "nothing is booked");

        Assert.That((await bakker.Post(Client.FormIn(changed, Months, here))).Location, Is.EqualTo(here));
        Assert.That(await Claims(), Is.EqualTo(before + 1));
        Assert.That((await bakker.Post(form.With("Month", "2026-05").With("MonthVolume", "1"))).Status, Is.EqualTo(HttpStatusCode.BadRequest), "the month is taken");
    }

    [Test]
    public async Task The_way_to_the_hours_leads_to_what_can_be_entered()
    {
        var (karin, fatima) = (await Agreement("Karin Postma"), await Agreement("Fatima El Amrani"));
        static string[] Ways(Client.Answer page) => [.. page.Document.QuerySelectorAll("main h2 a.er-card__link").Select(link => link.GetAttribute("href")!)];
        Assert.That(Ways(await bakker.Get("/pgb")), Does.Contain($"/pgb/{karin}/uren").And.Contain($"/pgb/{fatima}/regels"), "of May lines of Fatima were sent in, and June is not over");
        var none = await bakker.Get($"/pgb/{fatima}/uren");
        Assert.That(none.Document.QuerySelector("main .utrecht-alert a")!.GetAttribute("href"), Is.EqualTo($"/pgb/{fatima}/regels"));
        Assert.That(none.Document.QuerySelector("main form"), Is.Null);
    }

    [Test]
    public async Task Of_what_books_itself_no_hours_are_forwarded()
    {
        // On the day of the demo.
        await using var today = new Database(portal.ConnectionString, FakeClock.On(RunningPortal.Today.Year, RunningPortal.Today.Month, RunningPortal.Today.Day), masterKeys: () => TestDatabase.Keys);
        var (holder, helper) = (await Actor("bakker", Role.Resident), await Actor("hulp", Role.Resident));
        var budget = (await new BudgetList(today).Of(holder)).First(one => one.IsPersonHeld && one.EndsOn > RunningPortal.Today);
        var terms = new AgreementTerms(
            "Vaste Hulp", HelperKind.Freelancer, AgreementForm.Assignment, "90017236", "NL91ABNA0417164300", "Op dinsdag koken.", AgreementPay.Monthly, new Money(2_800), new Quantity(2), Money.Zero, new Period(RunningPortal.Today, budget.EndsOn));
        var number = (await new DrawUpAgreement(today).Do(holder, IdempotencyKey.Of("a-wage-drawn"), new(budget.Number, terms))).Value;
        await new TakeAgreementCode(today).Do(helper, IdempotencyKey.Of("a-wage-taken"), new((await new AgreementText(today).Of(holder, number))!.Code));
        await new AnswerAsHelper(today).Do(helper, IdempotencyKey.Of("a-wage-signed"), new(number, Signs: true));
        Assert.That((await new DecideAgreement(today).Do(await Actor("consulent", Role.Caseworker, "0406"), IdempotencyKey.Of("a-wage-approved"), new(number, Approves: true))).Value, Is.EqualTo(AgreementState.Approved));

        Assert.That((await bakker.Get($"/pgb/{number}/uren")).Location, Is.EqualTo($"/pgb/{number}"));
        var lines = await bakker.Get($"/pgb/{number}/regels");
        Assert.That(MainOf(lines), Does.Contain("U hoeft geen uren door te geven").And.Contain("Er is nog geen maand geboekt."));
        Assert.That(lines.Document.QuerySelector("main form"), Is.Null);
    }
}
