using System.Net;

namespace Budget.Tests.Pages;

/// <summary>Hours of Fatima with meneer Bakker, as the two of them read what goes wrong and what they may do.</summary>
public sealed class HoursPagesTests
{
    private static RunningPortal Portal => PagesPortal.Portal;

    private static string MainOf(Client.Answer page) => page.Document.QuerySelector("main")!.TextContent;

    /// <summary>The agreement of Fatima, of whom hours wait.</summary>
    private static async Task<string> Agreement(Client bakker) =>
        (await bakker.Get("/pgb")).Document.QuerySelectorAll("main a[href$='/regels']").First(link => link.TextContent.Any(char.IsDigit)).GetAttribute("href")!.Split('/')[2];

    [Test]
    public async Task Times_that_cannot_be_are_refused_with_what_still_can()
    {
        using var bakker = await Client.SignedInAs(Portal, "bakker");
        var here = $"/pgb/{await Agreement(bakker)}/regels";
        var form = await bakker.FormOn(here, "main section[aria-labelledby=papier] form");
        async Task<string> Refused(string day, string from, string to)
        {
            var page = await bakker.Post(form.With("WorkedOn", day).With("From", from).With("To", to));
            Assert.That(page.Status, Is.EqualTo(HttpStatusCode.BadRequest));
            return MainOf(page);
        }

        Assert.That(await Refused("14-6-2026", "8.00", "8.00"), Does.Contain("Het einde ligt voor het begin, of is hetzelfde."));
        Assert.That(await Refused("14-6-2026", "14.00", "13.00"), Does.Contain("Het einde ligt voor het begin, of is hetzelfde."), "and not that it is more than was agreed");
        // Eight hours a month: of May 2, 2.5, 1 and 1 were sent in.
        Assert.That(await Refused("14-6-2026", "0.00", "23.00"), Does.Contain("Het meeste per maand is 8 uur. Van juni 2026 is al 0 uur doorgegeven, dus er kan nog 8 uur bij."));
        Assert.That(await Refused("20-5-2026", "8.00", "10.00"), Does.Contain("Van mei 2026 is al 6,5 uur doorgegeven, dus er kan nog 1,5 uur bij."));
    }

    [Test]
    public async Task The_holder_reads_what_is_left_that_approving_is_final_and_no_month_that_is_refused()
    {
        using var bakker = await Client.SignedInAs(Portal, "bakker");
        var page = await bakker.Get($"/pgb/{await Agreement(bakker)}/regels");
        Assert.That(MainOf(page), Does.Contain("over in het budget").And.Contain("Goedkeuren kunt u niet zelf terugdraaien.").And.Not.Contain("vrij in het budget"));
        Assert.That(page.Document.QuerySelector("main select[name=Month] option[value='2026-05']"), Is.Null, "of May hours were sent in");
    }

    [Test]
    public async Task A_helper_who_is_away_is_addressed_and_who_stands_in_is_paid_by_the_hour()
    {
        using var bakker = await Client.SignedInAs(Portal, "bakker");
        using var fatima = await Client.SignedInAs(Portal, "hulp");
        var number = await Agreement(bakker);
        Assert.That(MainOf(await fatima.Get($"/helpen/{number}/ziek-of-weg")), Does.Contain("Vanaf wanneer bent u weg?").And.Contain("Er is niet doorgegeven dat u ziek of weg bent.").And.Not.Contain("de hulp "));
        Assert.That(MainOf(await bakker.Get($"/pgb/{number}/ziek-of-weg")), Does.Contain("Vanaf wanneer is de hulp weg?"));
        var budget = (await Databases.Rows.Of(Portal.ConnectionString, $"SELECT b.number FROM care_agreements a JOIN budgets b ON b.id = a.budget_id WHERE a.number = '{number}'"))[0];
        Assert.That((await bakker.Get($"/mijn-budget/{budget}/zorgovereenkomst?vervanger={number}")).Document.QuerySelectorAll("main input[name=Pay]").Select(choice => choice.GetAttribute("value")), Is.EqualTo(["Hours"]));
    }
}
