using System.Globalization;
using System.Net;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Razor.Hosting;

namespace Budget.Tests.Pages;

/// <summary>
/// Every route as every role, against one table that a reviewer can read: access.approved.txt. A page that is new, or opened to somebody
/// else, changes the table or fails here.
/// </summary>
public sealed partial class AccessTests
{
    private const string Nobody = "2026-999999";
    private static readonly string[] Personas =
        ["-", "jansen", "devries", "bakker", "consulent", "consulent2", "financien", "aanbieder", "beheer", "controle"];

    [Test]
    public async Task Every_route_answers_every_role_as_the_table_says()
    {
        var rows = await Rows();
        var written = new StringBuilder("# route × who asks → status; \"-\" is nobody signed in. 302 without a sign-in goes to /inloggen.\n");
        written.Append(CultureInfo.InvariantCulture, $"{"",-84}{string.Concat(Personas.Select(persona => $"{persona,-11}")).TrimEnd()}\n");
        var clients = new List<Client>();
        foreach (var persona in Personas)
        {
            clients.Add(persona == "-" ? new Client(PagesPortal.Portal) : await Client.SignedInAs(PagesPortal.Portal, persona));
        }

        foreach (var (label, method, path) in rows)
        {
            var line = new StringBuilder($"{label,-84}");
            foreach (var client in clients)
            {
                var answer = method == "GET" ? await client.Get(path) : await client.Post(new Client.Form(path, []));
                line.Append(CultureInfo.InvariantCulture, $"{(int)answer.Status,-11}");
                if (client == clients[0] && answer.Status == HttpStatusCode.Found)
                {
                    var wayBack = path == "/inloggen/demo" ? "/inloggen" : $"/inloggen?terug={Uri.EscapeDataString(path)}";
                    Assert.That(answer.Location, Is.EqualTo(wayBack));
                }
            }

            written.Append(line.ToString().TrimEnd()).Append('\n');
        }

        clients.ForEach(client => client.Dispose());
        Approved.Must(written.ToString(), "Budget.Tests/Pages/access.approved.txt");
    }

    [Test]
    public async Task After_signing_in_one_is_back_where_one_was()
    {
        using var client = new Client(PagesPortal.Portal);
        var refused = await client.Get("/pgb?cultuur=nl");
        var form = await client.FormOn(refused.Location!, "form:has(input[value=bakker])");
        var signedIn = await client.Post(form);
        Assert.That((signedIn.Status, signedIn.Location), Is.EqualTo((HttpStatusCode.Found, "/pgb?cultuur=nl")));
    }

    [TestCase("jansen", "/mijn-budget/{0}", "budget")]
    [TestCase("jansen", "/mijn-budget/{0}/aanbieder-kiezen", "budget")]
    [TestCase("jansen", "/mijn-budget/{0}/overzicht.pdf", "budget")]
    [TestCase("jansen", "/mijn-budget/{0}/boekingen.csv", "budget")]
    [TestCase("jansen", "/hulpvraag/{0}", "request")]
    [TestCase("jansen", "/pgb/{0}/uren", "agreement")]
    [TestCase("consulent2", "/consulent/hulpvraag/{0}", "request")]
    [TestCase("consulent2", "/consulent/hulpvraag/{0}/verslag", "request")]
    [TestCase("consulent2", "/consulent/hulpvraag/{0}/besluit", "request")]
    [TestCase("consulent2", "/consulent/budget/{0}/zorgovereenkomst", "personheld")]
    public async Task What_is_somebody_elses_looks_exactly_like_what_is_not_there(string persona, string path, string what)
    {
        var foreign = await Number(what);
        using var client = await Client.SignedInAs(PagesPortal.Portal, persona);
        var theirs = await client.Get(string.Format(CultureInfo.InvariantCulture, path, foreign));
        var missing = await client.Get(string.Format(CultureInfo.InvariantCulture, path, Nobody));
        Assert.That((theirs.Status, missing.Status), Is.EqualTo((HttpStatusCode.NotFound, HttpStatusCode.NotFound)));
        Assert.That(Same(theirs.Body, foreign), Is.EqualTo(Same(missing.Body, Nobody)));
        Assert.That(theirs.Message.Headers.Select(header => header.Key), Is.EquivalentTo(missing.Message.Headers.Select(header => header.Key)));
    }

    private static string Same(string body, string number) => FormToken().Replace(body, "").Replace(number, "", StringComparison.Ordinal);

    /// <summary>Each route of the compiled pages, with the numbers of whom it is tried on; and the routes that are no page.</summary>
    private static async Task<IReadOnlyList<(string Label, string Method, string Path)>> Rows()
    {
        var provider = (await Get("devries", "/aanbieders")).Document.QuerySelector(".er-card__link")!.GetAttribute("href")!.Split('/')[^1];
        var declaration = (await Get("financien", "/financien")).Document.QuerySelector("tbody a")!.GetAttribute("href")!.Split('/')[^1];
        var rows = new List<(string, string, string)>();
        foreach (var (route, posts) in Routes())
        {
            var number = route.StartsWith("/pgb", StringComparison.Ordinal) ? "agreement"
                : route.Contains("zorgovereenkomst", StringComparison.Ordinal) ? "personheld"
                : route.Contains("budget", StringComparison.Ordinal) ? "budget" : "request";
            var path = route
                .Replace("{number}", await Number(number), StringComparison.Ordinal)
                .Replace("{id:guid}", route.StartsWith("/aanbieders", StringComparison.Ordinal) ? provider : declaration, StringComparison.Ordinal)
                .Replace("{posting:long}", "3", StringComparison.Ordinal)
                .Replace("{code:int}", "404", StringComparison.Ordinal);
            var whose = route.Contains("{number}", StringComparison.Ordinal) ? number is "agreement" or "personheld" ? "  (Bakker)" : "  (De Vries)" : "";
            rows.Add(($"GET  {route}{whose}", "GET", path));
            if (posts)
            {
                rows.Add(($"POST {route}{whose}", "POST", path));
            }
        }

        foreach (var other in new[] { "/health/live", "/health/ready", "/lib/eigenregie.css", "/.well-known/security.txt", "/bestaat-niet" })
        {
            rows.Add(($"GET  {other}", "GET", other));
        }

        return rows;
    }

    /// <summary>From the assembly itself: a page that nobody thought of here is walked too.</summary>
    private static IEnumerable<(string Route, bool Posts)> Routes() =>
        from page in typeof(Portal.Hosting.PortalHost).Assembly.GetCustomAttributes<RazorCompiledItemAttribute>()
        let route = page.Type.GetCustomAttributes<RazorCompiledItemMetadataAttribute>().FirstOrDefault(one => one.Key == "RouteTemplate")?.Value
        where route is not null
        let model = page.Type.GetProperty("Model")?.PropertyType
        orderby route
        select (route, model?.GetMethods().Any(method => method.Name == "OnPost") ?? false);

    private static async Task<string> Number(string what) => what switch
    {
        "budget" => await First("devries", "/mijn-budget", ".er-card__link"),
        "personheld" => await First("bakker", "/mijn-budget", ".er-card__link"),
        "agreement" => (await Get("bakker", "/pgb")).Document.QuerySelector(".er-card__link")!.GetAttribute("href")!.Split('/')[2],
        _ => await First("devries", "/hulpvraag", ".er-card__link"),
    };

    private static async Task<string> First(string persona, string path, string selector) =>
        (await Get(persona, path)).Document.QuerySelector(selector)!.GetAttribute("href")!.Split('/')[^1];

    private static async Task<Client.Answer> Get(string persona, string path)
    {
        using var client = await Client.SignedInAs(PagesPortal.Portal, persona);
        return await client.Get(path);
    }

    [GeneratedRegex("value=\"CfDJ8[^\"]*\"", RegexOptions.NonBacktracking)]
    private static partial Regex FormToken();
}
