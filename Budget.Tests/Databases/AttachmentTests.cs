using System.Text;
using Budget.Core.Audit;
using Budget.Core.SupportRequests;

namespace Budget.Tests.Databases;

/// <summary>Papers that go with a request: what they are is told by their bytes, so many and no more, and nobody else's.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
internal sealed class AttachmentTests(Engine engine)
{
    private Town town = null!;
    private Resident resident = null!;
    private string request = "";

    [SetUp]
    public async Task BuildTown()
    {
        town = await Town.On(engine);
        resident = await town.Resident();
        request = await town.Request(resident);
    }

    [TearDown]
    public async Task Leave() => await town.DisposeAsync();

    public static byte[] Pdf(string words, int length = 0) => Encoding.Latin1.GetBytes($"%PDF-1.7\n{words}{new string(' ', length)}\n%%EOF\n");

    private Task<Outcome<AttachmentId>> Add(byte[] content, string name = "brief.pdf", Actor? by = null) => new AddAttachment(town.Database).Do(by ?? resident.Actor, town.Key(), new(request, name, content));

    private Task<Attachments.File?> Get(Actor by, AttachmentId id) => new Attachments(town.Database).One(by, id);

    [Test]
    public async Task A_paper_comes_back_as_it_was_sent_to_the_resident_and_the_caseworker()
    {
        var sent = Pdf("Ik heb reuma.");
        var id = (await Add(sent, "Brief van de reumatoloog.pdf")).Value;

        Assert.That((await Get(resident.Actor, id))!.Content, Is.EqualTo(sent));
        var seen = (await Get(town.Caseworker, id))!;
        Assert.That((seen.What, seen.Content), Is.EqualTo((AttachmentKind.Pdf, sent)));
        Assert.That((await new Attachments(town.Database).Of(town.Caseworker, request)).Single().Name, Is.EqualTo("Brief van de reumatoloog.pdf"));
        Assert.That((await new TracesOfResident(town.Database).Of(resident.Actor, resident.Id)).Select(trace => (trace.What, trace.Role)), Has.Member(("Attachments", "caseworker")));
    }

    [Test]
    public async Task It_is_nobody_elses()
    {
        var id = (await Add(Pdf("x"))).Value;
        var stranger = await town.Resident("Piet");

        foreach (var other in new[] { stranger.Actor, town.CaseworkerOfHilversum, town.Finance, town.ProviderStaff })
        {
            Assert.That(await Get(other, id), Is.Null, $"{other.Role}");
            Assert.That(await new Attachments(town.Database).Of(other, request), Is.Empty, $"{other.Role}");
        }

        Assert.That((await Add(Pdf("y"), by: stranger.Actor)).Refusal, Is.EqualTo(Refusal.NotFound));
        Assert.That((await Add(Pdf("y"), by: town.Caseworker)).Refusal, Is.EqualTo(Refusal.NotAllowed));
        Assert.That((await new RemoveAttachment(town.Database).Do(stranger.Actor, town.Key(), new(request, id))).Refusal, Is.EqualTo(Refusal.NotFound));
    }

    [TestCase("<svg xmlns='http://www.w3.org/2000/svg'/>", "foto.png")]
    [TestCase("<html><script>alert(1)</script>", "brief.pdf")]
    [TestCase("PK\u0003\u0004 word/document.xml", "brief.docx")]
    [TestCase("MZ\u0090\0", "foto.jpg")]
    [TestCase("%PDF-1.7 that was cut off", "brief.pdf")]
    [TestCase("\u00ff\u00d8\u00ff\u00e0 cut off", "foto.jpg")]
    [TestCase("%PDF-1.7\nbrief\n%%EOF\nPK\u0003\u0004 evil.exe", "brief.pdf")]
    [TestCase("%PDF-1.7\n<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>\n%%EOF\n", "brief.pdf")]
    [TestCase("%PDF-1.7\n<</Type/EmbeddedFile>>\n%%EOF\n", "brief.pdf")]
    [TestCase("%PDF-1.7\n<</S/Launch>>\n%%EOF\n", "brief.pdf")]
    [TestCase("", "leeg.pdf")]
    public async Task What_is_no_pdf_or_photo_is_not_taken_whatever_it_is_called(string content, string name) =>
        Assert.That((await Add(Encoding.Latin1.GetBytes(content), name)).Refusal, Is.EqualTo(Refusal.AttachmentUnknown));

    [TestCase("\u00ff\u00d8\u00ff\u00e0 JFIF \u00ff\u00d9", AttachmentKind.Jpeg)]
    [TestCase("\u0089PNG\r\n\u001a\n pixels IEND\u00aeB`\u0082", AttachmentKind.Png)]
    public async Task A_photo_is_known_by_its_bytes(string content, AttachmentKind kind)
    {
        var id = (await Add(Encoding.Latin1.GetBytes(content), "../../etc/passwd.exe")).Value;

        Assert.That((await Get(resident.Actor, id))!.What, Is.EqualTo(kind));
    }

    [Test]
    public async Task Size_count_and_quota_are_kept_to_also_by_who_sends_all_at_once()
    {
        Assert.That((await Add(Pdf("", AddAttachment.LargestBytes))).Refusal, Is.EqualTo(Refusal.AttachmentTooLarge.With(5)));

        var sent = await Task.WhenAll(Enumerable.Range(0, 14).Select(number => Task.Run(() => Add(Pdf($"{number}")))));
        Assert.That(sent.Count(one => !one.IsRefused), Is.EqualTo(AddAttachment.MostOfRequest));
        Assert.That(sent.Where(one => one.IsRefused).Select(one => one.Refusal), Is.All.EqualTo(Refusal.AttachmentsTooMany.With(10)));

        request = await town.Request(resident);
        for (var number = 0; number < 5; number++)
        {
            Assert.That((await Add(Pdf($"{number}", AddAttachment.LargestBytes - 64))).Refusal, number < 4 ? Is.Null : Is.Null.Or.EqualTo(Refusal.AttachmentsTooLarge.With(25)));
        }

        Assert.That((await Add(Pdf("", AddAttachment.LargestBytes - 64))).Refusal, Is.EqualTo(Refusal.AttachmentsTooLarge.With(25)));
    }

    [Test]
    public async Task It_is_taken_back_until_a_report_was_written_on_it()
    {
        var (first, second) = ((await Add(Pdf("1"))).Value, (await Add(Pdf("2"))).Value);
        var remove = new RemoveAttachment(town.Database);

        Assert.That((await remove.Do(resident.Actor, town.Key(), new(request, first))).Refusal, Is.Null);
        Assert.That(await Get(resident.Actor, first), Is.Null);
        await town.Report(request);
        Assert.That((await remove.Do(resident.Actor, town.Key(), new(request, second))).Refusal, Is.EqualTo(Refusal.ReportAlreadyWritten));
    }

    [Test]
    public async Task Neither_its_name_nor_its_words_can_be_read_in_the_database()
    {
        await Add(Pdf("Ik heb reuma."), "reumatoloog.pdf");

        var stored = await Rows.Of(town.ConnectionString, "SELECT name || content FROM attachments");
        Assert.That(stored.Single(), Does.StartWith("enc1:").And.Not.Contain("reuma").And.Not.Contain(Convert.ToBase64String(Encoding.UTF8.GetBytes("Ik heb reuma."))[..12]));
    }
}
