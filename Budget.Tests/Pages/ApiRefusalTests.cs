using System.Net;
using System.Text;
using static Budget.Tests.Support.CoupledProgram;

namespace Budget.Tests.Pages;

/// <summary>How programs are told no: each status a problem, in the words of RFC 6749 and 6750, never a page and never the way to the sign-in page.</summary>
public sealed class ApiRefusalTests
{
    private const string Declarations = "/api/v1/declaraties";

    private static RunningPortal Portal => PagesPortal.Portal;

    private static Dictionary<string, string> Grant(params (string Name, string Value)[] more)
    {
        var form = new Dictionary<string, string>(StringComparer.Ordinal) { ["grant_type"] = "client_credentials" };
        foreach (var (name, value) in more)
        {
            form[name] = value;
        }

        return form;
    }

    private static void MustBeOAuth(Client.Answer answer, HttpStatusCode status, string error)
    {
        Assert.That((answer.Status, answer.Message.Content.Headers.ContentType?.MediaType, Json(answer).GetProperty("error").GetString()), Is.EqualTo((status, "application/json", error)), answer.Body);
        Assert.That((answer.Header("Cache-Control"), answer.Header("Pragma")), Is.EqualTo(("no-store", "no-cache")));
    }

    [Test]
    public async Task A_token_is_got_as_every_OAuth_library_asks_and_refused_as_it_understands()
    {
        using var client = await Client.SignedInAs(Portal, "aanbieder");
        using var program = await Made(Portal, client, "oauth");
        var basic = $"{program.Id}:{program.Secret}";
        var token = await program.Ask("declaraties:lezen");
        Assert.That((token.GetProperty("token_type").GetString(), token.GetProperty("expires_in").GetInt32(), token.GetProperty("scope").GetString()), Is.EqualTo(("Bearer", 900, "declaraties:lezen")));
        Assert.That((await program.AskWith(Grant(("client_id", program.Id), ("client_secret", program.Secret)))).Status, Is.EqualTo(HttpStatusCode.OK), "in the form");

        var wrong = await program.AskWith(Grant(), $"{program.Id}:geraden");
        MustBeOAuth(wrong, HttpStatusCode.Unauthorized, "invalid_client");
        Assert.That(wrong.Header("WWW-Authenticate"), Does.StartWith("Basic "));
        MustBeOAuth(await program.AskWith(Grant()), HttpStatusCode.Unauthorized, "invalid_client");
        MustBeOAuth(await program.AskWith(Grant(), "zonder dubbele punt"), HttpStatusCode.Unauthorized, "invalid_client");
        MustBeOAuth(await program.AskWith(Grant(("client_id", program.Id), ("client_secret", program.Secret)), basic), HttpStatusCode.BadRequest, "invalid_request");
        MustBeOAuth(await program.AskWith([], basic), HttpStatusCode.BadRequest, "invalid_request");
        MustBeOAuth(await program.AskWith(Grant(("grant_type", "password")), basic), HttpStatusCode.BadRequest, "unsupported_grant_type");
        MustBeOAuth(await program.AskWith(Grant(("scope", "alles")), basic), HttpStatusCode.BadRequest, "invalid_scope");
        MustBeOAuth(await program.Post("/api/v1/token", Encoding.UTF8.GetBytes("{}"), "application/json"), HttpStatusCode.BadRequest, "invalid_request");
        Assert.That(await Databases.Rows.Of(Portal.ConnectionString, "SELECT subject FROM traces WHERE what = 'SignIn' AND action = 'refused' AND subject LIKE 'geheim %'"), Is.Not.Empty, "guesses are kept");
    }

    [Test]
    public async Task A_cookie_opens_no_address_for_programs_and_a_token_no_page()
    {
        using var client = await Client.SignedInAs(Portal, "aanbieder");
        var byCookie = await client.Get(Declarations);
        MustBeProblem(byCookie, HttpStatusCode.Unauthorized, "niet-aangemeld");
        Assert.That(byCookie.Header("WWW-Authenticate"), Is.EqualTo("Bearer realm=\"eigenregie\""));
        using var program = await Of(Portal, "aanbieder");
        Assert.That((await program.Get("/aanbieder/declaraties")).Location, Does.StartWith("/inloggen"));
        Assert.That((await program.Get(Declarations)).Status, Is.EqualTo(HttpStatusCode.OK));
        program.Token = "verzonnen";
        var invented = await program.Get(Declarations);
        MustBeProblem(invented, HttpStatusCode.Unauthorized, "sleutel-verlopen");
        Assert.That(invented.Header("WWW-Authenticate"), Does.Contain("error=\"invalid_token\""));
    }

    [Test]
    public async Task What_was_ended_on_the_page_opens_nothing_from_then_on()
    {
        using var client = await Client.SignedInAs(Portal, "aanbieder");
        using var program = await Made(Portal, client, "straks weg");
        program.Token = (await program.Ask()).GetProperty("access_token").GetString()!;
        Assert.That((await client.Get("/aanbieder/koppelingen")).Body, Does.Not.Contain(program.Secret), "it was shown once");
        using var stranger = await Client.SignedInAs(Portal, "aanbieder2");
        var form = await client.FormOn("/aanbieder/koppelingen", $"form:has(input[value='{program.Id}'])");
        var theirs = await stranger.FormOn("/aanbieder/koppelingen", "main form.er-form");
        Assert.That((await stranger.Post(theirs.With("Coupling", program.Id) with { Action = "/aanbieder/koppelingen?handler=End" })).Status, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That((await program.Get(Declarations)).Status, Is.EqualTo(HttpStatusCode.OK));
        var ended = await client.Post(form with { Action = "/aanbieder/koppelingen?handler=End" });
        Assert.That((await client.Get(ended.Location!)).Document.QuerySelector("main")!.TextContent, Does.Contain("De koppeling is beëindigd."));
        MustBeProblem(await program.Get(Declarations), HttpStatusCode.Unauthorized, "sleutel-verlopen");
        MustBeOAuth(await program.AskWith(Grant(), $"{program.Id}:{program.Secret}"), HttpStatusCode.Unauthorized, "invalid_client");
    }

    [Test]
    public async Task The_page_asks_for_what_is_missing_and_who_may_only_read_makes_none()
    {
        using var client = await Client.SignedInAs(Portal, "aanbieder");
        var empty = await client.Post(await client.FormOn("/aanbieder/koppelingen", "main form.er-form"));
        Assert.That(empty.Status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(empty.Document.QuerySelector("main")!.TextContent, Does.Contain("Vul in hoe het programma heet.").And.Contain("Kies wat het programma mag.").And.Contain("Kies hoe lang de koppeling moet werken."));
        using var reader = await Client.SignedInAs(Portal, "aanbieder3");
        var page = await reader.Get("/aanbieder/koppelingen");
        Assert.That((page.Document.QuerySelector("main form"), page.Document.QuerySelector("main")!.TextContent.Contains("U mag hier lezen", StringComparison.Ordinal)), Is.EqualTo(((AngleSharp.Dom.IElement?)null, true)));
    }

    [Test]
    public async Task A_token_for_reading_sends_nothing()
    {
        using var reading = await Of(Portal, "aanbieder", may: "Read");
        var refused = await reading.Post(Declarations, Encoding.UTF8.GetBytes("<x/>"));
        MustBeProblem(refused, HttpStatusCode.Forbidden, "niet-toegestaan");
        Assert.That(refused.Header("WWW-Authenticate"), Does.Contain("error=\"insufficient_scope\", scope=\"declaraties:indienen\""));
        using var narrow = await Of(Portal, "aanbieder", scope: "berichten:lezen");
        MustBeProblem(await narrow.Get(Declarations), HttpStatusCode.Forbidden, "niet-toegestaan");
    }

    [Test]
    public async Task What_is_asked_wrongly_is_said_as_a_problem()
    {
        using var program = await Of(Portal, "aanbieder");
        MustBeProblem(await program.Get("/api/v1/bestaat-niet"), HttpStatusCode.NotFound, "niet-gevonden");
        MustBeProblem(await program.Get("/api"), HttpStatusCode.NotFound, "niet-gevonden");
        MustBeProblem(await program.Get($"{Declarations}/"), HttpStatusCode.NotFound, "niet-gevonden");
        MustBeProblem(await program.Get($"{Declarations}/geen-id"), HttpStatusCode.NotFound, "niet-gevonden");
        MustBeProblem(await program.Get($"{Declarations}?voor=gisteren"), HttpStatusCode.BadRequest, "onjuist");
        var deleted = await program.Send(HttpMethod.Delete, Declarations);
        MustBeProblem(deleted, HttpStatusCode.MethodNotAllowed, "methode-onbekend");
        Assert.That(deleted.Header("Allow"), Is.EqualTo("GET, HEAD, POST"));
        MustBeProblem(await program.Get("/api/v1/token"), HttpStatusCode.MethodNotAllowed, "methode-onbekend");
        foreach (var type in new[] { "application/json", "multipart/form-data; boundary=x", null })
        {
            MustBeProblem(await program.Post(Declarations, Encoding.UTF8.GetBytes("{}"), type), HttpStatusCode.UnsupportedMediaType, "soort-onbekend");
        }

        var packed = new ByteArrayContent([31, 139, 8, 0]) { Headers = { ContentType = new("application/xml"), ContentEncoding = { "gzip" } } };
        MustBeProblem(await program.Send(HttpMethod.Post, Declarations, packed), HttpStatusCode.UnsupportedMediaType, "soort-onbekend");
        var english = MustBeProblem(await program.Send(HttpMethod.Get, "/api/v1/bestaat-niet", language: "fr, en;q=0.8, nl;q=0.5"), HttpStatusCode.NotFound, "niet-gevonden");
        Assert.That(english.GetProperty("title").GetString(), Is.EqualTo("This is not there"));
        Assert.That((await program.Send(HttpMethod.Head, Declarations)).Status, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task A_hostile_or_oversized_file_is_refused_with_a_sentence_and_nothing_is_kept()
    {
        using var program = await Of(Portal, "aanbieder");
        var before = await Databases.Rows.Of(Portal.ConnectionString, "SELECT COUNT(*) FROM declaration_messages");
        foreach (var (file, code) in new[]
        {
            ("", "empty"), ("<x", "not-xml"), ("<x/>", "other-message"),
            ("<?xml version=\"1.0\"?><!DOCTYPE b [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><b>&x;</b>", "not-xml"),
            ($"<?xml version=\"1.0\"?><!DOCTYPE b [<!ENTITY a0 'ha'>{string.Concat(Enumerable.Range(1, 30).Select(n => $"<!ENTITY a{n} '&a{n - 1};&a{n - 1};'>"))}]><b>&a30;</b>", "not-xml"),
        })
        {
            var problem = MustBeProblem(await program.Post(Declarations, Encoding.UTF8.GetBytes(file)), HttpStatusCode.BadRequest, "bestand-geweigerd");
            Assert.That(problem.GetProperty("fouten")[0].GetProperty("code").GetString(), Is.EqualTo(code), file);
        }

        var large = new byte[(25 * 1024 * 1024) + 10];
        Array.Fill(large, (byte)' ');
        "<a>"u8.CopyTo(large);
        MustBeProblem(await program.Post(Declarations, large), HttpStatusCode.RequestEntityTooLarge, "te-groot");
        MustBeProblem(await program.Post(Declarations, large, "text/csv"), HttpStatusCode.RequestEntityTooLarge, "te-groot");
        MustBeProblem(await program.Post("/api/v1/inzendingen", large), HttpStatusCode.RequestEntityTooLarge, "te-groot");
        Assert.That(await Databases.Rows.Of(Portal.ConnectionString, "SELECT COUNT(*) FROM declaration_messages"), Is.EqualTo(before));
    }

    [Test]
    public async Task A_program_that_asks_too_often_waits_and_another_of_the_same_provider_does_not()
    {
        await using var portal = await RunningPortal.Start(settings: [("Limits__ApiRequestsPerMinute", "5"), ("Limits__SignInsPerMinute", "8")]);
        using var hasty = await Of(portal, "aanbieder");
        using var calm = await Of(portal, "aanbieder");
        var answers = new List<Client.Answer>();
        for (var request = 0; request < 8; request++)
        {
            answers.Add(await hasty.Get(Declarations));
        }

        Assert.That(answers.Take(5).Select(answer => answer.Status), Is.All.EqualTo(HttpStatusCode.OK));
        MustBeProblem(answers[^1], HttpStatusCode.TooManyRequests, "te-vaak");
        Assert.That(answers[^1].Header("Retry-After"), Is.EqualTo("60"));
        Assert.That((await calm.Get(Declarations)).Status, Is.EqualTo(HttpStatusCode.OK));
        List<HttpStatusCode> guesses = [];
        for (var guess = 0; guess < 10; guess++)
        {
            guesses.Add((await calm.AskWith(Grant(), $"{calm.Id}:geraden{guess}")).Status);
        }

        Assert.That((guesses[0], guesses[^1]), Is.EqualTo((HttpStatusCode.Unauthorized, HttpStatusCode.TooManyRequests)), "who guesses is slowed down");
    }

    [Test]
    public async Task A_fault_of_ours_is_said_as_a_problem_with_a_reference()
    {
        await using var portal = await RunningPortal.Start();
        using var program = await Of(portal, "aanbieder");
        await Databases.Rows.Execute(portal.ConnectionString, "ALTER TABLE declaration_messages RENAME TO declaration_messages_gone");
        var fault = MustBeProblem(await program.Get(Declarations), HttpStatusCode.InternalServerError, "fout");
        Assert.That(fault.GetProperty("referentie").GetString(), Has.Length.EqualTo(32), "by which the log has it");
        await Databases.Rows.Execute(portal.ConnectionString, "ALTER TABLE declaration_messages_gone RENAME TO declaration_messages");
    }
}
