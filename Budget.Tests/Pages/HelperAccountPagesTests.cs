using System.Net;

namespace Budget.Tests.Pages;

/// <summary>Meneer Bakker gives another account for the helper whose money came back, and what he and she read before and after.</summary>
public sealed class HelperAccountPagesTests
{
    private static string MainOf(Client.Answer page) => page.Document.QuerySelector("main")!.TextContent;

    [Test]
    public async Task The_pages_ask_for_another_account_until_there_is_one_and_then_say_that_it_is_paid_again()
    {
        await using var portal = await RunningPortal.Start();
        using var bakker = await Client.SignedInAs(portal, "bakker");
        using var hulp = await Client.SignedInAs(portal, "hulp");
        var asked = (await bakker.Get("/pgb")).Document.QuerySelectorAll("main a[href$='/rekening']").Single(link => link.TextContent == "Geef het juiste rekeningnummer op");
        var number = asked.GetAttribute("href")!.Split('/')[2];
        var (here, hours, lines) = ($"/pgb/{number}/rekening", $"/helpen/{number}/uren", $"/pgb/{number}/regels");
        Assert.That(MainOf(await bakker.Get(lines)), Does.Contain("Deze rekening is gesloten.").And.Contain("Goedgekeurd: 2,5 uur").And.Not.Contain("Wij betalen opnieuw."));
        Assert.That(MainOf(await hulp.Get(hours)), Does.Contain("Een betaling aan u is niet gelukt"));

        var form = await bakker.FormOn(here);
        var empty = await bakker.Post(form.With("Iban", " "));
        Assert.That((empty.Status, MainOf(empty).Contains("Vul het rekeningnummer van uw hulp in.", StringComparison.Ordinal)), Is.EqualTo((HttpStatusCode.BadRequest, true)));
        var same = await bakker.Post(form.With("Iban", "NL91 ABNA 0417 1643 00").With("Holder", "F. El Amrani"));
        Assert.That((same.Status, MainOf(same).Contains("Dit is het rekeningnummer dat wij al hebben.", StringComparison.Ordinal)), Is.EqualTo((HttpStatusCode.BadRequest, true)), "it is closed, in whatever name");

        var other = await bakker.Post(form.With("Iban", "NL69INGB0123456789"));
        Assert.That((await bakker.Post(Client.FormIn(other) with { Action = here })).Location, Is.EqualTo(here));
        Assert.That(MainOf(await bakker.Get(lines)), Does.Contain("Wij betalen opnieuw."));
        Assert.That(MainOf(await hulp.Get(hours)), Does.Not.Contain("Een betaling aan u is niet gelukt").And.Contain("Wij betalen opnieuw."));
        var agreement = await bakker.Get($"/pgb/{number}");
        Assert.That(MainOf(agreement), Does.Contain("Later is een andere rekening opgegeven."));
        var next = await bakker.Get(agreement.Document.QuerySelector("main a[href*='vervangt=']")!.GetAttribute("href")!);
        Assert.That(next.Document.QuerySelector("main input[name=Iban]")!.GetAttribute("value"), Is.EqualTo("NL69 INGB 0123 4567 89"), "the next version begins with what is paid on now");
    }
}
