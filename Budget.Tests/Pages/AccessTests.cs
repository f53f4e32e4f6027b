using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Budget.Tests.Pages;

/// <summary>
/// Every route as every role, against one table that a reviewer can read: the section "Routes and roles" of docs/security.md. A page that is new, or opened to somebody
/// else, changes the table or fails here.
/// </summary>
public sealed partial class AccessTests
{
    internal const string Nobody = "2026-999999";
    private static readonly string[] Personas =
        ["-", "jansen", "devries", "bakker", "consulent", "consulent2", "financien", "aanbieder", "beheer", "controle"];

    [Test]
    public async Task Every_route_answers_every_role_as_the_table_says()
    {
        // Of its own: forms are really sent here. With every way in, at a provider that nobody goes to.
        await using var provider = await ForgingProvider.Start();
        await using var portal = await RunningPortal.Start(settings: [.. provider.Settings, .. provider.SettingsOf("OidcProviders"), .. provider.SettingsOf("OidcStaff")]);
        var rows = await EveryRoute.Rows(portal);
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
    [TestCase("financien", "/financien", "/financien/correcties", "/financien/boeken", "/financien/boeken/maand", "/financien/fonds")]
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
    [TestCase("jansen", "/hulpvraag/{0}/meelezers", "request")]
    [TestCase("jansen", "/meelezen/{0}", "request")]
    [TestCase("jansen", "/mijn-budget/{0}/meekijkers", "budget")]
    [TestCase("jansen", "/mijn-budget/{0}/jaar/2026", "personheld")]
    [TestCase("consulent2", "/mijn-budget/{0}/jaar/2026", "personheld")]
    [TestCase("jansen", "/mijn-budget/{0}/jaar/2026.pdf", "personheld")]
    [TestCase("jansen", "/meelezen/budget/{0}", "personheld")]
    [TestCase("jansen", "/meelezen/zorgovereenkomst/{0}/uren", "agreement")]
    [TestCase("jansen", "/berichten/{0}", "request")]
    [TestCase("consulent2", "/consulent/hulpvraag/{0}/berichten", "request")]
    [TestCase("jansen", "/pgb/{0}/uren", "agreement")]
    [TestCase("consulent2", "/consulent/verzoek/{0}", "data-request")]
    [TestCase("consulent2", "/consulent/hulpvraag/{0}", "request")]
    [TestCase("consulent2", "/consulent/hulpvraag/{0}/verslag", "request")]
    [TestCase("consulent2", "/consulent/hulpvraag/{0}/antwoord", "request")]
    [TestCase("consulent2", "/consulent/hulpvraag/{0}/besluit", "request")]
    [TestCase("consulent2", "/consulent/hulpvraag/{0}/besluit/voorziening", "request")]
    [TestCase("consulent2", "/consulent/hulpvraag/{0}/besluit/zonder-budget", "request")]
    [TestCase("consulent2", "/consulent/hulpvraag/{0}/besluit/andere-vorm", "request")]
    [TestCase("consulent2", "/consulent/bezwaar/{0}", "objection")]
    [TestCase("consulent2", "/besluit/{0}", "decision")]
    [TestCase("jansen", "/besluit/{0}", "decision")]
    [TestCase("jansen", "/besluit/{0}/brief.pdf", "decision")]
    [TestCase("jansen", "/besluit/{0}/bezwaar", "decision")]
    [TestCase("jansen", "/besluit/{0}/bezwaar/brief.pdf", "decision")]
    [TestCase("consulent2", "/consulent/budget/{0}/zorgovereenkomst", "personheld")]
    [TestCase("consulent2", "/consulent/budget/{0}/zorgovereenkomsten", "personheld")]
    public async Task What_is_somebody_elses_looks_exactly_like_what_is_not_there(string persona, string path, string what)
    {
        var foreign = await EveryRoute.Number(what);
        using var client = await Client.SignedInAs(PagesPortal.Portal, persona);
        var theirs = await client.Get(string.Format(CultureInfo.InvariantCulture, path, foreign));
        var missing = await client.Get(string.Format(CultureInfo.InvariantCulture, path, Nobody));
        Assert.That((theirs.Status, missing.Status), Is.EqualTo((HttpStatusCode.NotFound, HttpStatusCode.NotFound)));
        Assert.That(Same(theirs.Body, foreign), Is.EqualTo(Same(missing.Body, Nobody)));
        Assert.That(theirs.Message.Headers.Select(header => header.Key), Is.EquivalentTo(missing.Message.Headers.Select(header => header.Key)));
    }

    private static string Same(string body, string number) => FormToken().Replace(body, "").Replace(number, "", StringComparison.Ordinal);

    [GeneratedRegex("value=\"CfDJ8[^\"]*\"", RegexOptions.NonBacktracking)]
    private static partial Regex FormToken();
}
