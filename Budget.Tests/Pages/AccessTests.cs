using System.Globalization;
using System.Net;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Razor.Hosting;

namespace Budget.Tests.Pages;

/// <summary>
/// Every route as every role, against one table that a reviewer can read: the section "Routes and roles" of docs/security.md. A page that is new, or opened to somebody
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
        // Of its own: forms are really sent here. With every way in, at a provider that nobody goes to.
        await using var provider = await ForgingProvider.Start();
        await using var portal = await RunningPortal.Start(settings: [.. provider.Settings, .. provider.SettingsOf("OidcProviders"), .. provider.SettingsOf("OidcStaff")]);
        var rows = await Rows(portal);
        var written = new StringBuilder($"{"",-88}{string.Concat(Personas.Select(persona => $"{persona,-11}")).TrimEnd()}\n");
        var visitors = new List<Visitor>();
        foreach (var persona in Personas)
        {
            visitors.Add(await Visitor.Of(portal, persona));
        }

        foreach (var (label, method, path) in rows)
        {
            var line = new StringBuilder($"{label,-88}");
            foreach (var visitor in visitors)
            {
                var answer = method == "GET" ? await visitor.Client.Get(path) : await visitor.Client.Post(new Client.Form(path, visitor.Fields()));
                line.Append(CultureInfo.InvariantCulture, $"{(int)answer.Status,-11}");
                if (visitor == visitors[0] && answer.Status == HttpStatusCode.Found && !path.StartsWith("/inloggen/", StringComparison.Ordinal) && path != "/uitloggen")
                {
                    Assert.That(answer.Location, Is.EqualTo($"/inloggen?terug={Uri.EscapeDataString(method == "GET" ? path : path.Split('?')[0])}"));
                }

                if (path is "/uitloggen" && method == "POST")
                {
                    await visitor.SignInAgain(portal);
                }

                if (path is "/beheer/accounts/iedereen-uitloggen" && method == "POST" && answer.Location == "/beheer/accounts")
                {
                    foreach (var one in visitors)
                    {
                        await one.SignInAgain(portal);
                    }
                }
            }

            written.Append(line.ToString().TrimEnd()).Append('\n');
        }

        visitors.ForEach(visitor => visitor.Client.Dispose());
        Approved.Section(written.ToString(), "docs/security.md", "routes");
    }

    /// <summary>Somebody who sends forms as they are shown to him: with the token of his own session, and otherwise empty.</summary>
    private sealed class Visitor(string persona)
    {
        private string token = "";

        public Client Client { get; private set; } = null!;

        public static async Task<Visitor> Of(RunningPortal portal, string persona)
        {
            var visitor = new Visitor(persona);
            await visitor.SignInAgain(portal);
            return visitor;
        }

        public async Task SignInAgain(RunningPortal portal)
        {
            Client?.Dispose();
            Client = persona == "-" ? new Client(portal) : await Client.SignedInAs(portal, persona);
            token = (persona == "-" ? await Client.FormOn("/inloggen", "form.er-card") : await Client.FormOn("/sessies", "form[action='/uitloggen']")).Fields["__RequestVerificationToken"];
        }

        public Dictionary<string, string> Fields() => new(StringComparer.Ordinal)
        {
            ["__RequestVerificationToken"] = token,
            ["Key"] = Path.GetRandomFileName(),
        };
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

    [TestCase("devries", "/mijn-budget", "/machtigingen", "/gegevens", "/sessies", "/hulpvraag/nieuw", "/hulpvraag", "/pgb", "/berichten", "/berichten/instellingen")]
    [TestCase("beheer", "/beheer", "/beheer/accounts", "/beheer/rechten", "/beheer/accounts/iedereen-uitloggen")]
    [TestCase("financien", "/financien", "/financien/correcties", "/financien/boeken", "/financien/boeken/maand")]
    [TestCase("consulent", "/consulent", "/consulent/zoeken", "/sporen")]
    [TestCase("controle", "/controle", "/controle/correcties")]
    public async Task A_page_does_what_it_has_a_handler_for_and_nothing_instead_of_another(string persona, params string[] pages)
    {
        using var client = await Client.SignedInAs(PagesPortal.Portal, persona);
        foreach (var page in pages)
        {
            // The token of the form by which one signs out is good for each.
            var form = await client.FormOn(page, "form[action='/uitloggen']") with { Action = $"{page}?handler=Onbekend" };
            Assert.That((await client.Post(form)).Status, Is.EqualTo(HttpStatusCode.NotFound), page);
        }

        Assert.That((await client.Get(pages[0])).Status, Is.EqualTo(HttpStatusCode.OK), "nobody was signed out");
    }

    [TestCase("jansen", "/mijn-budget/{0}", "budget")]
    [TestCase("jansen", "/mijn-budget/{0}/aanbieder-kiezen", "budget")]
    [TestCase("jansen", "/mijn-budget/{0}/wisselen", "budget")]
    [TestCase("jansen", "/mijn-budget/{0}/hulp", "budget")]
    [TestCase("jansen", "/mijn-budget/{0}/eigen-aanbieder", "budget")]
    [TestCase("jansen", "/mijn-budget/{0}/overzicht.pdf", "budget")]
    [TestCase("jansen", "/mijn-budget/{0}/boekingen.csv", "budget")]
    [TestCase("jansen", "/hulpvraag/{0}", "request")]
    [TestCase("jansen", "/berichten/{0}", "request")]
    [TestCase("consulent2", "/consulent/hulpvraag/{0}/berichten", "request")]
    [TestCase("jansen", "/pgb/{0}/uren", "agreement")]
    [TestCase("consulent2", "/consulent/verzoek/{0}", "data-request")]
    [TestCase("consulent2", "/consulent/hulpvraag/{0}", "request")]
    [TestCase("consulent2", "/consulent/hulpvraag/{0}/verslag", "request")]
    [TestCase("consulent2", "/consulent/hulpvraag/{0}/besluit", "request")]
    [TestCase("consulent2", "/consulent/hulpvraag/{0}/besluit/voorziening", "request")]
    [TestCase("consulent2", "/consulent/hulpvraag/{0}/besluit/zonder-budget", "request")]
    [TestCase("consulent2", "/consulent/bezwaar/{0}", "objection")]
    [TestCase("consulent2", "/besluit/{0}", "decision")]
    [TestCase("jansen", "/besluit/{0}", "decision")]
    [TestCase("jansen", "/besluit/{0}/brief.pdf", "decision")]
    [TestCase("jansen", "/besluit/{0}/bezwaar", "decision")]
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
    private static async Task<IReadOnlyList<(string Label, string Method, string Path)>> Rows(RunningPortal portal)
    {
        var proposal = await Proposal(portal);
        (string Route, string Id)[] ids =
        [
            ("/aanbod/ideeen", await Idea()),
            ("/aanbod", await First("devries", "/aanbod?woorden=rouwgroep", ".er-card__link")),
            ("/aanbieders", await First("devries", "/aanbieders", ".er-card__link")),
            ("/aanbieder/client", await First("aanbieder", "/aanbieder", "tbody tr:has(th:contains('Vries')) a")),
            ("/machtigingen", (await First("devries", "/machtigingen", "main a[href*='/machtigingen/']")).Split('?')[0]),
            ("/berichten", (await Databases.Rows.Of(portal.ConnectionString, "SELECT provider_id FROM users WHERE login = 'aanbieder'"))[0]),
            ("/stukken", await Paper(portal)),
            ("/beheer/contracten", await First("beheer", "/beheer/contracten", "tbody a")),
            ("/consulent/levering/voorstel", await First("consulent", "/consulent/levering", "a[href*='/voorstel/']")),
            ("/financien/correcties", proposal),
            ("/controle/correcties", proposal),
            // Nobody who walks here: it is signed out on the way.
            ("/beheer/accounts", (await Databases.Rows.Of(portal.ConnectionString, "SELECT id FROM users WHERE login = 'financien2'"))[0]),
            ("", await First("financien", "/financien", "tbody a")),
        ];
        var rows = new List<(string, string, string)>();
        foreach (var (route, handlers) in Routes())
        {
            var number = route.StartsWith("/pgb", StringComparison.Ordinal) ? "agreement"
                : route.StartsWith("/besluit", StringComparison.Ordinal) ? "decision"
                : route.StartsWith("/consulent/bezwaar/", StringComparison.Ordinal) ? "objection"
                : route.StartsWith("/consulent/hulpvraag", StringComparison.Ordinal) ? "request"
                : route.Contains("verzoek", StringComparison.Ordinal) ? "data-request"
                : route.Contains("zorgovereenkomst", StringComparison.Ordinal) ? "personheld"
                : route.Contains("budget", StringComparison.Ordinal) ? "budget" : "request";
            var path = route
                .Replace("{number}", await Number(number), StringComparison.Ordinal)
                .Replace("{id:guid}", ids.First(one => route.StartsWith(one.Route, StringComparison.Ordinal)).Id, StringComparison.Ordinal)
                .Replace("{posting:long}", "3", StringComparison.Ordinal)
                .Replace("{code:int}", "404", StringComparison.Ordinal);
            var whose = route.Contains("{number}", StringComparison.Ordinal) ? number == "objection" ? "" : number is "agreement" or "personheld" ? "  (Bakker)" : "  (De Vries)" : "";
            rows.Add(($"GET  {route}{whose}", "GET", path));
            // A form that is sent with nothing in it: who may send it is told what is missing.
            foreach (var handler in handlers)
            {
                var named = handler.Length == 0 ? "" : $"?handler={handler}";
                rows.Add(($"POST {route}{named}{whose}", "POST", $"{path}{named}"));
            }
        }

        foreach (var way in new[] { "digid", "eherkenning", "medewerker" })
        {
            // The beginning, the answer of the provider, and its word that a session is over: both were made up by a stranger.
            rows.AddRange(
            [
                ($"GET  /inloggen/{way}", "GET", $"/inloggen/{way}"),
                ($"GET  /inloggen/{way}/terug", "GET", $"/inloggen/{way}/terug?code=x&state=y"),
                ($"POST /inloggen/{way}/terug", "POST", $"/inloggen/{way}/terug"),
                ($"GET  /inloggen/{way}/uitgelogd", "GET", $"/inloggen/{way}/uitgelogd"),
                ($"POST /inloggen/{way}/uitgelogd", "POST", $"/inloggen/{way}/uitgelogd"),
            ]);
        }

        foreach (var other in new[] { "/sessie", "/sessie/verder", "/.well-known/security.txt", "/health/live", "/health/ready", "/lib/eigenregie.css", "/bestaat-niet" })
        {
            rows.Add(($"GET  {other}", "GET", other));
        }

        return rows;
    }

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

    /// <summary>Each route with a number or an id of somebody, once with it and once with one that nobody has.</summary>
    internal static async Task<IReadOnlyList<(string Route, string Method, string Foreign, string Absent)>> Foreign(RunningPortal portal)
    {
        var rows = new List<(string, string, string, string)>();
        foreach (var (label, method, path) in await Rows(portal))
        {
            if (label.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1].Split('?')[0] is var route && route.Contains('{', StringComparison.Ordinal))
            {
                rows.Add((route, method, path, AnyNumber().Replace(AnyId().Replace(path, Guid.Empty.ToString("D").Replace('0', '1')), Nobody)));
            }
        }

        return rows;
    }

    /// <summary>From the assembly itself: a page that nobody thought of here is walked too.</summary>
    internal static IEnumerable<(string Route, IReadOnlyList<string> Handlers)> Routes() =>
        from page in typeof(Portal.Hosting.PortalHost).Assembly.GetCustomAttributes<RazorCompiledItemAttribute>()
        let route = page.Type.GetCustomAttributes<RazorCompiledItemMetadataAttribute>().FirstOrDefault(one => one.Key == "RouteTemplate")?.Value
        where route is not null
        let model = page.Type.GetProperty("Model")?.PropertyType
        orderby route
        select (route, HandlersOf(model));

    private static IReadOnlyList<string> HandlersOf(Type? model) =>
        [.. (model?.GetMethods() ?? []).Where(method => method.Name.StartsWith("OnPost", StringComparison.Ordinal)).Select(method => method.Name["OnPost".Length..]).Distinct().Order(StringComparer.Ordinal)];

    private static async Task<string> Number(string what) => what switch
    {
        "budget" => await First("devries", "/mijn-budget", ".er-card__link"),
        "personheld" => await First("bakker", "/mijn-budget", ".er-card__link"),
        "agreement" => (await Get("bakker", "/pgb")).Document.QuerySelector(".er-card__link")!.GetAttribute("href")!.Split('/')[2],
        "decision" => (await Databases.Rows.Of(PagesPortal.Portal.ConnectionString, "SELECT d.number FROM decisions d JOIN residents r ON r.id = d.resident_id WHERE r.name = 'mevrouw A. de Vries' ORDER BY d.number"))[0],
        "objection" => (await Databases.Rows.Of(PagesPortal.Portal.ConnectionString, "SELECT number FROM objections WHERE outcome IS NULL ORDER BY number"))[0],
        "data-request" => await First("consulent", "/consulent", "a[href^='/consulent/verzoek/']"),
        _ => await First("devries", "/hulpvraag", ".er-card__link"),
    };

    private static async Task<string> First(string persona, string path, string selector) =>
        (await Get(persona, path)).Document.QuerySelector(selector)!.GetAttribute("href")!.Split('/')[^1];

    private static async Task<Client.Answer> Get(string persona, string path)
    {
        using var client = await Client.SignedInAs(PagesPortal.Portal, persona);
        return await client.Get(path);
    }

    [GeneratedRegex("20[0-9]{2}-[0-9]{6}", RegexOptions.NonBacktracking)]
    private static partial Regex AnyNumber();

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex AnyId();

    [GeneratedRegex("value=\"CfDJ8[^\"]*\"", RegexOptions.NonBacktracking)]
    private static partial Regex FormToken();
}
