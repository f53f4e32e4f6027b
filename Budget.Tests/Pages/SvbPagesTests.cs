using System.Text;
using Budget.Core.HelperPayments;

namespace Budget.Tests.Pages;

/// <summary>What finance reads of a file for the SVB when the SVB says something else later, and how that is closed.</summary>
public sealed class SvbPagesTests
{
    private static string MainOf(Client.Answer page) => page.Document.QuerySelector("main")!.TextContent;

    [Test]
    public async Task What_the_SVB_says_otherwise_is_looked_into_and_says_by_whom()
    {
        await using var portal = await RunningPortal.Start();
        using var finance = await Client.SignedInAs(portal, "financien");
        using var colleague = await Client.SignedInAs(portal, "financien2");
        var here = (await finance.Get("/financien/svb")).Document.QuerySelector("main tbody a[href^='/financien/svb/S']")!.GetAttribute("href")!;
        var paid = (await finance.Get(here)).Document.QuerySelectorAll("main tbody tr").First(row => row.TextContent.Contains("Betaald,", StringComparison.Ordinal)).QuerySelector("th")!.TextContent;
        var answer = $"{string.Join(';', ReadSvbAnswer.Columns)}\r\n{Svb.Says(paid, "geweigerd", "anders")}\r\n";
        var taken = await colleague.Post(await colleague.FormOn("/financien/svb", "form[action*='Answer']"), "Upload", Encoding.UTF8.GetBytes(answer));
        Assert.That(taken.Location, Is.EqualTo("/financien/svb"));
        Assert.That(MainOf(await colleague.Get("/financien/svb")), Does.Contain("1 om na te kijken"));

        var looked = await colleague.Post((await colleague.FormOn(here, "form[action*='Look']")).With("Verdict", "ours"));
        Assert.That(looked.Location, Is.EqualTo(here));
        var after = await finance.Get(here);
        Assert.That(MainOf(after), Does.Contain("Nagekeken door").And.Contain("onze boeking klopt").And.Not.Contain("Vraag het na"));
        Assert.That(after.Document.QuerySelectorAll("form[action*='Look']"), Is.Empty);
        Assert.That(MainOf(await finance.Get("/financien/svb")), Does.Not.Contain("om na te kijken"));
        using var auditor = await Client.SignedInAs(portal, "controle");
        Assert.That(MainOf(await auditor.Get(here.Replace("/financien/", "/controle/", StringComparison.Ordinal))), Does.Contain("Nagekeken door"));
    }
}
