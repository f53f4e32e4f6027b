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

    private const string Check = "/aanbieder/declaraties/nieuw?handler=Check";

    private static string Told(Client.Answer answer) => answer.Document.QuerySelector("main")!.TextContent;

    /// <summary>The fields of the clients, in the order of the page.</summary>
    private static List<string> Fields(Client.Form form) => [.. form.Fields.Keys.Where(name => name.StartsWith("Lines[", StringComparison.Ordinal))];

    private static string? Filled(Client.Answer page, string field) => page.Document.QuerySelector($"input[name='{field}']")?.GetAttribute("value");

    [Test]
    public async Task What_was_typed_stays_with_its_client_when_a_colleague_declared_in_between()
    {
        using var provider = await Client.SignedInAs(portal, "aanbieder");
        var form = await provider.FormOn(Month, Form);
        var (first, second) = (Fields(form)[0], Fields(form)[1]);
        var shown = await provider.Post((await provider.FormOn(Month, Form)).With(first, "1") with { Action = Check });
        var sent = await provider.Post(Client.FormIn(shown, Form) with { Action = "/aanbieder/declaraties/nieuw" });
        Assert.That(sent.Location, Does.StartWith("/aanbieder/declaraties/"), sent.Body);

        var fewer = await provider.Post(form.With(second, "2") with { Action = Check });
        Assert.That((Filled(fewer, first), Filled(fewer, second), Told(fewer).Contains("Klopt dit?", StringComparison.Ordinal)), Is.EqualTo(((string?)null, "2", true)), "two hours stay of whom they were");
        var both = await provider.Post(form.With(first, "1").With(second, "2") with { Action = Check });
        Assert.That((Filled(both, first), Filled(both, second), Told(both).Contains("Nu zouden wij afkeuren: 1", StringComparison.Ordinal)), Is.EqualTo(("1", "2", true)), "and what was declared meanwhile is told");

        var old = form with { Action = Check, Fields = form.Fields.Where(field => field.Key != second).ToDictionary(StringComparer.Ordinal) };
        var more = await provider.Post(old.With(Fields(form)[2], "3"));
        Assert.That((more.Status, Filled(more, second), Filled(more, Fields(form)[2])), Is.EqualTo((HttpStatusCode.OK, "", "3")), "who came in between has a field of its own");
        var gone = await provider.Post(form.With("Lines[999999998]", "2").With(second, "veel") with { Action = Check });
        Assert.That((gone.Status, Filled(gone, second)), Is.EqualTo((HttpStatusCode.BadRequest, "veel")), "nor is a number that is not here a fault");
    }

    [Test, DependsOnTest(nameof(What_was_typed_stays_with_its_client_when_a_colleague_declared_in_between))]
    public async Task A_month_is_filled_in_shown_sent_and_corrected()
    {
        using var provider = await Client.SignedInAs(portal, "aanbieder");
        var form = await provider.FormOn(Month, Form);
        var (first, second) = (Fields(form)[0], Fields(form)[1]);
        var wrong = await provider.Post(form.With(first, "veel").With(second, "2,5") with { Action = Check });
        Assert.That((wrong.Status, Filled(wrong, first), Filled(wrong, second)), Is.EqualTo((HttpStatusCode.BadRequest, "veel", "2,5")));
        Assert.That((await provider.Post(form)).Status, Is.EqualTo(HttpStatusCode.BadRequest), "nothing filled in");

        var filled = form.With(first, "1").With(second, "9999") with { Action = Check };
        var shown = await provider.Post(filled);
        Assert.That(Told(shown), Does.Contain("Klopt dit?").And.Contain("Nu zouden wij afkeuren: 1"));
        var unseen = await provider.Post(Client.FormIn(shown, Form).With(first, "2") with { Action = "/aanbieder/declaraties/nieuw" });
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

        // Of a file of one's own that is refused whole there is an answer for software: that of this file, and no other.
        var agb = (await Databases.Rows.Of(portal.ConnectionString, "SELECT p.agb FROM providers p JOIN users u ON u.provider_id = p.id WHERE u.login = 'aanbieder'"))[0];
        var right = DeclarationOf.Lines("WEIGER1");
        var refused = await provider.Post(form, "Upload", DeclarationOf.Bytes(Unit.DeclarationExample.Valid with { Header = right.Header with { SenderAgb = agb, DatedOn = new(2099, 1, 1) } }));
        var ask = Client.FormIn(refused, "form[action*='handler=Refusal']") with { Action = "/aanbieder/declaraties?handler=Refusal" };
        Assert.That((await provider.Post(ask)).Body, Does.Contain("RetourCode>8848<").And.Contain(">WEIGER1<"));
        Assert.That((await provider.Post(ask.With("Sealed", "anders"))).Status, Is.EqualTo(HttpStatusCode.BadRequest), "nobody writes one");

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
        var traffic = await reader.Get("/aanbieder/berichtenverkeer?tot=niets");
        Assert.That((traffic.Document.QuerySelector("form[enctype]"), Told(traffic).Contains("Berichten sturen mag u niet.", StringComparison.Ordinal)), Is.EqualTo(((AngleSharp.Dom.IElement?)null, true)));
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
