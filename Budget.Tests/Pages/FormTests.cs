using System.Globalization;
using System.Net;
using System.Text;

namespace Budget.Tests.Pages;

/// <summary>Forms under hands that are impatient, careless or hostile: nothing happens twice, and nothing that is sent is a fault of ours.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class FormTests(Engine engine)
{
    private static readonly string[] Garbage =
        ["", " \n ", new string('x', 10_000), "<script>alert(1)</script>", "👩‍🦽 \u202Eomgekeerd", "-1", "0", "NaN", "1e9", "99999999999999999999", "9999-12-31", "0001-01-01", "nul\0nul", "{\"OwnWords\":null}", "'; DROP TABLE budgets; --"];

    private static readonly string[] Tables =
    [
        "support_requests", "personal_plans", "investigation_reports", "report_answers", "applications", "decisions", "budgets", "assignments", "postings", "claims", "invoice_lines",
        "traces WHERE action = 'do'",
    ];

    private RunningPortal portal = null!;

    [OneTimeSetUp]
    public async Task Open() => portal = await RunningPortal.Start(engine);

    [OneTimeTearDown]
    public async Task Close()
    {
        if (portal is not null)
        {
            await portal.DisposeAsync();
        }
    }

    [Test]
    public async Task A_form_that_is_sent_twice_does_its_deed_once()
    {
        using var jansen = await Client.SignedInAs(portal, "jansen");
        using var consulent = await Client.SignedInAs(portal, "consulent");
        await Post(jansen, "/hulpvraag/nieuw", ("OwnWords", "Het gaat niet meer."), ("Domains", "Household"));
        await Post(jansen, "/hulpvraag/nieuw/doelen", ("Goals[0]", "Een schoon huis."));
        await Post(jansen, "/hulpvraag/nieuw/wens", ("WishedForm", "PersonFollowing"));

        var request = (await Twice(jansen, "/hulpvraag/nieuw/controle")).Split('/')[^1];
        await Twice(jansen, $"/hulpvraag/{request}/plan", ("Words", "Mijn buurvrouw wil wel."));
        await Twice(consulent, $"/consulent/hulpvraag/{request}/verslag", ("Advice", "Toekennen."), ("LeftOut", "yes"), ("Plan", "1"));
        await Twice(jansen, $"/hulpvraag/{request}/verslag", ("ReportAnswer", "AgreeAndApply"));
        await Twice(
            consulent, $"/consulent/hulpvraag/{request}/besluit/voorziening",
            ("Product", "02A05"), ("Volume", "2"), ("Frequency", "Week"), ("Rate", "66,00"), ("StartsOn", "1-5-2026"), ("EndsOn", "31-12-2026"),
            ("FundingForm", "PersonFollowing"), ("Reasons", "U kunt dit niet meer zelf."));
        var budget = (await jansen.Get("/mijn-budget")).Document.QuerySelector(".er-card__link")!.GetAttribute("href")!;
        var consider = (await jansen.Get($"{budget}/aanbieder-kiezen")).Document.QuerySelector(".er-card a[href*='kies=']")!.GetAttribute("href");
        await Twice(jansen, $"{budget}/aanbieder-kiezen{consider}");

        using var bakker = await Client.SignedInAs(portal, "bakker");
        await Twice(bakker, await Claim(bakker, "Karin Postma"), ("Month", "2026-05"), ("Volume", "10,5"));
    }

    [Test]
    public async Task The_key_of_a_form_is_good_for_one_content_only()
    {
        using var bakker = await Client.SignedInAs(portal, "bakker");
        var form = (await bakker.FormOn(await Claim(bakker, "Joost Bakker"))).With("Month", "2026-05").With("Volume", "2");
        Assert.That((await bakker.Post(form)).Status, Is.EqualTo(HttpStatusCode.Found));
        var before = await Rows();
        var other = await bakker.Post(form.With("Volume", "3"));
        Assert.That((other.Status, await Rows()), Is.EqualTo((HttpStatusCode.BadRequest, before)));
    }

    [TestCase("jansen", "/hulpvraag/nieuw")]
    [TestCase("devries", "/hulpvraag/nieuw/hulp")]
    [TestCase("devries", "/hulpvraag/nieuw/wens")]
    [TestCase("devries", "/hulpvraag/nieuw/spoed")]
    [TestCase("devries", "/hulpvraag/nieuw/controle")]
    [TestCase("bakker", "claim")]
    [TestCase("consulent", "report")]
    [TestCase("consulent", "decision")]
    [TestCase("consulent", "refusal")]
    [TestCase("consulent", "agreement")]
    [TestCase("devries", "wisselen")]
    [TestCase("devries", "hulp")]
    [TestCase("aanbieder", "/aanbieder/profiel")]
    [TestCase("beheer", "contract")]
    [TestCase("beheer", "/beheer/contracten/nieuw?kvk=99999999")]
    [TestCase("consulent", "voorstel")]
    [TestCase("financien", "/financien/budgetten")]
    [TestCase("financien", "/financien")]
    [TestCase("financien", "/financien/boeken/maand")]
    public async Task Garbage_in_a_form_is_never_a_fault_of_ours(string persona, string page)
    {
        using var client = await Client.SignedInAs(portal, persona);
        var path = page switch
        {
            "claim" => await Claim(client, "Karin Postma"),
            "report" => $"{await Case(client, "Onderzoek")}/verslag",
            "decision" => $"{await Case(client, "Verslag opnieuw bekijken")}/besluit/voorziening",
            "refusal" => $"{await Case(client, "Verslag opnieuw bekijken")}/besluit/zonder-budget",
            "agreement" => (await client.Get(await Case(client, "H. Bakker"))).Document.QuerySelector("a[href$=zorgovereenkomst]")!.GetAttribute("href")!,
            "wisselen" or "hulp" => $"{(await client.Get("/mijn-budget")).Document.QuerySelector(".er-card__link")!.GetAttribute("href")}/{page}",
            "contract" => (await client.Get("/beheer/contracten")).Document.QuerySelector("tbody a")!.GetAttribute("href")!,
            "voorstel" => (await client.Get("/consulent/levering")).Document.QuerySelector("a[href*='/voorstel/']")!.GetAttribute("href")!,
            _ => page,
        };
        if (page == "/hulpvraag/nieuw/controle")
        {
            await Post(client, "/hulpvraag/nieuw/hulp", ("CurrentHelp", "Mijn buurvrouw."));
        }

        var form = await client.FormOn(path);
        var names = form.Fields.Keys.Where(name => name != "__RequestVerificationToken").ToList();
        foreach (var garbage in Garbage)
        {
            var all = names.Aggregate(form, (filled, name) => filled.With(name, garbage));
            await MustBeOurs(client, all, $"everything is '{Short(garbage)}'");
            foreach (var name in names)
            {
                await MustBeOurs(client, form.With(name, garbage), $"{name} is '{Short(garbage)}'");
            }
        }

        var many = Enumerable.Range(0, 1_500).Aggregate(form, (filled, number) => filled.With($"Veld{number}", "x"));
        await MustBeOurs(client, many, "1500 fields");
        await MustBeOurs(client, form.With(names[0], new string('x', 900_000)), "nearly a million letters");
    }

    [TestCase("devries", "/mijn-budget/%00")]
    [TestCase("devries", "/mijn-budget/{0}?voor=x")]
    [TestCase("devries", "/mijn-budget/{0}?voor=99999999999999999999")]
    [TestCase("devries", "/mijn-budget/{0}?voor=-1")]
    [TestCase("devries", "/mijn-budget/{0}/overzicht.pdf?jaar=1")]
    [TestCase("devries", "/mijn-budget/{0}/overzicht.pdf?jaar=x")]
    [TestCase("devries", "/mijn-budget/{0}/boekingen.csv?van=x&tot=2026-01-01")]
    [TestCase("devries", "/mijn-budget/{0}/boekingen.csv?van=2026-02-01&tot=2026-01-01")]
    [TestCase("devries", "/hulpvraag/nieuw?voor=x")]
    [TestCase("devries", "/hulpvraag/nul%00nul")]
    [TestCase("devries", "/pgb/nul%00nul/uren")]
    [TestCase("devries", "/aanbieders/x")]
    [TestCase("devries", "/aanbieders?zoek=%00%25_&hulp=x&taal=Klingon&toegang=1&wachten=99999999999&klein=x&blad=-1")]
    [TestCase("devries", "/mijn-budget/{0}/aanbieder-kiezen?kies=x&naast=x&naast=%00")]
    [TestCase("devries", "/mijn-budget/{0}/hulp?wie=x")]
    [TestCase("beheer", "/beheer/contracten?zoek=%00&blad=x")]
    [TestCase("aanbieder", "/aanbieder/profiel?gemeente=x")]
    [TestCase("consulent", "/consulent/hulpvraag/nul%00nul")]
    [TestCase("consulent", "/consulent/huishouden/nul%00nul")]
    [TestCase("consulent", "/consulent?van=nul%00nul&pagina=99999999999")]
    [TestCase("consulent", "/consulent?van=hulpvragen&pagina=99999")]
    [TestCase("financien", "/financien/budget/nul%00nul")]
    [TestCase("financien", "/financien/declaratie/x")]
    [TestCase("financien", "/financien/boeken?dag=nul%00nul&voor=nul%00nul")]
    [TestCase("financien", "/financien/boeken?dag=31-12-2200&voor=1-1-1900")]
    [TestCase("controle", "/boeken/saldi.csv?dag=x")]
    [TestCase("controle", "/boeken/saldi.csv?dag=1-1-1900")]
    public async Task Garbage_in_an_address_is_never_a_fault_of_ours(string persona, string address)
    {
        using var client = await Client.SignedInAs(portal, persona);
        var budget = persona != "devries" ? "" : (await client.Get("/mijn-budget")).Document.QuerySelector(".er-card__link")!.GetAttribute("href")!.Split('/')[^1];
        var answer = await client.Get(string.Format(CultureInfo.InvariantCulture, address, budget));
        Assert.That((int)answer.Status, Is.LessThan(500));
    }

    [Test]
    public async Task A_file_that_is_too_big_is_refused_with_a_sentence_not_with_a_broken_line()
    {
        using var financien = await Client.SignedInAs(portal, "financien");
        var answer = await financien.Post(await financien.FormOn("/financien"), "Upload", new byte[30 * 1024 * 1024]);
        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(answer.Document.QuerySelector(".er-error-summary li")!.TextContent, Does.Contain("25 MB"));
    }

    [TestCase("<?xml version=\"1.0\"?><!DOCTYPE b [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><b>&e;</b>")]
    [TestCase("<?xml version=\"1.0\"?><b>half")]
    [TestCase("geen xml")]
    [TestCase("")]
    public async Task A_file_that_is_no_declaration_gets_one_clear_line(string file)
    {
        using var financien = await Client.SignedInAs(portal, "financien");
        var before = await Rows();
        var answer = await financien.Post(await financien.FormOn("/financien"), "Upload", Encoding.UTF8.GetBytes(file));
        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.BadRequest));
        var lines = answer.Document.QuerySelectorAll(".er-error-summary li").Select(line => line.TextContent.Trim()).ToList();
        Assert.That(lines, Has.Count.EqualTo(1));
        Assert.That(lines[0], Has.Length.InRange(10, 300).And.Not.Contains("\n").And.Not.Contains("Exception").And.Not.Contains("root:"));
        Assert.That(await Rows(), Is.EqualTo(before));
    }

    private static string Short(string garbage) => garbage.Length > 30 ? $"{garbage[..30]}…" : garbage.Replace("\0", "␀", StringComparison.Ordinal);

    private async Task MustBeOurs(Client client, Client.Form form, string what)
    {
        // A form that takes a file wants its kind of body; a text in the place of the file is garbage too.
        var answer = form.Fields.TryGetValue("Upload", out var file)
            ? await client.Post(form, "Upload", Encoding.UTF8.GetBytes(file))
            : await client.Post(form);
        Assert.That((int)answer.Status, Is.LessThan(500), $"{form.Action}: {what}\n{portal.Errors[Math.Max(0, portal.Errors.Length - 600)..]}");
        Assert.That(answer.Body, Does.Not.Contain("Er ging bij ons iets mis"), $"{form.Action}: {what}");
    }

    [Test]
    public async Task An_answer_that_is_too_long_is_told_at_its_field_how_long_it_is_and_stays()
    {
        using var bakker = await Client.SignedInAs(portal, "bakker");
        var words = new string('a', 4001);
        var answer = await bakker.Post(Filled(await bakker.FormOn("/hulpvraag/nieuw"), [("OwnWords", words), ("Domains", "Household")]));

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(answer.Document.QuerySelector("#OwnWords-error")!.TextContent, Does.Contain("te lang: 4001 letters. Er passen er 4000."));
        Assert.That(answer.Document.QuerySelector("#OwnWords")!.TextContent.Trim(), Is.EqualTo(words));
    }

    private static async Task Post(Client client, string page, params (string Name, string Value)[] fields)
    {
        var answer = await client.Post(Filled(await client.FormOn(page), fields));
        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.Found), page);
    }

    private async Task<string> Twice(Client client, string page, params (string Name, string Value)[] fields)
    {
        var form = Filled(await client.FormOn(page), fields);
        var before = await Rows();
        var first = await client.Post(form);
        var between = await Rows();
        var second = await client.Post(form);
        Assert.That((first.Status, second.Status), Is.EqualTo((HttpStatusCode.Found, HttpStatusCode.Found)), page);
        Assert.That(second.Location, Is.EqualTo(first.Location), page);
        Assert.That(between, Is.Not.EqualTo(before), $"{page} did something");
        Assert.That(await Rows(), Is.EqualTo(between), $"{page} did nothing the second time");
        return first.Location!;
    }

    private static Client.Form Filled(Client.Form form, (string Name, string Value)[] fields) =>
        fields.Aggregate(form, (filled, field) => filled.With(field.Name, field.Value));

    /// <summary>How many rows there are of everything that a deed writes.</summary>
    private Task<string> Rows() => portal.Database.Read(async session =>
    {
        var counts = new List<string>();
        foreach (var table in Tables)
        {
            counts.Add($"{table} {await session.Single<long>($"SELECT COUNT(*) FROM {table}")}");
        }

        return string.Join(", ", counts);
    });

    private static async Task<string> Claim(Client client, string helper) =>
        (await client.Get("/pgb")).Document.QuerySelectorAll(".er-card__link")
            .First(link => link.TextContent.Contains(helper, StringComparison.Ordinal)).GetAttribute("href")!;

    /// <summary>The first case of the worklist whose row says this.</summary>
    private static async Task<string> Case(Client client, string says) =>
        (await client.Get("/consulent?van=hulpvragen")).Document.QuerySelectorAll("tbody tr")
            .First(row => row.TextContent.Contains(says, StringComparison.Ordinal)).QuerySelector("a")!.GetAttribute("href")!;
}
