using System.Net;

namespace Budget.Tests.Pages;

/// <summary>The wall around the pages: hosts that are not ours, people who ask too much, and headers on whatever is answered.</summary>
public sealed class WallTests
{
    [Test]
    public async Task Another_host_gets_nothing_and_the_headers_all_the_same()
    {
        using var http = new HttpClient { BaseAddress = PagesPortal.Portal.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Host = "evil.example";
        var answer = await http.SendAsync(request);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(await answer.Content.ReadAsStringAsync(), Is.Empty);
        Assert.That(answer.Headers.Contains("Content-Security-Policy") && answer.Headers.Contains("X-Frame-Options"), Is.True);
    }

    [Test]
    public async Task Who_asks_more_than_a_person_can_is_asked_to_wait_and_others_are_served()
    {
        await using var portal = await RunningPortal.Start(settings: ("Limits__RequestsPerMinute", "20"));
        using var hasty = await Client.SignedInAs(portal, "devries");
        using var calm = await Client.SignedInAs(portal, "bakker");
        var answers = new List<Client.Answer>();
        for (var request = 0; request < 30; request++)
        {
            answers.Add(await hasty.Get("/mijn-budget"));
        }

        Assert.That(answers.Take(19).Select(answer => answer.Status), Is.All.EqualTo(HttpStatusCode.OK));
        var last = answers[^1];
        Assert.That(last.Status, Is.EqualTo(HttpStatusCode.TooManyRequests));
        Assert.That(last.Header("Retry-After"), Is.EqualTo("60"));
        Assert.That(last.Document.QuerySelector("main")!.TextContent, Does.Contain("Wacht een minuut"));
        Assert.That((await calm.Get("/mijn-budget")).Status, Is.EqualTo(HttpStatusCode.OK), "it is counted per person, and both come from one address");
    }

    [Test]
    public async Task Signing_in_over_and_over_from_one_address_is_slowed_down()
    {
        await using var portal = await RunningPortal.Start(settings: ("Limits__SignInsPerMinute", "5"));
        using var client = new Client(portal);
        var form = await client.FormOn("/inloggen", "form.er-card");
        var statuses = new List<HttpStatusCode>();
        for (var attempt = 0; attempt < 8; attempt++)
        {
            statuses.Add((await client.Post(form.With("persona", "nobody"))).Status);
        }

        Assert.That(statuses[0], Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(statuses[^1], Is.EqualTo(HttpStatusCode.TooManyRequests));
        Assert.That((await client.Get("/")).Status, Is.EqualTo(HttpStatusCode.OK), "reading what is for everybody goes on");
    }
}
