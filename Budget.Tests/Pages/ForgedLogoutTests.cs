using System.Net;

namespace Budget.Tests.Pages;

/// <summary>A session ends when its provider says so (OpenID Connect Back-Channel Logout 1.0, 2.6), and not when somebody else does.</summary>
public sealed class ForgedLogoutTests
{
    private ForgingProvider provider = null!;
    private RunningPortal portal = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        provider = await ForgingProvider.Start();
        portal = await RunningPortal.Start(settings: provider.Settings);
    }

    [OneTimeTearDown]
    public async Task Close()
    {
        if (portal is not null)
        {
            await portal.DisposeAsync();
        }

        await provider.DisposeAsync();
    }

    private static IEnumerable<LogoutLie> Lies => Enum.GetValues<LogoutLie>().Where(lie => lie != LogoutLie.None);

    [TestCaseSource(nameof(Lies))]
    public async Task A_forged_word_that_a_session_is_over_ends_nothing(LogoutLie lie)
    {
        using var client = await SignedIn($"sid-{lie}");
        Assert.That(await Send(provider.LogoutToken(lie)), Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That((await client.Get("/mijn-budget")).Status, Is.EqualTo(HttpStatusCode.OK));
    }

    [TestCase("")]
    [TestCase("no.token.atall")]
    [TestCase("x")]
    public async Task What_is_no_token_is_refused(string token) => Assert.That(await Send(token), Is.EqualTo(HttpStatusCode.BadRequest));

    [Test]
    public async Task The_providers_own_word_ends_that_session_and_played_again_no_other()
    {
        using var client = await SignedIn("sid-first");
        using var another = await SignedIn("sid-other");
        provider.Sid = "sid-first";
        var token = provider.LogoutToken(LogoutLie.None);
        Assert.That(await Send(token), Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await client.Get("/mijn-budget")).Status, Is.EqualTo(HttpStatusCode.Found));
        Assert.That((await another.Get("/mijn-budget")).Status, Is.EqualTo(HttpStatusCode.OK));

        // The provider's session goes on, as where somebody signs out of one portal only.
        using var anew = await SignedIn("sid-first");
        Assert.That(await Send(token), Is.EqualTo(HttpStatusCode.OK), "what was heard was heard");
        Assert.That((await anew.Get("/mijn-budget")).Status, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Of_a_session_that_is_not_here_nothing_ends()
    {
        using var client = await SignedIn("sid-here");
        Assert.That(await Send(provider.LogoutToken(LogoutLie.None, sid: "sid-elsewhere")), Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await client.Get("/mijn-budget")).Status, Is.EqualTo(HttpStatusCode.OK));
    }

    [TestCase("", "/uitloggen")]
    [TestCase("https://ergens.voorbeeld.nl https://uit.voorbeeld.nl", "https://uit.voorbeeld.nl/")]
    public async Task The_way_out_leads_to_another_host_of_the_provider_when_that_is_named(string named, string leadsTo)
    {
        await using var elsewhere = await ForgingProvider.Start();
        elsewhere.EndsAt = "https://uit.voorbeeld.nl/einde";
        await using var alone = await RunningPortal.Start(settings: [.. elsewhere.Settings, ("Oidc__FormOrigins", named)]);
        using var client = new Client(alone);
        await client.Follow("/inloggen/digid");
        var left = await client.Post(await client.FormOn("/", "form[action='/uitloggen']"));
        // The token says a BSN, so that it goes by a form.
        Assert.That(left.Location ?? Client.FormIn(left, "form#er-way-out").Action, Does.StartWith(leadsTo));
        Assert.That(left.Header("Content-Security-Policy"), Does.Contain(string.Join(' ', $"form-action 'self' {elsewhere.Address}", named).TrimEnd()));
        Assert.That((await client.Get("/mijn-budget")).Status, Is.EqualTo(HttpStatusCode.Found), "out here, whatever is there");
    }

    [Test]
    public async Task A_word_of_the_provider_about_no_session_is_refused_and_no_forgery()
    {
        await using var alone = await RunningPortal.Start(settings: provider.Settings);
        Assert.That(await Send(provider.LogoutToken(LogoutLie.NoSession), alone), Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(await Send(provider.LogoutToken(LogoutLie.Stale), alone), Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(await Databases.Rows.Of(alone.ConnectionString, "SELECT subject FROM traces WHERE what = 'SignIn'"), Is.EqualTo((string[])["uitlogwoord -"]), "the second only");
    }

    [Test]
    public async Task A_word_that_cannot_be_looked_at_now_is_one_line_in_the_log_and_503()
    {
        await using var alone = await RunningPortal.Start(settings: [("Oidc__Authority", "http://127.0.0.1:9"), ("Oidc__ClientId", "portal"), ("Oidc__ClientSecret", "secret")]);
        Assert.That(await Send("header.payload.signature", alone), Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(await Send(provider.LogoutToken(LogoutLie.None), alone), Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(alone.Log + alone.Errors, Does.Not.Contain("   at "), "no stack trace for who sends anything");
    }

    private async Task<Client> SignedIn(string sid)
    {
        provider.Sid = sid;
        var client = new Client(portal);
        Assert.That((await client.Follow("/inloggen/digid?terug=/mijn-budget")).Status, Is.EqualTo(HttpStatusCode.OK));
        return client;
    }

    private async Task<HttpStatusCode> Send(string token, RunningPortal? to = null)
    {
        using var client = new Client(to ?? portal);
        return (await client.Post(new Client.Form("/inloggen/digid/uitgelogd", new(StringComparer.Ordinal) { ["logout_token"] = token }))).Status;
    }
}
