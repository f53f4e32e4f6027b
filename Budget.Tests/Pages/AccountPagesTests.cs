using System.Net;

namespace Budget.Tests.Pages;

/// <summary>The administrator's page of accounts, as two administrators use it.</summary>
public sealed class AccountPagesTests
{
    private RunningPortal portal = null!;

    [OneTimeSetUp]
    public async Task Open() => portal = await RunningPortal.Start();

    [OneTimeTearDown]
    public async Task Close()
    {
        if (portal is not null)
        {
            await portal.DisposeAsync();
        }
    }

    [Test]
    public async Task An_account_is_blocked_by_one_and_opened_by_two()
    {
        using var owner = await Client.SignedInAs(portal, "bakker");
        using var first = await Client.SignedInAs(portal, "beheer");
        using var second = await Client.SignedInAs(portal, "beheer2");
        var path = await Find(first, "bakker", "H. Bakker");
        var page = await first.Get(path);
        Assert.That(page.Body, Does.Not.Match("\\b9999\\d{5}\\b"), "never a BSN");

        var unsaid = await first.Post(Client.FormIn(page, "form[action*='handler=Block']"));
        Assert.That(unsaid.Status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(unsaid.Document.QuerySelector("main")!.TextContent, Does.Contain("Kies waarom"));
        var blocked = await first.Post(Client.FormIn(unsaid, "form[action*='handler=Block']").With("Reason", "Stolen"));
        Assert.That((blocked.Status, blocked.Location), Is.EqualTo((HttpStatusCode.Found, path)));
        Assert.That((await owner.Get("/mijn-budget")).Status, Is.EqualTo(HttpStatusCode.Found), "out at once");
        using var again = await Client.SignedInAs(portal, "bakker");
        Assert.That(again.Cookie("eigenregie"), Is.Null, "and does not come in");

        await first.Post(Client.FormIn(await first.Get(path), "form[action*='handler=Ask']"));
        Assert.That((await first.Get(path)).Document.QuerySelector("main")!.TextContent, Does.Contain("Een andere beheerder moet dat doen"));
        Assert.That((await first.Get(path)).Document.QuerySelector("form[action*='handler=Unblock']"), Is.Null);
        await second.Post(Client.FormIn(await second.Get(path), "form[action*='handler=Unblock']"));
        using var back = await Client.SignedInAs(portal, "bakker");
        Assert.That((await back.Get("/gegevens")).Document.QuerySelector("main")!.TextContent, Does.Contain("blokkeerde een account").And.Contain("opende een geblokkeerd account weer"));
    }

    [Test]
    public async Task One_session_ends_and_the_others_go_on()
    {
        using var phone = await Client.SignedInAs(portal, "devries");
        using var laptop = await Client.SignedInAs(portal, "devries");
        using var administrator = await Client.SignedInAs(portal, "beheer");
        var path = await Find(administrator, "vries");
        var page = await administrator.Get(path);
        Assert.That(page.Document.QuerySelectorAll("main .er-card"), Has.Length.EqualTo(2));
        await administrator.Post(Client.FormIn(page, "form[action*='handler=End']"));
        var left = new[] { (await phone.Get("/mijn-budget")).Status, (await laptop.Get("/mijn-budget")).Status };
        Assert.That(left, Is.EquivalentTo((HttpStatusCode[])[HttpStatusCode.Found, HttpStatusCode.OK]));
        await administrator.Post(Client.FormIn(await administrator.Get(path), "form[action*='handler=EndAll']"));
        Assert.That((await phone.Get("/mijn-budget")).Status, Is.EqualTo(HttpStatusCode.Found));
        Assert.That((await laptop.Get("/mijn-budget")).Status, Is.EqualTo(HttpStatusCode.Found));
    }

    [Test]
    public async Task Everybody_goes_out_after_one_was_asked_whether_one_is_sure()
    {
        using var resident = await Client.SignedInAs(portal, "yilmaz");
        using var elsewhere = await Client.SignedInAs(portal, "consulent2");
        using var administrator = await Client.SignedInAs(portal, "beheer2");
        var asked = await administrator.FormOn("/beheer/accounts/iedereen-uitloggen");
        Assert.That((await resident.Get("/mijn-budget")).Status, Is.EqualTo(HttpStatusCode.OK), "asking does nothing");
        Assert.That((await administrator.Post(asked)).Location, Is.EqualTo("/beheer/accounts"));
        Assert.That((await resident.Get("/mijn-budget")).Status, Is.EqualTo(HttpStatusCode.Found));
        Assert.That((await elsewhere.Get("/consulent")).Status, Is.EqualTo(HttpStatusCode.OK), "another municipality's");
        Assert.That((await administrator.Get("/beheer/accounts")).Status, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Another_municipalitys_account_is_not_there()
    {
        var id = (await Databases.Rows.Of(portal.ConnectionString, "SELECT id FROM users WHERE login = 'consulent2'"))[0];
        using var administrator = await Client.SignedInAs(portal, "beheer");
        Assert.That((await administrator.Get($"/beheer/accounts/{id}")).Status, Is.EqualTo(HttpStatusCode.NotFound));
        var none = await administrator.Post((await administrator.FormOn("/beheer/accounts", "main form")).With("Name", "Mark Smit"));
        Assert.That(none.Document.QuerySelector("main")!.TextContent, Does.Contain("Niemand gevonden"));
        var tooShort = await administrator.Post((await administrator.FormOn("/beheer/accounts", "main form")).With("Name", "ma"));
        Assert.That(tooShort.Status, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    private static async Task<string> Find(Client administrator, string name, string? whole = null)
    {
        var found = await administrator.Post((await administrator.FormOn("/beheer/accounts", "main form")).With("Name", name));
        return found.Document.QuerySelectorAll("main tbody a").Single(link => link.TextContent.Contains(whole ?? name, StringComparison.OrdinalIgnoreCase)).GetAttribute("href")!;
    }
}
