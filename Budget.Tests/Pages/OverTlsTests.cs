using System.Net;

namespace Budget.Tests.Pages;

/// <summary>A portal as it stands on the internet, over TLS: cookies that travel no other way, and a browser that is told so.</summary>
public sealed class OverTlsTests
{
    private string folder = "";
    private RunningPortal portal = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        folder = Directory.CreateTempSubdirectory("eigenregie-").FullName;
        // Not Development, and with people to sign in as.
        portal = await RunningPortal.Start(environment: "Staging", settings: [("Demo__Enabled", "true"), .. OwnCertificate.In(folder)]);
    }

    [OneTimeTearDown]
    public async Task Close()
    {
        if (portal is not null)
        {
            await portal.DisposeAsync();
        }

        Directory.Delete(folder, recursive: true);
    }

    [TestCase("/", 200)]
    [TestCase("/lib/eigenregie.css", 200)]
    [TestCase("/bestaat-niet", 404)]
    [TestCase("/mijn-budget", 302)]
    [TestCase("/health/live", 200)]
    public async Task Every_answer_over_TLS_says_to_come_so_for_a_year(string path, int status)
    {
        using var client = new Client(portal);
        var answer = await client.Get(path);
        Assert.That((int)answer.Status, Is.EqualTo(status));
        Assert.That(answer.Header("Strict-Transport-Security"), Is.EqualTo("max-age=31536000; includeSubDomains"));
    }

    [Test]
    public async Task Every_cookie_is_Secure_HttpOnly_of_this_site_and_of_this_host_alone()
    {
        using var client = new Client(portal);
        List<string> cookies = [];
        void Keep(Client.Answer answer) => cookies.AddRange(answer.Message.Headers.TryGetValues("Set-Cookie", out var set) ? set : []);

        Keep(await client.Get("/?cultuur=nl"));
        Keep(await client.Get("/inloggen"));
        Keep(await client.Post((await client.FormOn("/inloggen", "form.er-card")).With("persona", "yilmaz")));
        Keep(await client.Get("/mijn-budget"));
        using var elsewhere = new Client(portal);
        Keep(await elsewhere.Post((await elsewhere.FormOn("/inloggen", "form.er-card")).With("persona", "yilmaz")));
        Keep(await client.Post(Client.FormIn(await client.Get("/sessies"), "main form[action*='handler=End']", "/sessies")));

        Assert.That(cookies.Select(cookie => cookie.Split('=')[0]).Distinct(), Is.EquivalentTo((string[])["__Host-cultuur", "__Host-formulier", "__Host-eigenregie", "__Host-melding"]));
        Assert.That(cookies, Has.All.Contain("; secure").IgnoreCase);
        Assert.That(cookies, Has.All.Contain("; httponly").IgnoreCase);
        Assert.That(cookies, Has.All.Contain("; path=/").IgnoreCase);
        Assert.That(cookies, Has.All.Contain("; samesite=lax").IgnoreCase, "also when one comes back from a provider");
        Assert.That(cookies, Has.None.Contains("domain=").IgnoreCase);
    }
}
