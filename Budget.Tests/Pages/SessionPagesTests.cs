using System.Net;

namespace Budget.Tests.Pages;

/// <summary>A session as its owner meets it: seen, ended, kept over two processes; and nothing lost when it ends in the middle of a form.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class SessionPagesTests(Engine engine)
{
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
    public async Task A_cookie_that_was_copied_is_dead_once_its_owner_signed_out()
    {
        using var owner = await Client.SignedInAs(portal, "devries");
        using var thief = new Client(portal);
        thief.Take("eigenregie", owner.Cookie("eigenregie")!);
        Assert.That((await thief.Get("/mijn-budget")).Status, Is.EqualTo(HttpStatusCode.OK));
        await owner.Post(await owner.FormOn("/", "form[action='/uitloggen']"));
        Assert.That((await thief.Get("/mijn-budget")).Status, Is.EqualTo(HttpStatusCode.Found));
    }

    [Test]
    public async Task Signing_in_gives_a_new_secret_and_ends_what_was_there()
    {
        using var client = await Client.SignedInAs(portal, "devries");
        var before = client.Cookie("eigenregie")!;
        await client.Post((await client.FormOn("/inloggen", "form.er-card")).With("persona", "bakker"));
        Assert.That(client.Cookie("eigenregie"), Is.Not.EqualTo(before).And.Length.EqualTo(43));
        using var old = new Client(portal);
        old.Take("eigenregie", before);
        Assert.That((await old.Get("/mijn-budget")).Status, Is.EqualTo(HttpStatusCode.Found));
        using var planted = new Client(portal);
        planted.Take("eigenregie", "planted-by-somebody-else");
        await planted.Post((await planted.FormOn("/inloggen", "form.er-card")).With("persona", "bakker"));
        Assert.That(planted.Cookie("eigenregie"), Is.Not.EqualTo("planted-by-somebody-else"));
    }

    [Test]
    public async Task One_sees_where_one_is_signed_in_and_ends_it_there()
    {
        using var phone = await Client.SignedInAs(portal, "yilmaz");
        using var laptop = await Client.SignedInAs(portal, "yilmaz");
        var page = await laptop.Get("/sessies");
        Assert.That(page.Document.QuerySelectorAll("main .er-card"), Has.Length.EqualTo(2));
        var ended = await laptop.Post(Client.FormIn(page, "main form[action*='handler=End']", "/sessies"));
        Assert.That(ended.Location, Is.EqualTo("/sessies"));
        Assert.That((await phone.Get("/mijn-budget")).Status, Is.EqualTo(HttpStatusCode.Found));
        Assert.That((await laptop.Get("/sessies")).Document.QuerySelectorAll("main .er-card"), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task Who_sends_something_from_where_one_was_signed_out_elsewhere_is_told_that_it_did_not_arrive()
    {
        using var phone = await Client.SignedInAs(portal, "yilmaz");
        using var laptop = await Client.SignedInAs(portal, "yilmaz");
        var form = (await phone.FormOn("/gegevens/verbeteren", "main form")).With("Words", "Dit klopt niet.");
        await laptop.Post(await laptop.FormOn("/sessies", "main form[action*='handler=EndOthers']"));

        var late = await phone.Post(form);
        Assert.That(late.Location, Does.StartWith("/inloggen?terug=%2Fgegevens%2Fverbeteren").And.EndWith("verlopen=elders"));
        Assert.That((await phone.Get(late.Location!)).Document.QuerySelector("main")!.TextContent, Does.Contain("ergens anders uitgelogd").And.Contain("niet bewaard"));
    }

    [Test]
    public async Task What_was_typed_is_kept_when_the_session_ended_meanwhile()
    {
        using var client = await Client.SignedInAs(portal, "jansen");
        var form = (await client.FormOn("/hulpvraag/nieuw")).With("OwnWords", "Ik kan de trap niet meer op.").With("Domains", "Household");
        await Expire("jansen");

        var late = await client.Post(form);
        Assert.That(late.Location, Does.StartWith("/inloggen?terug=%2Fverder%2F").And.EndWith("verlopen=ja"));
        var signIn = await client.Get(late.Location!);
        Assert.That(signIn.Document.QuerySelector("main")!.TextContent, Does.Contain("te lang weg"));
        var back = await client.Post(Client.FormIn(signIn, "form:has(input[value=jansen])"));
        var kept = await client.Get(back.Location!);
        Assert.That(kept.Document.QuerySelector("main")!.TextContent, Does.Contain("Ik kan de trap niet meer op."));
        var again = Client.FormIn(kept, "main form[action^='/hulpvraag/nieuw']");
        var mistaken = await client.Post(again.With("OwnWords", ""));
        Assert.That(mistaken.Status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That((await client.Get(back.Location!)).Status, Is.EqualTo(HttpStatusCode.OK), "what was not taken is kept");
        var corrected = Client.FormIn(mistaken, path: again.Action).With("OwnWords", "Ik kan de trap niet meer op.");
        var sent = await client.Post(corrected);
        Assert.That(sent.Location, Is.EqualTo("/hulpvraag/nieuw/doelen"));
        Assert.That((await client.Get(back.Location!)).Status, Is.EqualTo(HttpStatusCode.NotFound), "once it was sent it is kept no longer");
        Assert.That((await client.Get("/hulpvraag/nieuw")).Body, Does.Contain("Ik kan de trap niet meer op."));

        using var another = await Client.SignedInAs(portal, "devries");
        Assert.That((await another.Get(back.Location!)).Status, Is.EqualTo(HttpStatusCode.NotFound), "it is nobody else's");
    }

    [Test]
    public async Task What_had_to_be_kept_twice_is_kept_once_and_gone_once_it_was_sent()
    {
        using var client = await Client.SignedInAs(portal, "devries");
        var form = (await client.FormOn("/hulpvraag/nieuw?cultuur=nl")).With("OwnWords", "Nog eens te laat.").With("Domains", "Household");
        List<string> waits = [];
        foreach (var _ in (int[])[1, 2])
        {
            await Expire("devries");
            var signIn = await client.Get((await client.Post(form)).Location!);
            waits.Add((await client.Post(Client.FormIn(signIn, "form:has(input[value=devries])"))).Location!);
            form = Client.FormIn(await client.Get(waits[^1]), "main form[action^='/hulpvraag/nieuw']");
            Assert.That(form.Action, Does.StartWith("/hulpvraag/nieuw?cultuur=nl").And.EndWith($"verder={waits[^1].Split('/')[^1]}"));
        }

        Assert.That(waits[1], Is.Not.EqualTo(waits[0]));
        Assert.That((await client.Get(waits[0])).Status, Is.EqualTo(HttpStatusCode.NotFound), "it waits at the second address");
        Assert.That(form.Action.Split("verder="), Has.Length.EqualTo(2), "and says so once");
        Assert.That((await client.Post(form)).Status, Is.EqualTo(HttpStatusCode.Found));
        Assert.That((await client.Get(waits[1])).Status, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task A_form_of_somebody_elses_site_is_not_kept_for_later()
    {
        using var client = await Client.SignedInAs(portal, "bakker");
        var form = (await client.FormOn("/hulpvraag/nieuw")).With("OwnWords", "Niet van mij.").Without("__RequestVerificationToken");
        await Expire("bakker");
        Assert.That((await client.Post(form)).Location, Is.EqualTo("/inloggen?terug=%2Fhulpvraag%2Fnieuw&verlopen=ja"));
    }

    [Test]
    public async Task Who_signs_out_when_the_session_was_over_is_out()
    {
        using var client = await Client.SignedInAs(portal, "bakker");
        var form = await client.FormOn("/mijn-budget", "form[action='/uitloggen']");
        await Expire("bakker");
        var left = await client.Post(form);
        Assert.That((left.Status, left.Location), Is.EqualTo((HttpStatusCode.Found, "/uitloggen")));
        Assert.That((await client.Get("/uitloggen")).Document.QuerySelector("main")!.TextContent, Does.Contain("uitgelogd"));
        Assert.That(client.Cookie("eigenregie"), Is.Null.Or.Empty);
    }

    [TestCase("/icon.svg", HttpStatusCode.OK)]
    [TestCase("/sessie.js", HttpStatusCode.OK)]
    [TestCase("/uitloggen.js", HttpStatusCode.OK)]
    [TestCase("/lib/eigenregie.css", HttpStatusCode.OK)]
    [TestCase("/health/live", HttpStatusCode.OK)]
    [TestCase("/sessie", HttpStatusCode.InternalServerError)]
    public async Task For_what_is_everybodys_no_session_is_looked_for(string path, HttpStatusCode status)
    {
        using var client = await Client.SignedInAs(portal, "controle");
        await Sql.Execute(portal.ConnectionString, "ALTER TABLE sessions RENAME TO geheime_tabel");
        try
        {
            Assert.That((await client.Get(path)).Status, Is.EqualTo(status));
        }
        finally
        {
            await Sql.Execute(portal.ConnectionString, "ALTER TABLE geheime_tabel RENAME TO sessions");
        }
    }

    [Test]
    public async Task A_cookie_that_was_never_ours_has_nothing_written()
    {
        Assume.That(engine, Is.EqualTo(Engine.Sqlite), "On PostgreSQL a transaction that writes nothing keeps nobody waiting.");
        using var stranger = new Client(portal);
        stranger.Take("eigenregie", "made-up-by-somebody");
        await using var writer = await Databases.Rows.Connect(portal.ConnectionString);
        // Whoever would write waits for this, and in the end hears 503.
        await using var transaction = await writer.BeginTransactionAsync();
        var left = await stranger.Post(new Client.Form("/uitloggen", []));
        Assert.That((left.Status, left.Location), Is.EqualTo((HttpStatusCode.Found, "/uitloggen")));
    }

    [Test]
    public async Task Another_site_signs_nobody_out()
    {
        using var client = await Client.SignedInAs(portal, "bakker");
        var form = await client.FormOn("/mijn-budget", "form[action='/uitloggen']");
        Assert.That((await client.Post(form.Without("__RequestVerificationToken"))).Status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That((await client.Get("/mijn-budget")).Status, Is.EqualTo(HttpStatusCode.OK));
        using var bare = new Client(portal);
        Assert.That((await bare.Post(form.Without("__RequestVerificationToken"))).Header("Set-Cookie"), Is.Empty, "a browser that sends no cookie along loses none");
    }

    [Test]
    public async Task The_page_asks_how_long_still_without_making_it_longer()
    {
        using var client = await Client.SignedInAs(portal, "controle");
        Task<DateTimeOffset> Seen() => portal.Database.Read(session => session.Single<DateTimeOffset>("SELECT MAX(s.seen_at) FROM sessions s JOIN users u ON u.id = s.user_id WHERE u.login = 'controle'"));
        // Long enough ago that a request would count as a new sign of life.
        var before = (await Seen()).AddMinutes(-10);
        await Sql.Execute(portal.ConnectionString, $"UPDATE sessions SET seen_at = '{before.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}' WHERE user_id = (SELECT id FROM users WHERE login = 'controle')");
        Assert.That((await client.Get("/sessie")).Body, Does.Match("^\\{\"seconds\":[12][0-9]{2}\\}$"), "less than five minutes");
        Assert.That(await Seen(), Is.EqualTo(before).Within(TimeSpan.FromMilliseconds(1)), "being asked is no sign of life");
        Assert.That((await client.Get("/sessie/verder")).Status, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That(await Seen(), Is.GreaterThan(before.AddMinutes(9)), "and this is");
        Assert.That((await client.Get("/sessie")).Body, Does.Match("^\\{\"seconds\":(8[5-9][0-9]|900)\\}$"));
        using var nobody = new Client(portal);
        Assert.That((await nobody.Get("/sessie")).Status, Is.EqualTo(HttpStatusCode.Found));
    }

    [Test]
    public async Task Two_portal_processes_share_sessions_and_forms()
    {
        await using var second = await portal.Beside();
        using var here = await Client.SignedInAs(portal, "consulent");
        using var there = new Client(second);
        there.Take("eigenregie", here.Cookie("eigenregie")!);
        there.Take("formulier", here.Cookie("formulier")!);
        Assert.That((await there.Get("/consulent")).Status, Is.EqualTo(HttpStatusCode.OK));
        var form = await here.FormOn("/consulent", "form[action='/uitloggen']");
        Assert.That((await there.Post(form)).Location, Is.EqualTo("/uitloggen"), "the token of a form of the first is good at the second");
        Assert.That((await here.Get("/consulent")).Status, Is.EqualTo(HttpStatusCode.Found));
    }

    [Test]
    public async Task A_right_that_was_withdrawn_does_not_count_any_more()
    {
        using var client = await Client.SignedInAs(portal, "financien2");
        Assert.That((await client.Get("/financien")).Status, Is.EqualTo(HttpStatusCode.OK));
        await Sql.Execute(portal.ConnectionString, "UPDATE users SET role = 'auditor' WHERE login = 'financien2'");
        Assert.That((await client.Get("/financien")).Status, Is.EqualTo(HttpStatusCode.Forbidden));
        await Sql.Execute(portal.ConnectionString, "UPDATE users SET role = 'finance' WHERE login = 'financien2'");
    }

    private Task Expire(string login) => Sql.Execute(
        portal.ConnectionString, $"UPDATE sessions SET seen_at = '2026-06-15T05:00:00.000Z' WHERE user_id = (SELECT id FROM users WHERE login = '{login}')");
}
