using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;

namespace Budget.Tests.Pages;

/// <summary>The page of one's own data, as the resident and who represents somebody meets it.</summary>
public sealed class MyDataPagesTests
{
    private const string Everything = "form[action$='Everything']";

    [Test]
    public async Task One_click_gives_everything_about_me_and_nothing_is_kept_on_the_way()
    {
        using var devries = await Client.SignedInAs(PagesPortal.Portal, "devries");
        var answer = await devries.Post(await devries.FormOn("/gegevens", Everything));

        Assert.That((answer.Status, answer.Header("Content-Type")), Is.EqualTo((HttpStatusCode.OK, "application/zip")));
        Assert.That(answer.Header("Content-Disposition"), Does.Match("^attachment; filename=alles-over-mij-[0-9-]{10}\\.zip$"));
        Assert.That(answer.Header("Cache-Control"), Does.Contain("no-store"));
        using var json = await JsonOf(answer);
        Assert.That(json.RootElement.GetProperty("person")[0].GetProperty("name").GetString(), Is.EqualTo("mevrouw A. de Vries"));
        Assert.That(json.RootElement.GetProperty("postings").GetArrayLength(), Is.GreaterThan(20));
        Assert.That((await devries.Get("/gegevens")).Document.QuerySelector(".er-traces")!.TextContent, Does.Contain("haalde alle gegevens uit het dossier op."));
    }

    [Test]
    public async Task Who_represents_somebody_gets_that_file_and_of_a_strangers_there_is_none()
    {
        using var yilmaz = await Client.SignedInAs(PagesPortal.Portal, "yilmaz");
        using var devries = await Client.SignedInAs(PagesPortal.Portal, "devries");
        using var json = await JsonOf(await yilmaz.Post(await yilmaz.FormOn("/gegevens", Everything)));
        Assert.That(json.RootElement.GetProperty("person").EnumerateArray().Select(person => person.GetProperty("name").GetString()), Is.EqualTo((string[])["Emre Yılmaz"]));

        var form = await yilmaz.FormOn("/gegevens", Everything);
        var stranger = (await devries.FormOn("/gegevens", Everything)).Fields["Voor"];
        Assert.That((await yilmaz.Post(form.With("Voor", stranger))).Status, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That((await yilmaz.Post(form.With("Voor", "x"))).Status, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task A_number_in_a_sentence_stays_on_one_line_and_is_copied_as_it_is()
    {
        using var devries = await Client.SignedInAs(PagesPortal.Portal, "devries");
        List<AngleSharp.Dom.IElement> traces = [];
        for (var path = "/gegevens"; path is not null && traces.Count < 20;)
        {
            var page = (await devries.Get(path)).Document;
            traces.Add(page.QuerySelector(".er-traces")!);
            path = page.QuerySelector("a[href*='tot=']")?.GetAttribute("href");
        }

        Assert.That(traces.SelectMany(page => page.QuerySelectorAll("span.er-nowrap")).Select(number => number.TextContent), Is.Not.Empty.And.All.Match("^[0-9]{4}-[0-9]{6}$"));
        Assert.That(string.Concat(traces.Select(page => page.TextContent)), Does.Match("koos de aanbieder voor budget [0-9]{4}-[0-9]{6}\\."));
    }

    private static async Task<JsonDocument> JsonOf(Client.Answer answer)
    {
        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.OK));
        using var zip = new ZipArchive(new MemoryStream(await answer.Message.Content.ReadAsByteArrayAsync()));
        using var file = new StreamReader(zip.GetEntry("gegevens.json")!.Open(), Encoding.UTF8);
        return JsonDocument.Parse(await file.ReadToEndAsync());
    }
}
