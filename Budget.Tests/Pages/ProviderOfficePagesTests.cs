using System.Net;
using System.Text;
using Budget.Core.Invoices;

namespace Budget.Tests.Pages;

/// <summary>The provider's office as people meet it: filling in, sending files, reading the answer, correcting, and who may only read.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class ProviderOfficePagesTests(Engine engine)
{
    private const string Month = "/aanbieder/declaraties/nieuw?gemeente=0406&maand=2026-05";
    private const string Form = "main form.er-form";
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

    private static string Told(Client.Answer answer) => answer.Document.QuerySelector("main")!.TextContent;

    [Test]
    public async Task A_month_is_filled_in_shown_sent_and_corrected()
    {
        using var provider = await Client.SignedInAs(portal, "aanbieder");
        var form = await provider.FormOn(Month, Form);
        var wrong = await provider.Post(form.With("Lines[0].Volume", "veel").With("Lines[1].Volume", "2,5") with { Action = "/aanbieder/declaraties/nieuw?handler=Check" });
        Assert.That((wrong.Status, wrong.Document.QuerySelector("#Lines_0__Volume")!.GetAttribute("value"), wrong.Document.QuerySelector("#Lines_1__Volume")!.GetAttribute("value")), Is.EqualTo((HttpStatusCode.BadRequest, "veel", "2,5")));
        Assert.That((await provider.Post(form)).Status, Is.EqualTo(HttpStatusCode.BadRequest), "nothing filled in");

        var filled = form.With("Lines[0].Volume", "1").With("Lines[1].Volume", "99999") with { Action = "/aanbieder/declaraties/nieuw?handler=Check" };
        var shown = await provider.Post(filled);
        Assert.That(Told(shown), Does.Contain("Klopt dit?").And.Contain("Nu zouden wij afkeuren: 1"));
        var unseen = await provider.Post(Client.FormIn(shown, Form).With("Lines[0].Volume", "2") with { Action = "/aanbieder/declaraties/nieuw" });
        Assert.That((unseen.Status, Told(unseen).Contains("Klopt dit?", StringComparison.Ordinal)), Is.EqualTo((HttpStatusCode.BadRequest, true)), "what was changed is shown first");
        var send = Client.FormIn(shown, Form) with { Action = "/aanbieder/declaraties/nieuw" };
        var sent = await provider.Post(send);
        Assert.That(sent.Location, Does.Match("^/aanbieder/declaraties/[0-9a-f-]{36}$"), sent.Body);
        Assert.That((await provider.Post(send)).Location, Is.EqualTo(sent.Location), "sent twice, declared once");
        var answer = await provider.Get(sent.Location!);
        Assert.That(Told(answer), Does.Contain("Afgekeurde regels: 1").And.Contain("Wat u kunt doen").And.Contain("9369"));
        Assert.That((await provider.Get($"{sent.Location}/antwoord.xml")).Body, Does.Contain("RetourCode>9369<"));

        var correct = answer.Document.QuerySelector("a[href$=corrigeren]")!.GetAttribute("href")!;
        var empty = await provider.Post(await provider.FormOn(correct, Form) with { Action = $"{correct}?handler=Check" });
        Assert.That((empty.Status, Told(empty).Contains("Kies wat u wilt doen.", StringComparison.Ordinal)), Is.EqualTo((HttpStatusCode.BadRequest, true)));
        var tooMuch = await provider.Post((await provider.FormOn(correct, Form)).With("How", "anders").With("Volume", "9999") with { Action = $"{correct}?handler=Check" });
        Assert.That(Told(tooMuch), Does.Contain("De nieuwe regel zou worden afgekeurd"));
        var effect = await provider.Post((await provider.FormOn(correct, Form)).With("How", "anders").With("Volume", "2") with { Action = $"{correct}?handler=Check" });
        Assert.That(effect.Document.QuerySelector("[data-amount=difference]"), Is.Not.Null, effect.Body);
        var corrected = await provider.Post(Client.FormIn(effect, Form) with { Action = correct });
        Assert.That(Told(await provider.Get(corrected.Location!)), Does.Contain("De correctie is gestuurd.").And.Contain("Teruggenomen bedrag"));
        Assert.That(Told(await provider.Get(correct)), Does.Contain("De regel is al teruggenomen."));
    }

    [Test]
    public async Task Files_are_told_apart_and_what_is_wrong_is_said()
    {
        using var provider = await Client.SignedInAs(portal, "aanbieder");
        var form = await provider.FormOn("/aanbieder/declaraties", "form[enctype]");
        Assert.That(Told(await provider.Post(form)), Does.Contain("Kies een bestand."));
        var csv = $"{string.Join(';', DeclarationCsv.Columns)}\n1;0406;202605;x;;;1;;;;\n1;0406;202605;999999999;;;1;;;;\n";
        var mistakes = await provider.Post(form, "Upload", Encoding.UTF8.GetBytes(csv));
        Assert.That((mistakes.Status, Told(mistakes).Contains("Regel 2, kolom toewijzing", StringComparison.Ordinal)), Is.EqualTo((HttpStatusCode.BadRequest, true)));
        var unknown = await provider.Post(form, "Upload", Encoding.UTF8.GetBytes(csv.Replace(";x;", ";999999998;", StringComparison.Ordinal)));
        Assert.That(Told(unknown), Does.Contain("Regel 2, kolom toewijzing: Wij kennen geen toewijzing").And.Contain("Regel 3"));
        Assert.That(Told(await provider.Post(form, "Upload", Encoding.UTF8.GetBytes("<a/>"))), Does.Contain("Er klopt nog iets niet"));

        var other = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(DeclarationOf.Bytes(Unit.DeclarationExample.Valid)));
        Assert.That(Told(await provider.Post(form, "Upload", other)), Does.Contain("van een andere aanbieder"));

        var template = await provider.Get("/declareren-met-csv/leeg.csv");
        Assert.That((template.Status, template.Body.TrimStart('\uFEFF').TrimEnd()), Is.EqualTo((HttpStatusCode.OK, string.Join(';', DeclarationCsv.Columns))));
        Assert.That(ReadDeclarationCsv.Read(Encoding.UTF8.GetBytes((await provider.Get("/declareren-met-csv/voorbeeld.csv")).Body)).Mistakes, Is.Empty);
    }

    [Test]
    public async Task Who_may_only_read_reads_and_a_colleague_lets_declare()
    {
        using var reader = await Client.SignedInAs(portal, "aanbieder3");
        using var provider = await Client.SignedInAs(portal, "aanbieder");
        using var beheer = await Client.SignedInAs(portal, "beheer");
        var list = await reader.Get("/aanbieder/declaraties");
        Assert.That((list.Document.QuerySelector("form[enctype]"), Told(list).Contains("U mag hier lezen", StringComparison.Ordinal)), Is.EqualTo(((AngleSharp.Dom.IElement?)null, true)));
        Assert.That((await reader.Get(Month)).Status, Is.EqualTo(HttpStatusCode.Forbidden));
        var form = await provider.FormOn("/aanbieder/declaraties", "form[enctype]");
        var own = await reader.FormOn("/aanbieder/declaraties", "form[action='/uitloggen']");
        Assert.That((await reader.Post(own with { Action = "/aanbieder/declaraties", Fields = own.Fields })).Status, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(form.Action, Is.EqualTo("/aanbieder/declaraties"));

        var let = await provider.FormOn("/aanbieder/medewerkers", "main form");
        Assert.That((await provider.Post(let)).Location, Is.EqualTo("/aanbieder/medewerkers"));
        Assert.That((await reader.Get(Month)).Status, Is.EqualTo(HttpStatusCode.OK), "from the next page on");
        var account = (await Databases.Rows.Of(portal.ConnectionString, "SELECT id FROM users WHERE login = 'aanbieder3'"))[0];
        var page = await beheer.Get($"/beheer/accounts/{account}");
        Assert.That(Told(page), Does.Contain("Mag declaraties sturen en corrigeren."));
        Assert.That((await beheer.Post(Client.FormIn(page, "form[action*='handler=May']"))).Location, Is.EqualTo($"/beheer/accounts/{account}"));
        Assert.That((await reader.Get(Month)).Status, Is.EqualTo(HttpStatusCode.Forbidden));
    }
}
