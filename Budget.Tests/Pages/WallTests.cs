using System.Net;

namespace Budget.Tests.Pages;

/// <summary>The wall around the pages: hosts that are not ours, people who ask too much, and headers on whatever is answered.</summary>
public sealed class WallTests
{
    [Test]
    public async Task Another_host_gets_nothing_and_the_headers_all_the_same()
    {
        using var client = new Client(PagesPortal.Portal);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Host = "evil.example";
        var answer = await client.Send(request);
        Assert.That((answer.Status, answer.Body), Is.EqualTo((HttpStatusCode.BadRequest, "")));
        SafeHeaders.AreOn(answer);
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
        SafeHeaders.AreOn(last);
        Assert.That(last.Document.QuerySelector("main")!.TextContent, Does.Contain("Wacht een minuut"));
        Assert.That((await calm.Get("/mijn-budget")).Status, Is.EqualTo(HttpStatusCode.OK), "it is counted per person, and both come from one address");
    }

    [TestCase("/inloggen/demo")]
    [TestCase("/INLOGGEN/Demo")]
    public async Task Signing_in_over_and_over_from_one_address_is_slowed_down(string path)
    {
        await using var portal = await RunningPortal.Start(settings: ("Limits__SignInsPerMinute", "5"));
        using var client = new Client(portal);
        var form = await client.FormOn("/inloggen", "form.er-card") with { Action = path };
        var statuses = new List<HttpStatusCode>();
        for (var attempt = 0; attempt < 8; attempt++)
        {
            statuses.Add((await client.Post(form.With("persona", "nobody"))).Status);
        }

        Assert.That(statuses[0], Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(statuses[^1], Is.EqualTo(HttpStatusCode.TooManyRequests));
        Assert.That((await client.Get("/")).Status, Is.EqualTo(HttpStatusCode.OK), "reading what is for everybody goes on");
    }

    [Test]
    public async Task Heavy_work_is_done_three_at_a_time_for_one_person_and_nobody_else_waits()
    {
        await using var portal = await RunningPortal.Start();
        using var busy = await Client.SignedInAs(portal, "financien");
        using var calm = await Client.SignedInAs(portal, "controle");
        var gate = new TaskCompletionSource();
        var uploads = new List<Task<Client.Answer>>();
        Client.Answer refused;
        do
        {
            // One that met our own question in its place was refused; the next takes the place when nobody asks.
            uploads.Add(busy.Send(new HttpRequestMessage(HttpMethod.Post, "/financien") { Content = new SlowForm(gate.Task) }));
            await Task.Delay(30);
            refused = await busy.Get("/boeken/saldi.csv");
        }
        while (refused.Status == HttpStatusCode.OK && uploads.Count < 40);
        Assert.That((refused.Status, refused.Header("Retry-After")), Is.EqualTo((HttpStatusCode.TooManyRequests, "60")));
        Assert.That(uploads, Has.Count.GreaterThanOrEqualTo(3), "three may");
        Assert.That(refused.Document.QuerySelector("main")!.TextContent, Does.Contain("Wacht een minuut"));
        Assert.That((await busy.Get("/financien/budgetten")).Status, Is.EqualTo(HttpStatusCode.OK), "what is light goes on");
        Assert.That((await calm.Get("/boeken/saldi.csv")).Status, Is.EqualTo(HttpStatusCode.OK), "and so does everybody else");
        gate.SetResult();
        await Task.WhenAll(uploads).ContinueWith(_ => { }, TaskScheduler.Default);
        Assert.That((await busy.Get("/boeken/saldi.csv")).Status, Is.EqualTo(HttpStatusCode.OK), "when one is done the next may");
    }

    /// <summary>A form of which the end is long in coming.</summary>
    private sealed class SlowForm : HttpContent
    {
        private readonly Task end;

        public SlowForm(Task end)
        {
            this.end = end;
            Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=x");
        }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync("--x\r\nContent-Disposition: form-data; name=\"Upload\"\r\n\r\n"u8.ToArray());
            await stream.FlushAsync();
            await end;
            await stream.WriteAsync("\r\n--x--\r\n"u8.ToArray());
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }

    [Test]
    public async Task Answers_that_no_provider_gave_are_counted_before_they_are_looked_at()
    {
        await using var portal = await RunningPortal.Start(settings:
        [
            ("Limits__SignInsPerMinute", "5"), ("Oidc__Authority", "http://127.0.0.1:9"), ("Oidc__ClientId", "portal"), ("Oidc__ClientSecret", "secret"),
        ]);
        using var member = await Client.SignedInAs(portal, "devries");
        using var client = new Client(portal);
        var statuses = new List<HttpStatusCode>();
        for (var attempt = 0; attempt < 8; attempt++)
        {
            statuses.Add((await client.Get("/inloggen/digid/terug?code=x&state=y")).Status);
        }

        Assert.That(statuses.Take(4), Is.All.EqualTo(HttpStatusCode.Found));
        Assert.That(statuses[^1], Is.EqualTo(HttpStatusCode.TooManyRequests));
        Assert.That((await member.Get("/inloggen/digid/terug?code=x&state=y")).Status, Is.EqualTo(HttpStatusCode.Found), "whoever is signed in is counted as a person, also at the same address");
        using var logout = new HttpRequestMessage(HttpMethod.Post, "/inloggen/digid/uitgelogd");
        Assert.That((await client.Send(logout)).Status, Is.EqualTo(HttpStatusCode.BadRequest), "and a provider's own word has a count of its own");
    }
}
