using System.Net;

namespace Budget.Tests.Pages;

/// <summary>What every answer promises a browser, and what the way in refuses.</summary>
public sealed class SafetyTests
{
    private static RunningPortal Portal => PagesPortal.Portal;

    [TestCase("/", 200)]
    [TestCase("/inloggen", 200)]
    [TestCase("/fout/404", 404)]
    [TestCase("/mijn-budget", 302)]
    [TestCase("/lib/eigenregie.css", 200)]
    [TestCase("/icon.svg", 200)]
    [TestCase("/lib/fonts/source-sans-3-latin-400-normal.woff2", 200)]
    [TestCase("/sessie.js", 200)]
    [TestCase("/health/ready", 200)]
    public async Task Every_answer_carries_the_headers_that_keep_a_visitor_safe(string path, int status)
    {
        using var client = new Client(Portal);
        var answer = await client.Get(path);
        Assert.That((int)answer.Status, Is.EqualTo(status));
        SafeHeaders.AreOn(answer);
    }

    [Test]
    public async Task An_answer_to_what_no_visitor_sends_carries_them_too()
    {
        using var client = new Client(Portal);
        using var deleted = new HttpRequestMessage(HttpMethod.Delete, "/mijn-budget");
        foreach (var (answer, status) in new[]
        {
            (await client.Send(deleted), HttpStatusCode.MethodNotAllowed),
            (await client.Post(new Client.Form("/inloggen/demo", [])), HttpStatusCode.BadRequest),
            (await client.Post(new Client.Form("/inloggen/demo", new(StringComparer.Ordinal) { ["x"] = new string('x', 1_100_000) })), HttpStatusCode.RequestEntityTooLarge),
        })
        {
            Assert.That(answer.Status, Is.EqualTo(status));
            SafeHeaders.AreOn(answer);
        }
    }

    [TestCase("/mijn-budget", 200)]
    [TestCase("/bestaat-niet", 404)]
    [TestCase("/consulent", 403)]
    public async Task What_a_signed_in_visitor_sees_is_kept_nowhere(string path, int status)
    {
        using var client = await Client.SignedInAs(Portal, "devries");
        var answer = await client.Get(path);
        Assert.That((int)answer.Status, Is.EqualTo(status));
        Assert.That(answer.Header("Cache-Control"), Does.Contain("no-store"));
        SafeHeaders.AreOn(answer);
    }

    [TestCase("/inloggen/mislukt")]
    [TestCase("/INLOGGEN/mislukt")]
    public async Task The_way_in_is_kept_nowhere(string path)
    {
        using var client = new Client(Portal);
        Assert.That((await client.Get(path)).Header("Cache-Control"), Does.Contain("no-store"));
    }

    [Test]
    public async Task The_style_sheet_is_served()
    {
        using var client = new Client(Portal);
        var sheet = await client.Get("/lib/eigenregie.css");
        Assert.That(sheet.Header("Content-Type"), Does.StartWith("text/css"));
        Assert.That(sheet.Body, Has.Length.GreaterThan(10_000));
    }

    [Test]
    public async Task A_language_is_remembered_and_an_unknown_one_is_not()
    {
        using var client = new Client(Portal);
        Assert.That((await client.Get("/?cultuur=fr")).Header("Set-Cookie"), Does.Not.Contain("cultuur"));
        var chosen = await client.Get("/?cultuur=en");
        Assert.That(chosen.Header("Set-Cookie"), Does.Contain("cultuur=en").And.Contain("httponly").IgnoreCase.And.Contain("samesite=lax").IgnoreCase);
        Assert.That((await client.Get("/privacy")).Document.DocumentElement.GetAttribute("lang"), Is.EqualTo("en"));
        await client.Get("/?cultuur=nl");
        Assert.That((await client.Get("/privacy")).Document.DocumentElement.GetAttribute("lang"), Is.EqualTo("nl"));
    }

    [TestCase("/privacy", "/privacy?cultuur=en")]
    [TestCase("/inloggen?terug=%2Fmijn-budget%3Fvoor%3D3&cultuur=nl&Cultuur=nl", "/inloggen?terug=%2Fmijn-budget%3Fvoor%3D3&cultuur=en")]
    [TestCase("/bestaat-niet?a=1", "/bestaat-niet?a=1&cultuur=en")]
    [TestCase("//evil.example", "/?cultuur=en")]
    [TestCase("/%5Cevil.example", "/?cultuur=en")]
    [TestCase("/a%3Fb%22%23c", "/a%3Fb%22%23c?cultuur=en")]
    public async Task The_other_language_of_a_page_is_the_same_page_of_the_portal(string path, string other)
    {
        using var client = new Client(Portal);
        using var message = new HttpRequestMessage(HttpMethod.Get, new Uri($"{Portal.Address.AbsoluteUri.TrimEnd('/')}{path}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        Assert.That((await client.Send(message)).Document.QuerySelector(".er-language")!.GetAttribute("href"), Is.EqualTo(other));
    }

    [Test]
    public async Task A_form_without_the_token_of_its_page_is_refused()
    {
        using var client = await Client.SignedInAs(Portal, "bakker");
        var form = (await client.FormOn("/hulpvraag/nieuw")).Without("__RequestVerificationToken").With("OwnWords", "x");
        Assert.That((await client.Post(form)).Status, Is.EqualTo(HttpStatusCode.BadRequest));
        var old = await client.Post(form.With("__RequestVerificationToken", "x").With("OwnWords", "Ik val vaak."));
        Assert.That((old.Status, old.Document.QuerySelector("h1")!.TextContent), Is.EqualTo((HttpStatusCode.BadRequest, "Dit formulier is te oud")));
        Assert.That(old.Document.QuerySelector("main")!.TextContent, Does.Contain("Wij hebben niets opgeslagen.").And.Contain("Ik val vaak."));
        Assert.That(old.Document.QuerySelector("main a")!.GetAttribute("href"), Is.EqualTo("/hulpvraag/nieuw"));
        var signOut = (await client.FormOn("/", "form[action='/uitloggen']")).Without("__RequestVerificationToken");
        Assert.That((await client.Post(signOut)).Status, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [TestCase("")]
    [TestCase("bewoner5")]
    [TestCase("DEVRIES")]
    [TestCase("devries\0")]
    public async Task Nobody_signs_in_as_who_is_no_persona(string persona)
    {
        using var client = new Client(Portal);
        var answer = await client.Post((await client.FormOn("/inloggen", "form.er-card")).With("persona", persona));
        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That((await client.Get("/mijn-budget")).Status, Is.EqualTo(HttpStatusCode.Found));
    }

    [Test]
    public async Task Whose_file_was_destroyed_hears_so_at_the_sign_in_of_the_demo()
    {
        await using var portal = await RunningPortal.Start();
        // As DestroyFile leaves an account.
        await Databases.Rows.Execute(portal.ConnectionString, "UPDATE users SET login = id WHERE login = 'jansen'");
        using var client = new Client(portal);
        var form = await client.FormOn("/inloggen?terug=%2Fpgb", "form:has(input[value=jansen])");
        var page = await client.Follow((await client.Post(form)).Location!);
        Assert.That(page.Status, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(page.Document.QuerySelector("main")!.TextContent, Does.Contain("het dossier is vernietigd"));
        Assert.That(page.Document.QuerySelector("main a")!.GetAttribute("href"), Is.EqualTo("/inloggen?terug=%2Fpgb"));
    }

    [TestCase("https://evil.example", "/")]
    [TestCase("//evil.example", "/")]
    [TestCase("/\\evil.example", "/")]
    [TestCase("javascript:alert(1)", "/")]
    [TestCase("", "/")]
    [TestCase("/caf\u00e9", "/")]
    [TestCase("/\u2028/evil", "/")]
    [TestCase("/mijn-budget?voor=3", "/mijn-budget?voor=3")]
    public async Task The_way_back_stays_within_the_portal(string wayBack, string goesTo)
    {
        using var client = new Client(Portal);
        var form = await client.FormOn($"/inloggen?terug={Uri.EscapeDataString(wayBack)}", "form:has(input[value=devries])");
        Assert.That(form.Fields["terug"], Is.EqualTo(wayBack));
        Assert.That((await client.Post(form)).Location, Is.EqualTo(goesTo));
    }

    [TestCase("https://evil.example", "/inloggen")]
    [TestCase("/\\evil.example", "/inloggen")]
    [TestCase("/mijn-budget?voor=3", "/inloggen?terug=%2Fmijn-budget%3Fvoor%3D3")]
    public async Task Who_did_not_come_in_tries_again_with_the_same_way_back(string wayBack, string again)
    {
        using var client = new Client(Portal);
        var page = await client.Get($"/inloggen/mislukt?terug={Uri.EscapeDataString(wayBack)}");
        Assert.That(page.Document.QuerySelector("main a")!.GetAttribute("href"), Is.EqualTo(again));
    }

    [Test]
    public async Task Who_signed_out_is_out()
    {
        using var client = await Client.SignedInAs(Portal, "devries");
        Assert.That((await client.Post(await client.FormOn("/", "form[action='/uitloggen']"))).Location, Is.EqualTo("/uitloggen"));
        Assert.That((await client.Get("/mijn-budget")).Status, Is.EqualTo(HttpStatusCode.Found));
        Assert.That((await client.Get("/uitloggen")).Status, Is.EqualTo(HttpStatusCode.OK));
    }

    [TestCase("Demo__Enabled", "true", "Demo:Enabled")]
    [TestCase("Demo__Today", "2026-06-15", "Demo:Today")]
    public Task Production_refuses_the_demo_with_one_line(string setting, string value, string named) => DoesNotStart.Naming(named, DoesNotStart.Serving, (setting, value));

    [TestCase("--urls", "http://127.0.0.1:0")]
    [TestCase("migrate")]
    [TestCase("keys", "rotate")]
    public Task Production_refuses_keys_in_the_folder_of_the_database_with_one_line(params string[] arguments) => DoesNotStart.Naming("Keys__File=", arguments);

    [Test]
    public async Task Production_without_the_demo_knows_no_personas()
    {
        await using var production = await RunningPortal.Start(environment: "Production");
        using var client = new Client(production);
        var signIn = await client.Get("/inloggen");
        Assert.That(signIn.Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(signIn.Body, Does.Not.Contain("devries").And.Not.Contain("demo").IgnoreCase);
        Assert.That((await client.Get("/inloggen/demo")).Status, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(
            (await client.Post(new Client.Form("/inloggen/demo", new() { ["persona"] = "devries" }))).Status, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That((await client.Get("/lib/eigenregie.css")).Body, Has.Length.GreaterThan(10_000), "style sheets, also in Production");
    }
}
