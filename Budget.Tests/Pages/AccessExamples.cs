namespace Budget.Tests.Pages;

/// <summary>What somebody has to do before a route has an address to walk to.</summary>
public sealed partial class AccessTests
{
    /// <summary>An idea that waits to be read.</summary>
    private static async Task<string> Idea() => await First("consulent", "/aanbod/ideeen", ".er-card__link");

    /// <summary>A paper that De Vries sends along.</summary>
    private static async Task<string> Paper(RunningPortal portal)
    {
        using var client = await Client.SignedInAs(portal, "devries");
        var papers = $"/hulpvraag/{await Number("request")}/stukken";
        var added = await client.Post(await client.FormOn(papers, "form[enctype]"), "Paper", Databases.AttachmentTests.Pdf("x"));
        Assert.That(added.Location, Is.EqualTo(papers), added.Body);
        return (await client.Get(papers)).Document.QuerySelector("main a[href^='/stukken/']")!.GetAttribute("href")!.Split('/')[^1];
    }

    /// <summary>A correction that finance proposes here, and that a colleague has to approve.</summary>
    private static async Task<string> Proposal(RunningPortal portal)
    {
        using var client = await Client.SignedInAs(portal, "financien");
        var form = await client.FormOn($"/financien/budget/{await Number("budget")}/boeking/4/corrigeren", "main form");
        var proposed = await client.Post(form.With("Reason", "Dubbel"));
        Assert.That(proposed.Location, Does.StartWith("/financien/correcties/"), proposed.Body);
        return proposed.Location!.Split('/')[^1];
    }
}
