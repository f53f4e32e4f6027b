using System.Net;
using Budget.Core.Mail;
using MimeKit;

namespace Budget.Tests.Pages;

/// <summary>Messages and e-mail as people meet them on the pages.</summary>
public sealed class MessagePagesTests
{
    private RunningPortal portal = null!;

    [OneTimeSetUp]
    public async Task Start() => portal = await RunningPortal.Start();

    [OneTimeTearDown]
    public async Task Stop() => await portal.DisposeAsync();

    private Task<Client> As(string persona) => Client.SignedInAs(portal, persona);

    private static string? Count(Client.Answer page) => page.Document.QuerySelector("nav a[href='/berichten'] .er-count")?.TextContent.Trim();

    [Test]
    public async Task What_is_unread_is_counted_in_the_menu_until_it_was_shown()
    {
        await using var own = await RunningPortal.Start();
        using var deVries = await Client.SignedInAs(own, "devries");
        Assert.That(Count(await deVries.Get("/")), Does.StartWith("1"));
        var list = await deVries.Get("/berichten");
        var unread = list.Document.QuerySelector(".er-card")!;
        Assert.That(unread.TextContent, Does.Contain("Gemeente Huizen").And.Contain("1 niet gelezen"));
        Assert.That(list.Document.QuerySelectorAll(".er-card").Select(card => card.TextContent), Has.Some.Contains("Thuiszorg Gooi"));

        var thread = await deVries.Get(unread.QuerySelector("a")!.GetAttribute("href")!);
        Assert.That(thread.Document.QuerySelector("main")!.TextContent, Does.Contain("Sanne Visser, gemeente Huizen").And.Contain("elke zes weken").And.Contain("Nieuw"));
        Assert.That(Count(thread), Is.Null);
        Assert.That((await deVries.Get(unread.QuerySelector("a")!.GetAttribute("href")!)).Document.QuerySelector("main .er-badge"), Is.Null);
    }

    [Test]
    public async Task A_message_goes_to_and_fro_and_nothing_that_was_typed_is_lost()
    {
        using var bakker = await As("bakker");
        using var consulent = await As("consulent");
        Assert.That(Count(await consulent.Get("/consulent")), Does.StartWith("1"), "meneer Bakker was not answered yet");
        var card = (await consulent.Get("/berichten")).Document.QuerySelectorAll(".er-card__link").First(link => link.TextContent.Contains("Bakker", StringComparison.Ordinal));
        var there = card.GetAttribute("href")!;
        var form = await consulent.FormOn(there);
        Assert.That((await consulent.Get(there)).Document.QuerySelector("main")!.TextContent, Does.Contain("meneer H. Bakker wil ook brieven op papier"));

        var empty = await consulent.Post(form);
        Assert.That((empty.Status, empty.Document.QuerySelector("main")!.TextContent.Contains("Schrijf eerst een bericht", StringComparison.Ordinal)), Is.EqualTo((HttpStatusCode.BadRequest, true)));
        var tooLong = await consulent.Post(form.With("Words", new string('x', 4_001)));
        Assert.That(tooLong.Document.QuerySelector("textarea")!.TextContent.Trim(), Has.Length.EqualTo(4_001), "what was typed is still there");
        var sent = await consulent.Post(form.With("Words", "Per maand, <b>alstublieft</b>."));
        Assert.That((sent.Status, sent.Location), Is.EqualTo((HttpStatusCode.Found, $"{there}#schrijven")));
        var shown = await consulent.Get(there);
        Assert.That(shown.Document.QuerySelector("main")!.TextContent, Does.Contain("Uw bericht is verstuurd.").And.Contain("Per maand, <b>alstublieft</b>."));
        Assert.That((await consulent.Post(form.With("Words", "Per maand, <b>alstublieft</b>."))).Status, Is.EqualTo(HttpStatusCode.Found), "the same form once more is the same message");

        var mine = (await bakker.Get("/berichten")).Document.QuerySelector(".er-card__link")!.GetAttribute("href")!;
        var read = await bakker.Get(mine);
        Assert.That(read.Document.QuerySelectorAll(".er-message").Select(message => message.TextContent), Has.Exactly(1).Contains("alstublieft"));
        await bakker.Post((await bakker.FormOn(mine)).With("Words", "Dank u."));
        Assert.That((await consulent.Get(there)).Document.QuerySelector("main")!.TextContent, Does.Contain("Gelezen op").And.Contain("Dank u."));
    }

    [Test]
    public async Task A_provider_writes_with_its_client_and_the_municipality_does_not_read_along()
    {
        using var provider = await As("aanbieder");
        using var deVries = await As("devries");
        using var consulent = await As("consulent");
        var there = (await provider.Get("/berichten")).Document.QuerySelector(".er-card__link")!.GetAttribute("href")!;
        Assert.That(there, Does.Match("^/aanbieder/client/[0-9a-f-]{36}/berichten$"));
        await provider.Post((await provider.FormOn(there)).With("Words", "Ans heeft dinsdag vrij."));
        var hers = (await deVries.Get("/berichten")).Document.QuerySelectorAll(".er-card__link").First(link => link.TextContent.Contains("Thuiszorg Gooi", StringComparison.Ordinal)).GetAttribute("href")!;
        Assert.That((await deVries.Get(hers)).Document.QuerySelector("main")!.TextContent, Does.Contain("Linda Peters, Thuiszorg Gooi").And.Contain("Ans heeft dinsdag vrij.").And.Contain("De gemeente leest niet mee"));

        var number = hers.Split('/')[2];
        Assert.That((await consulent.Get($"/consulent/hulpvraag/{number}/berichten")).Body, Does.Not.Contain("Ans heeft dinsdag vrij."));
        Assert.That((await consulent.Get($"/consulent/hulpvraag/{number}")).Document.QuerySelector($"main a[href='/consulent/hulpvraag/{number}/berichten']"), Is.Not.Null);
        Assert.That((await deVries.Get($"/hulpvraag/{number}")).Document.QuerySelector($"main a[href='/berichten/{number}']"), Is.Not.Null);
        Assert.That((await provider.Get(there[..^"/berichten".Length])).Document.QuerySelector($"main a[href='{there}']"), Is.Not.Null);
        using var jansen = await As("jansen");
        Assert.That(((await jansen.Get(hers)).Status, (await jansen.Get($"/berichten/{number}")).Status), Is.EqualTo((HttpStatusCode.NotFound, HttpStatusCode.NotFound)));
    }

    [Test]
    public async Task An_address_is_given_confirmed_by_the_code_in_the_folder_changed_and_taken_back()
    {
        using var jansen = await As("jansen");
        const string Here = "/berichten/instellingen";
        var wrong = await jansen.Post((await jansen.FormOn(Here, "form[action*='Ask']")).With("Address", "geen adres"));
        Assert.That((wrong.Status, wrong.Document.QuerySelector("input[name=Address]")!.GetAttribute("value")), Is.EqualTo((HttpStatusCode.BadRequest, "geen adres")));
        Assert.That((await jansen.Post((await jansen.FormOn(Here, "form[action*='Ask']")).With("Address", "j.jansen@example.nl"))).Location, Is.EqualTo(Here));
        var mail = await Mail("j.jansen@example.nl");
        Assert.That(mail.Subject, Is.EqualTo("De code voor uw e-mailadres"));
        var code = mail.TextBody!.Split(": ")[1][..6];

        var form = await jansen.FormOn(Here, "form[action*='Confirm']");
        var no = await jansen.Post(form.With("Code", code == "123456" ? "654321" : "123456"));
        Assert.That(no.Document.QuerySelector("main")!.TextContent, Does.Contain("nog 4 keer"));
        var yes = await jansen.Post(form.With("Code", $" {code[..3]} {code[3..]} "));
        Assert.That(yes.Location, Is.EqualTo(Here), "from the same form, with spaces as people type them");
        Assert.That((await jansen.Get(Here)).Document.QuerySelector("main")!.TextContent, Does.Contain("U krijgt e-mail op j.jansen@example.nl"));

        var boxes = await jansen.FormOn(Here, "form[action*='Save']");
        Assert.That(boxes.Fields["Kinds"], Is.Not.Empty);
        Assert.That((await jansen.Post(boxes.Without("Kinds").With("Language", "en").With("Paper", "yes"))).Location, Is.EqualTo(Here));
        var saved = (await jansen.Get(Here)).Document;
        Assert.That(saved.QuerySelectorAll("input[name=Kinds][checked]"), Is.Empty);
        Assert.That(saved.QuerySelectorAll("input[checked]").Select(box => box.GetAttribute("value")), Is.EquivalentTo((string[])["en", "yes"]));
        await jansen.Post(await jansen.FormOn(Here, "form[action*='Stop']"));
        Assert.That((await jansen.Get(Here)).Document.QuerySelector("main")!.TextContent, Does.Contain("U krijgt geen e-mail van ons"));
    }

    [Test]
    public async Task What_was_given_up_is_shown_to_an_administrator_without_an_address()
    {
        await Sql.Execute(portal.ConnectionString, """
            INSERT INTO outbox (id, municipality_code, user_id, kind, subject, made_at, tries, next_try_at, given_up_at, given_up_for)
            SELECT '0197f000-0000-7000-8000-000000000009', '0406', id, 'reportisready', '2026-000007', '2026-06-09T08:00:00.000Z', 20, '2026-06-14T08:00:00.000Z', '2026-06-14T08:00:00.000Z', 'away'
            FROM users
            WHERE login = 'bakker'
            """);
        using var administrator = await As("beheer");
        var row = (await administrator.Get("/beheer")).Document.QuerySelectorAll("tbody tr").First(one => one.TextContent.Contains("2026-000007", StringComparison.Ordinal)).TextContent;
        Assert.That(row, Does.Contain("Het verslag is klaar").And.Contain("Vijf dagen lang").And.Not.Contain("Bakker"));
    }

    /// <summary>The one in the folder to this address, as soon as it is there.</summary>
    private async Task<MimeMessage> Mail(string address)
    {
        var folder = Path.Combine(portal.Folder, "data", "mail");
        for (var time = 0; time < 600; time++)
        {
            foreach (var file in Directory.Exists(folder) ? Directory.GetFiles(folder, "*.eml") : [])
            {
                var message = await MimeMessage.LoadAsync(file);
                if (message.To.ToString() == address)
                {
                    Assert.That(Path.GetFileNameWithoutExtension(file), Is.EqualTo(message.MessageId!.Split('@')[0]));
                    return message;
                }
            }

            await Task.Delay(100);
        }

        throw new InvalidOperationException($"No e-mail came for {address}: {portal.Log}");
    }
}
