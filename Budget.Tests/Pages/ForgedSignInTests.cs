using System.Diagnostics;
using System.Net;

namespace Budget.Tests.Pages;

/// <summary>A provider that lies, breaks or dawdles lets nobody in, does the portal no harm, and the visitor hears it in words.</summary>
public sealed class ForgedSignInTests
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

    [Test]
    public async Task Without_a_lie_the_visitor_comes_in()
    {
        provider.Lie = Lie.None;
        using var client = new Client(portal);
        Assert.That((await client.Follow("/inloggen/digid?terug=/mijn-budget")).Document.QuerySelector(".er-person__name")!.TextContent, Does.Contain("de Vries"));
    }

    /// <summary>What a provider cannot do is no lie, and is said so: it may work in a minute.</summary>
    private static IEnumerable<TestCaseData> Lies =>
        Enum.GetValues<Lie>().Where(lie => lie != Lie.None).Select(lie => new TestCaseData(
            lie, lie is Lie.SlowToken or Lie.Breaks or Lie.Endless or Lie.SendsUserInfoElsewhere ? "storing" : "mislukt"));

    [TestCaseSource(nameof(Lies))]
    public async Task A_lie_lets_nobody_in(Lie lie, string reason)
    {
        using var client = new Client(portal);
        if (lie == Lie.NonceOfAnotherVisitor)
        {
            provider.Lie = Lie.None;
            await client.Follow("/inloggen/digid");
        }

        provider.Lie = lie;
        using var victim = new Client(portal);
        List<string> way = [];

        var page = await victim.Follow("/inloggen/digid?terug=/mijn-budget", way);

        // What was sealed in a state that is another now is not known.
        Assert.That(way[^1], Does.EndWith($"/inloggen/mislukt?reden={reason}{(lie == Lie.OtherState ? "" : "&terug=%2Fmijn-budget")}"));
        Assert.That(page.Status, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(page.Document.QuerySelector("h1")!.TextContent, Does.Contain("Inloggen is niet gelukt"));
        Assert.That(victim.Cookie("eigenregie"), Is.Null);
        Assert.That((await victim.Get("/mijn-budget")).Status, Is.EqualTo(HttpStatusCode.Found));
        Assert.That(provider.Asked, Has.None.StartsWith("/elsewhere"), "nobody followed where it pointed");
    }

    [TestCase(500)]
    [TestCase(302)]
    public async Task Keys_that_cannot_be_had_let_nobody_new_in_and_known_ones_do(int status)
    {
        provider.Lie = Lie.None;
        using var before = new Client(portal);
        await before.Follow("/inloggen/digid");
        await using var other = await ForgingProvider.Start();
        await using var fresh = await RunningPortal.Start(settings: other.Settings);
        (provider.KeysStatus, other.KeysStatus) = (status, status);
        try
        {
            using var known = new Client(portal);
            Assert.That((await known.Follow("/inloggen/digid?terug=/mijn-budget")).Status, Is.EqualTo(HttpStatusCode.OK));
            using var first = new Client(fresh);
            List<string> way = [];
            await first.Follow("/inloggen/digid", way);
            Assert.That(way[^1], Does.EndWith("/inloggen/mislukt?reden=storing"));
            Assert.That(other.Asked, Has.None.StartsWith("/elsewhere"), "nobody followed where it pointed");
        }
        finally
        {
            provider.KeysStatus = 200;
        }
    }

    [Test]
    public async Task A_token_that_somebody_made_and_a_word_that_a_session_is_over_are_kept()
    {
        await using var alone = await RunningPortal.Start(settings: provider.Settings);
        provider.Lie = Lie.None;
        using var honest = new Client(alone);
        await honest.Follow("/inloggen/digid");
        provider.Lie = Lie.SignedWithAnotherKey;
        using var forger = new Client(alone);
        await forger.Follow("/inloggen/digid");
        using var logout = new Client(alone);
        await logout.Post(new Client.Form("/inloggen/digid/uitgelogd", new(StringComparer.Ordinal) { ["logout_token"] = provider.LogoutToken(LogoutLie.Stale) }));
        using var stranger = new Client(alone);
        await stranger.Get($"/inloggen/digid/terug?error=access_denied&state=x&iss={Uri.EscapeDataString(provider.Address)}");
        Assert.That(
            await Databases.Rows.Of(alone.ConnectionString, "SELECT action, subject FROM traces WHERE what = 'SignIn' ORDER BY id"),
            Is.EqualTo((string[])["do digid", "refused vervalst -", "refused uitlogwoord -", "refused mislukt -"]), "who says to have turned back, and was never on the way, failed");
    }

    [Test]
    public async Task The_access_token_is_kept_nowhere()
    {
        await using var alone = await RunningPortal.Start(settings: provider.Settings);
        provider.Lie = Lie.None;
        using var visitor = new Client(alone);
        Assert.That((await visitor.Follow("/inloggen/digid?terug=/mijn-budget")).Status, Is.EqualTo(HttpStatusCode.OK));
        var raw = await RawBytes.Of(alone.ConnectionString);
        Assert.That((raw.Holds("mevrouw A. de Vries"), raw.Holds(ForgingProvider.AccessToken)), Is.EqualTo((true, false)));
        Assert.That(visitor.Cookie("eigenregie"), Has.Length.EqualTo(43), "a secret, and no more");
    }

    [Test]
    public async Task What_a_provider_says_of_its_fault_is_in_no_log()
    {
        await using var alone = await RunningPortal.Start(settings: provider.Settings);
        using var visitor = new Client(alone);
        var asked = new Uri((await visitor.Get("/inloggen/digid")).Location!);
        var state = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(asked.Query)["state"].ToString();
        var answer = await visitor.Get($"/inloggen/digid/terug?error=server_error&error_description=geen+pas+voor+999900018&iss={Uri.EscapeDataString(provider.Address)}&state={Uri.EscapeDataString(state)}");
        Assert.That(answer.Location, Does.StartWith("/inloggen/mislukt?reden=mislukt"));
        for (var time = 0; time < 200 && !alone.Log.Contains("sign-in by digid was refused", StringComparison.Ordinal); time++)
        {
            await Task.Delay(50);
        }

        Assert.That(alone.Log, Does.Contain("sign-in by digid was refused").And.Not.Contain("999900018"));
    }

    [Test]
    public async Task A_fault_of_our_database_is_no_sign_in_that_failed()
    {
        await using var alone = await RunningPortal.Start(settings: provider.Settings);
        provider.Lie = Lie.None;
        using var visitor = new Client(alone);
        await Databases.Rows.Execute(alone.ConnectionString, "ALTER TABLE user_identities RENAME TO geheime_tabel");
        Assert.That((await visitor.Follow("/inloggen/digid")).Status, Is.EqualTo(HttpStatusCode.InternalServerError));
        Assert.That(await Databases.Rows.Of(alone.ConnectionString, "SELECT subject FROM traces WHERE what = 'SignIn'"), Is.Empty);
    }

    [Test]
    public async Task The_provider_is_asked_to_ask_each_time_who_it_is()
    {
        provider.Lie = Lie.None;
        using var client = new Client(portal);
        foreach (var _ in (int[])[1, 2])
        {
            List<string> way = [];
            await client.Follow("/inloggen/digid", way);
            Assert.That(way.Single(step => step.StartsWith($"{provider.Address}/auth", StringComparison.Ordinal)), Does.Contain("prompt=login"));
        }
    }

    [Test]
    public async Task What_a_token_leaves_open_is_asked_beside_it_and_nothing_else()
    {
        provider.Lie = Lie.None;
        var asked = provider.Asked.Count;
        using var silent = new Client(portal);
        await silent.Follow("/inloggen/digid");
        Assert.That(provider.Asked.Skip(asked), Does.Contain("/me"), "whether somebody acts for another may be told there");
        asked = provider.Asked.Count;
        provider.ActingBsn = "999900018";
        try
        {
            using var delegated = new Client(portal);
            Assert.That((await delegated.Follow("/inloggen/digid?terug=/mijn-budget")).Document.QuerySelector(".er-person__for")!.TextContent, Does.Contain("de Vries"));
            Assert.That(provider.Asked.Skip(asked), Does.Not.Contain("/me"));
        }
        finally
        {
            provider.ActingBsn = null;
        }
    }

    [Test]
    public async Task An_answer_counts_once_and_in_the_browser_that_asked()
    {
        provider.Lie = Lie.None;
        using var client = new Client(portal);
        List<string> way = [];
        await client.Follow("/inloggen/digid", way);
        var answer = way.First(step => step.Contains("/inloggen/digid/terug", StringComparison.Ordinal));

        using var thief = new Client(portal);
        var stolen = await thief.Follow(answer);
        var again = await client.Get(answer);

        Assert.That(stolen.Status, Is.EqualTo(HttpStatusCode.Forbidden), "a code that was caught on the way is worth nothing elsewhere");
        Assert.That(thief.Cookie("eigenregie"), Is.Null);
        Assert.That(again.Location, Does.Contain("mislukt"));
    }

    [Test]
    public async Task While_a_provider_dawdles_the_portal_serves_everybody_else()
    {
        provider.Lie = Lie.SlowToken;
        using var waiting = new Client(portal);
        var signIn = waiting.Follow("/inloggen/digid");
        using var other = await Client.SignedInAs(portal, "bakker");
        var clock = Stopwatch.StartNew();
        for (var visit = 0; visit < 20; visit++)
        {
            Assert.That((await other.Get("/mijn-budget")).Status, Is.EqualTo(HttpStatusCode.OK));
        }

        Assert.That(signIn.IsCompleted, Is.False, "twenty pages were served before the provider gave up");
        Assert.That((await signIn).Body, Does.Contain("geeft geen antwoord"));
        Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(20)), "it was given up on, not waited for");
    }

    [Test]
    public async Task A_provider_that_is_away_is_said_so_before_anybody_is_sent_there()
    {
        await using var alone = await RunningPortal.Start(settings: [("Oidc__Authority", "http://127.0.0.1:9"), ("Oidc__ClientId", "portal"), ("Oidc__ClientSecret", "secret")]);
        using var client = new Client(alone);
        var page = await client.Follow("/inloggen/digid?terug=/mijn-budget");
        Assert.That(page.Status, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(page.Body, Does.Contain("geeft geen antwoord"));
        Assert.That(page.Document.QuerySelector("main a")!.GetAttribute("href"), Is.EqualTo("/inloggen?terug=%2Fmijn-budget"));
    }

    [Test]
    public async Task A_provider_that_says_it_is_another_is_not_believed()
    {
        await using var other = await ForgingProvider.Start();
        other.SaysItIs = "https://login.example.nl";
        await using var alone = await RunningPortal.Start(settings: other.Settings);
        using var client = new Client(alone);
        Assert.That((await client.Follow("/inloggen/digid")).Status, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(client.Cookie("eigenregie"), Is.Null);
    }

    [TestCase("Oidc__Authority", "http://login.example.nl", "https")]
    [TestCase("Oidc__ClientSecret", "", "ClientSecret")]
    [TestCase("OidcStaff__Authority", "https://login.example.nl", "AcceptedAcr")]
    [TestCase("Oidc__AcceptedAcr", "any", "AcceptedAcr")]
    [TestCase("Oidc__FormOrigins", "https://uit.voorbeeld.nl/pad", "FormOrigins")]
    [TestCase("Oidc__FormOrigins", "https://uit.voorbeeld.nl;script-src", "FormOrigins")]
    [TestCase("Oidc__FormOrigins", "*", "FormOrigins")]
    [TestCase("Oidc__Roles__0", "bewoner = resident 0406", "Roles")]
    public Task A_way_in_that_is_set_up_wrong_stops_the_portal_with_one_line(string setting, string value, string named) => DoesNotStart.Naming(
        named, DoesNotStart.Serving,
        ("Oidc__Authority", "https://login.example.nl"), ("Oidc__ClientId", "x"), ("Oidc__ClientSecret", "y"), ("OidcStaff__ClientId", "x"), ("OidcStaff__ClientSecret", "y"), (setting, value));
}
