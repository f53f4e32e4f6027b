using System.Net;
using AngleSharp.Html.Dom;

namespace Budget.Tests.Pages;

/// <summary>What is final is looked at first: two tabs send one request, and no figure is booked that nobody was shown.</summary>
public sealed class LookTwiceTests
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
    public async Task Two_tabs_with_one_draft_send_one_request()
    {
        using var devries = await Client.SignedInAs(portal, "devries");
        await Step(devries, "/hulpvraag/nieuw", ("OwnWords", "Het gaat niet meer."), ("Domains", "Contact"));
        await Step(devries, "/hulpvraag/nieuw/doelen", ("Goals[0]", "Mensen zien."));
        await Step(devries, "/hulpvraag/nieuw/wens", ("WishedForm", "Unsure"));
        var first = await devries.FormOn("/hulpvraag/nieuw/controle");
        var second = await devries.FormOn("/hulpvraag/nieuw/controle");

        var sent = await devries.Post(first);
        var again = await devries.Post(second);

        Assert.That(sent.Location, Does.StartWith("/hulpvraag/2026-"));
        Assert.That(again.Location, Is.EqualTo(sent.Location), "the same request, not another");
    }

    [Test]
    public async Task A_draft_that_was_changed_in_another_tab_is_shown_again_before_it_is_sent()
    {
        using var bakker = await Client.SignedInAs(portal, "bakker");
        await Step(bakker, "/hulpvraag/nieuw", ("OwnWords", "Eerste verhaal."), ("Domains", "Contact"));
        await Step(bakker, "/hulpvraag/nieuw/doelen", ("Goals[0]", "Mensen zien."));
        await Step(bakker, "/hulpvraag/nieuw/wens", ("WishedForm", "Unsure"));
        var shown = await bakker.FormOn("/hulpvraag/nieuw/controle");
        await Step(bakker, "/hulpvraag/nieuw", ("OwnWords", "Tweede verhaal."), ("Domains", "Contact"));

        var stale = await bakker.Post(shown);

        Assert.That(stale.Status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(stale.Document.QuerySelector("main")!.TextContent, Does.Contain("Tweede verhaal.").And.Contain("intussen veranderd"));
    }

    [Test]
    public async Task Hours_that_were_changed_after_calculating_are_calculated_again_and_not_booked()
    {
        using var bakker = await Client.SignedInAs(portal, "bakker");
        var path = (await bakker.Get("/pgb")).Document.QuerySelectorAll(".er-card__link").First(link => link.TextContent.Contains("Karin Postma", StringComparison.Ordinal)).GetAttribute("href")!;
        var form = (await bakker.FormOn(path)).With("Month", "2026-05").With("Volume", "10");
        var calculated = await bakker.Post(form with { Action = $"{path}?handler=Check" });
        var seen = ((IHtmlInputElement)calculated.Document.QuerySelector("input[name=Seen]")!).Value;

        var changed = await bakker.Post(form.With("Seen", seen).With("Volume", "11"));
        var asSeen = await bakker.Post(form.With("Seen", seen));

        Assert.That(calculated.Body, Does.Contain("495,00"));
        Assert.That((changed.Status, changed.Location), Is.EqualTo((HttpStatusCode.OK, (string?)null)), "nothing was booked");
        Assert.That(changed.Body, Does.Contain("544,50"));
        Assert.That(asSeen.Location, Does.StartWith("/mijn-budget/"));
    }

    [TestCase("TRACE")]
    [TestCase("PUT")]
    [TestCase("DELETE")]
    public async Task Other_methods_are_told_what_is_allowed(string method)
    {
        using var http = new HttpClient { BaseAddress = portal.Address };
        using var request = new HttpRequestMessage(new HttpMethod(method), "/inloggen");

        var answer = await http.SendAsync(request);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.MethodNotAllowed));
    }

    private static async Task Step(Client visitor, string path, params (string Name, string Value)[] typed)
    {
        var form = await visitor.FormOn(path);
        foreach (var (name, value) in typed)
        {
            form = form.With(name, value);
        }

        Assert.That((await visitor.Post(form)).Status, Is.EqualTo(HttpStatusCode.Found), path);
    }
}
