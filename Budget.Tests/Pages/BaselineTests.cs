using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Budget.Tests.Pages;

/// <summary>What ASVS 5.0 and the norms of DigiD ask of every web application, and no other test shows (docs/security-requirements.md).</summary>
public sealed class BaselineTests
{
    private static RunningPortal Portal => PagesPortal.Portal;

    [TestCase("-", "/", "text/html; charset=utf-8")]
    [TestCase("-", "/bestaat-niet", "text/html; charset=utf-8")]
    [TestCase("-", "/health/ready", "text/plain; charset=utf-8")]
    [TestCase("-", "/icon.svg", "image/svg+xml; charset=utf-8")]
    [TestCase("-", "/lib/eigenregie.css", "text/css; charset=utf-8")]
    [TestCase("-", "/.well-known/security.txt", "text/plain; charset=utf-8")]
    [TestCase("-", "/lib/fonts/source-sans-3-latin-400-normal.woff2", "font/woff2")]
    [TestCase("devries", "{budget}/boekingen.csv?van=2026-01-01&tot=2026-06-01", "text/csv; charset=utf-8")]
    [TestCase("devries", "{budget}/overzicht.pdf?jaar=2026", "application/pdf")]
    public async Task Every_answer_says_what_it_is_and_in_which_letters(string persona, string path, string type)
    {
        using var client = persona == "-" ? new Client(Portal) : await Client.SignedInAs(Portal, persona);
        Assert.That((await client.Get(await Filled(client, path))).Header("Content-Type"), Is.EqualTo(type));
    }

    [TestCase("{budget}/boekingen.csv?van=2026-01-01&tot=2026-06-01", "attachment; filename=boekingen-")]
    [TestCase("{budget}/overzicht.pdf?jaar=2026", "attachment; filename=overzicht-")]
    public async Task A_file_is_saved_under_a_name_of_ours_and_not_shown_as_a_page(string path, string disposition)
    {
        using var client = await Client.SignedInAs(Portal, "devries");
        var answer = await client.Get(await Filled(client, path));
        Assert.That(answer.Header("Content-Disposition"), Does.StartWith(disposition));
        Assert.That(answer.Header("X-Content-Type-Options"), Is.EqualTo("nosniff"));
    }

    [Test]
    public async Task What_is_typed_is_shown_as_text()
    {
        const string Typed = "</textarea><script>alert(1)</script><img src=x onerror=alert(1)> \" ' & @Model %3Cb%3E &lt;b&gt;";
        using var client = await Client.SignedInAs(Portal, "yilmaz");
        var form = (await client.FormOn("/hulpvraag/nieuw")).With("OwnWords", Typed).With("Domains", "Household");
        Assert.That((await client.Post(form)).Status, Is.EqualTo(HttpStatusCode.Found));
        var page = await client.Get("/hulpvraag/nieuw");
        Assert.That(page.Document.QuerySelector("textarea[name=OwnWords]")!.TextContent, Is.EqualTo(Typed), "decoded once, to the letter");
        Assert.That(page.Document.QuerySelectorAll("script:not([src^='/sessie.']), img[src=x], [onerror]"), Is.Empty);
        Assert.That(page.Body, Does.Not.Contain("<script>"));
    }

    [Test]
    public async Task Of_a_field_that_comes_twice_the_forms_first_counts_and_never_the_address()
    {
        using var client = await Client.SignedInAs(Portal, "yilmaz");
        var form = (await client.FormOn("/hulpvraag/nieuw")).With("Domains", "Household");
        var fields = form.Fields.Where(field => field.Key != "OwnWords").Append(new("OwnWords", "Het eerste.")).Append(new("OwnWords", "Het tweede."));
        using var message = new HttpRequestMessage(HttpMethod.Post, $"{form.Action}?OwnWords=Uit+het+adres&Key=x") { Content = new FormUrlEncodedContent(fields) };
        Assert.That((await client.Send(message)).Status, Is.EqualTo(HttpStatusCode.Found));
        Assert.That((await client.Get("/hulpvraag/nieuw")).Document.QuerySelector("textarea[name=OwnWords]")!.TextContent, Is.EqualTo("Het eerste."));
    }

    [TestCase("/.git/HEAD")]
    [TestCase("/.git/config")]
    [TestCase("/appsettings.json")]
    [TestCase("/sbom.cdx.json")]
    [TestCase("/Portal.dll")]
    [TestCase("/data/eigenregie.db")]
    [TestCase("/lib/")]
    [TestCase("/lib")]
    [TestCase("/lib/../appsettings.json")]
    [TestCase("/lib/%2e%2e/appsettings.json")]
    [TestCase("/lib/..%5cappsettings.json")]
    [TestCase("/swagger")]
    [TestCase("/openapi/v1.json")]
    [TestCase("/_framework/aspnetcore-browser-refresh.js")]
    public async Task What_lies_beside_the_program_is_not_served(string path)
    {
        using var client = new Client(Portal);
        using var message = new HttpRequestMessage(HttpMethod.Get, new Uri($"{Portal.Address.AbsoluteUri.TrimEnd('/')}{path}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        Assert.That((int)(await client.Send(message)).Status, Is.AnyOf(400, 404));
    }

    [Test]
    public async Task Headers_that_only_a_proxy_may_set_change_nothing_when_a_visitor_sets_them()
    {
        using var client = new Client(Portal);
        using var message = new HttpRequestMessage(HttpMethod.Get, "/mijn-budget");
        foreach (var (name, value) in new[] { ("X-Forwarded-Host", "evil.example"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-For", "10.0.0.1"), ("X-Forwarded-Prefix", "/evil"), ("Forwarded", "host=evil.example;proto=https"), ("X-Original-URL", "/beheer"), ("X-Rewrite-URL", "/beheer"), ("X-HTTP-Method-Override", "DELETE"), ("X-User-ID", "beheer") })
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        var answer = await client.Send(message);
        Assert.That((answer.Status, answer.Location), Is.EqualTo((HttpStatusCode.Found, "/inloggen?terug=%2Fmijn-budget")));
        Assert.That(answer.Message.Headers.ToString(), Does.Not.Contain("evil"));
    }

    [TestCase("default-src", "'none'")]
    [TestCase("base-uri", "'none'")]
    [TestCase("frame-ancestors", "'none'")]
    [TestCase("form-action", "'self'")]
    public async Task The_content_policy_also_names_what_its_default_does_not_cover(string directive, string first)
    {
        using var client = new Client(Portal);
        var policy = (await client.Get("/")).Header("Content-Security-Policy").Split(';', StringSplitOptions.TrimEntries).Select(one => one.Split(' '));
        Assert.That(policy.Single(one => one[0] == directive)[1], Is.EqualTo(first));
    }

    [TestCase("/")]
    [TestCase("/inloggen")]
    public async Task A_page_that_holds_a_secret_is_not_compressed(string path)
    {
        using var client = new Client(Portal);
        using var message = new HttpRequestMessage(HttpMethod.Get, path);
        message.Headers.TryAddWithoutValidation("Accept-Encoding", "gzip, deflate, br, zstd");
        Assert.That((await client.Send(message)).Header("Content-Encoding"), Is.Empty, "the length of what is compressed tells what is in it (BREACH)");
    }

    [Test]
    public void A_page_takes_from_a_form_only_plain_fields_that_it_names()
    {
        var bound =
            from page in typeof(Portal.Hosting.PortalHost).Assembly.GetTypes()
            where page.IsSubclassOf(typeof(PageModel))
            from field in page.GetProperties()
            where field.IsDefined(typeof(BindPropertyAttribute), inherit: true) || page.IsDefined(typeof(BindPropertiesAttribute), inherit: true)
            select (Name: $"{page.Name}.{field.Name}", Type: Plain(field.PropertyType));
        Assert.That(bound.Count(), Is.GreaterThan(25), "the fields are found at all");
        Assert.That(bound.Where(field => !(field.Type.IsPrimitive || field.Type == typeof(string) || field.Type == typeof(DateOnly) || field.Type == typeof(IFormFile))), Is.Empty, "Take texts and make the domain's own of them: a field that nobody thought of is not filled then.");
    }

    private static Type Plain(Type type) => Nullable.GetUnderlyingType(type)
        ?? (type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(IList<>) || type.GetGenericTypeDefinition() == typeof(IDictionary<,>)) ? type.GetGenericArguments()[^1] : type);

    private static async Task<string> Filled(Client client, string path) => !path.Contains("{budget}", StringComparison.Ordinal) ? path
        : path.Replace("{budget}", (await client.Get("/mijn-budget")).Document.QuerySelector(".er-card__link")!.GetAttribute("href"), StringComparison.Ordinal);
}
