using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Razor.Hosting;

namespace Budget.Tests.Pages;

/// <summary>Each way into the portal, with the numbers of somebody of the demo town to try it on.</summary>
internal static partial class EveryRoute
{
    /// <summary>Each route of the compiled pages, with the numbers of whom it is tried on; and the routes that are no page.</summary>
    public static async Task<IReadOnlyList<(string Label, string Method, string Path)>> Rows(RunningPortal portal)
    {
        var proposal = await Proposal(portal);
        (string Route, string Id)[] ids =
        [
            ("/aanbod/ideeen", await Idea()),
            ("/aanbod", await First("devries", "/aanbod?woorden=rouwgroep", ".er-card__link")),
            ("/aanbieders", await First("devries", "/aanbieders", ".er-card__link")),
            ("/aanbieder/betwist", await First("aanbieder", "/aanbieder", "a[href*='/betwist/']")),
            ("/consulent/betwist", await First("consulent", "/consulent?van=iedereen", "a[href*='/betwist/']")),
            ("/aanbieder/berichtenverkeer/ontvangen", await First("aanbieder", "/aanbieder/berichtenverkeer", "a[href*='/ontvangen/']")),
            ("/aanbieder/berichtenverkeer", (await Get("aanbieder", "/aanbieder/berichtenverkeer")).Document.QuerySelector("a[href$='bericht.xml']")!.GetAttribute("href")!.Split('/')[^2]),
            ("/consulent/vraag", await First("consulent", "/consulent?van=iedereen", "a[href^='/consulent/vraag/']")),
            ("/aanbieder/client", await First("aanbieder", "/aanbieder", "tbody tr:has(th:contains('Vries')) a[href^='/aanbieder/client']")),
            ("/aanbieder/declaraties/regel", (await Databases.Rows.Of(portal.ConnectionString, "SELECT line.id FROM invoice_lines line JOIN users u ON u.login = 'aanbieder' JOIN providers p ON p.id = u.provider_id AND p.agb = line.sender_agb WHERE line.return_codes = '' AND line.debit_credit = 'D' ORDER BY line.id DESC"))[0]),
            ("/aanbieder/declaraties", await First("aanbieder", "/aanbieder/declaraties", "tbody a")),
            ("/machtigingen", (await First("devries", "/machtigingen", "main a[href*='/machtigingen/']")).Split('?')[0]),
            ("/berichten", (await Databases.Rows.Of(portal.ConnectionString, "SELECT provider_id FROM users WHERE login = 'aanbieder'"))[0]),
            ("/stukken", await Paper(portal)),
            ("/beheer/contracten", await First("beheer", "/beheer/contracten", "tbody a")),
            ("/consulent/levering/voorstel", await First("consulent", "/consulent/levering", "a[href*='/voorstel/']")),
            ("/consulent/meldingen", await First("consulent", "/consulent/meldingen", "tbody a")),
            ("/financien/overzichten", await Export(portal)),
            ("/financien/aanbieders", await First("financien", "/financien/aanbieders", "tbody a")),
            ("/controle/aanbieders", await First("controle", "/controle/aanbieders", "tbody a")),
            ("/boeken/rekeningkaart", await First("financien", "/financien/aanbieders", "tbody a")),
            ("/financien/correcties", proposal),
            ("/controle/correcties", proposal),
            // Nobody who walks here: it is signed out on the way.
            ("/beheer/accounts", (await Databases.Rows.Of(portal.ConnectionString, "SELECT id FROM users WHERE login = 'financien2'"))[0]),
            ("", await First("financien", "/financien", "tbody a")),
        ];
        var year = await First("bakker", $"/mijn-budget/{await Number("personheld")}", "main a[href*='/jaar/']");
        var rows = new List<(string, string, string)>();
        foreach (var (route, handlers) in Routes())
        {
            var number = route.Contains("/svb/", StringComparison.Ordinal) ? "svb" : route.Contains("/betalingen/", StringComparison.Ordinal) ? "payment"
                : route.StartsWith("/pgb", StringComparison.Ordinal) || route.StartsWith("/helpen", StringComparison.Ordinal) || route.Contains("/zorgovereenkomst/", StringComparison.Ordinal)
                    || route.Contains("/zorgovereenkomsten/", StringComparison.Ordinal) ? "agreement"
                : route.StartsWith("/besluit", StringComparison.Ordinal) || route.StartsWith("/controle/besluit", StringComparison.Ordinal) ? "decision"
                : route.StartsWith("/consulent/bezwaar/", StringComparison.Ordinal) ? "objection"
                : route.StartsWith("/consulent/hulpvraag", StringComparison.Ordinal) ? "request"
                : route.Contains("verzoek", StringComparison.Ordinal) ? "data-request"
                : route.Contains("zorgovereenkomst", StringComparison.Ordinal) || route.Contains("vooruitblik", StringComparison.Ordinal) || route.Contains("/jaar/", StringComparison.Ordinal) || route.StartsWith("/meelezen/budget", StringComparison.Ordinal) ? "personheld"
                : route.Contains("budget", StringComparison.Ordinal) || route.Contains("/spoor/", StringComparison.Ordinal) ? "budget" : "request";
            var path = route
                .Replace("{number}", await Number(number), StringComparison.Ordinal)
                .Replace("{id:guid}", ids.First(one => route.StartsWith(one.Route, StringComparison.Ordinal)).Id, StringComparison.Ordinal)
                .Replace("{posting:long}", "3", StringComparison.Ordinal)
                .Replace("{year:int}", year, StringComparison.Ordinal)
                .Replace("{part:int}", "1", StringComparison.Ordinal)
                .Replace("{category}", "02", StringComparison.Ordinal)
                .Replace("{town}", "0402", StringComparison.Ordinal)
                .Replace("{code:int}", "404", StringComparison.Ordinal);
            var whose = route.Contains("{number}", StringComparison.Ordinal) ? number is "objection" or "payment" or "svb" ? "" : number is "agreement" or "personheld" ? "  (Bakker)" : "  (De Vries)" : "";
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

        // For programs: a session opens none of them. With a token: ApiTests, ApiRefusalTests.
        var nobodys = Guid.Empty.ToString("D");
        rows.AddRange(
        [
            ("GET  /api/v1/openapi.json", "GET", "/api/v1/openapi.json"),
            ("POST /api/v1/token", "POST", "/api/v1/token"),
            ("GET  /api/v1/declaraties", "GET", "/api/v1/declaraties"),
            ("POST /api/v1/declaraties", "POST", "/api/v1/declaraties"),
            ("GET  /api/v1/declaraties/(id)", "GET", $"/api/v1/declaraties/{nobodys}"),
            ("GET  /api/v1/declaraties/(id)/retourbericht", "GET", $"/api/v1/declaraties/{nobodys}/retourbericht"),
            ("GET  /api/v1/berichten", "GET", "/api/v1/berichten"),
            ("GET  /api/v1/berichten/(id)", "GET", $"/api/v1/berichten/{nobodys}"),
            ("POST /api/v1/inzendingen", "POST", "/api/v1/inzendingen"),
            ("GET  /api/v1/inzendingen/(id)", "GET", $"/api/v1/inzendingen/{nobodys}"),
        ]);

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

    /// <summary>Statements that finance asked for, of the few PGBs: made in a moment.</summary>
    private static async Task<string> Export(RunningPortal portal)
    {
        using var client = await Client.SignedInAs(portal, "financien");
        var asked = await client.Post((await client.FormOn("/financien/overzichten", "main form[method=post]")).With("Form", "personheld"));
        for (var tries = 0; tries < 600 && (await client.Get(asked.Location!)).Document.QuerySelector("main a[href$='.zip']") is null; tries++)
        {
            await Task.Delay(100);
        }

        Assert.That((await client.Get(asked.Location!)).Document.QuerySelector("main a[href$='.zip']"), Is.Not.Null, "made within a minute");
        return asked.Location!.Split('/')[^1];
    }

    /// <summary>A correction that finance proposes here, and that a colleague has to approve.</summary>
    private static async Task<string> Proposal(RunningPortal portal)
    {
        using var client = await Client.SignedInAs(portal, "financien");
        var form = await client.FormOn($"/financien/budget/{await Number("budget")}/boeking/5/corrigeren", "main form");
        var proposed = await client.Post(form.With("Reason", "Dubbel"));
        Assert.That(proposed.Location, Does.StartWith("/financien/correcties/"), proposed.Body);
        return proposed.Location!.Split('/')[^1];
    }

    /// <summary>Each route with a number or an id of somebody, once with it and once with one that nobody has.</summary>
    public static async Task<IReadOnlyList<(string Route, string Method, string Foreign, string Absent)>> Foreign(RunningPortal portal)
    {
        var rows = new List<(string, string, string, string)>();
        foreach (var (label, method, path) in await Rows(portal))
        {
            if (label.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1].Split('?')[0] is var route && route.Contains('{', StringComparison.Ordinal))
            {
                rows.Add((route, method, path, AnyNumber().Replace(AnyId().Replace(path, Guid.Empty.ToString("D").Replace('0', '1')), AccessTests.Nobody)));
            }
        }

        return rows;
    }

    /// <summary>From the assembly itself: a page that nobody thought of here is walked too.</summary>
    public static IEnumerable<(string Route, IReadOnlyList<string> Handlers)> Routes() =>
        from page in typeof(Portal.Hosting.PortalHost).Assembly.GetCustomAttributes<RazorCompiledItemAttribute>()
        let route = page.Type.GetCustomAttributes<RazorCompiledItemMetadataAttribute>().FirstOrDefault(one => one.Key == "RouteTemplate")?.Value
        where route is not null
        let model = page.Type.GetProperty("Model")?.PropertyType
        orderby route
        select (route, HandlersOf(model));

    private static IReadOnlyList<string> HandlersOf(Type? model) =>
        [.. (model?.GetMethods() ?? []).Where(method => method.Name.StartsWith("OnPost", StringComparison.Ordinal)).Select(method => method.Name["OnPost".Length..]).Distinct().Order(StringComparer.Ordinal)];

    public static async Task<string> Number(string what) => what switch
    {
        "budget" => await First("devries", "/mijn-budget", ".er-card__link"),
        "personheld" => await First("bakker", "/mijn-budget", ".er-card__link"),
        "agreement" => (await Databases.Rows.Of(PagesPortal.Portal.ConnectionString, """
            SELECT agreement.number
            FROM care_agreements agreement
            JOIN agreement_proposals drawn ON drawn.id = agreement.proposal_id
            JOIN residents r ON r.id = drawn.resident_id
            WHERE r.name = 'meneer H. Bakker'
            """))[0],
        "decision" => (await Databases.Rows.Of(PagesPortal.Portal.ConnectionString, "SELECT d.number FROM decisions d JOIN residents r ON r.id = d.resident_id WHERE r.name = 'mevrouw A. de Vries' ORDER BY d.number"))[0],
        "objection" => (await Databases.Rows.Of(PagesPortal.Portal.ConnectionString, "SELECT number FROM objections WHERE outcome IS NULL ORDER BY number"))[0],
        "payment" => (await Databases.Rows.Of(PagesPortal.Portal.ConnectionString, "SELECT run.number FROM payment_runs run LEFT JOIN payment_run_answers said ON said.run_id = run.id ORDER BY said.run_id IS NOT NULL, run.number"))[0],
        "svb" => (await Databases.Rows.Of(PagesPortal.Portal.ConnectionString, "SELECT number FROM svb_orders ORDER BY number"))[0],
        "data-request" => await First("consulent", "/consulent?van=iedereen", "a[href^='/consulent/verzoek/']"),
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
}
