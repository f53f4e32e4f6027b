using System.Net;
using System.Text;
using Budget.Core.Invoices;
using Budget.Core.Iwmo;
using static Budget.Tests.Support.CoupledProgram;

namespace Budget.Tests.Pages;

/// <summary>A program of a provider does what its office does: let in on the page, with a token, it sends, reads and fetches; and no other reads it.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class ApiTests(Engine engine)
{
    private const string Declarations = "/api/v1/declaraties";
    private const string Messages = "/api/v1/berichten";
    private const string SentIn = "/api/v1/inzendingen";
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

    private async Task<byte[]> Declaration(string month)
    {
        var path = Path.Combine(portal.Folder, $"{month}.xml");
        Assert.That((await portal.Run("demo", "declaration", "--provider", "aanbieder", "--month", month, "--out", path)).ExitCode, Is.Zero);
        return await File.ReadAllBytesAsync(path);
    }

    [Test]
    public async Task A_program_declares_reads_the_answer_and_sends_the_same_again()
    {
        using var program = await Of(portal, "aanbieder");
        var file = await Declaration("2026-05");
        var sent = await program.Post(Declarations, file);
        Assert.That(sent.Status, Is.EqualTo(HttpStatusCode.Created), sent.Body);
        var shown = Json(sent);
        var address = shown.GetProperty("adres").GetString()!;
        Assert.That((sent.Location, shown.GetProperty("aantalAfgekeurd").GetInt64(), shown.GetProperty("goedgekeurdInCenten").GetInt64()), Is.EqualTo((address, 0L, shown.GetProperty("ingediendInCenten").GetInt64())), sent.Body);
        Assert.That(shown.GetProperty("regels").EnumerateArray().Select(line => line.GetProperty("isGoedgekeurd").GetBoolean()), Is.Not.Empty.And.All.True);
        Assert.That(sent.Body, Does.Not.Contain("9999").And.Not.Contain("Vries"), "no BSN and no name");

        var before = await Databases.Rows.Of(portal.ConnectionString, "SELECT COUNT(*) FROM postings");
        var again = await program.Post(Declarations, file);
        Assert.That((again.Status, again.Body), Is.EqualTo((HttpStatusCode.OK, sent.Body)), "the same answer");
        using var provider = await Client.SignedInAs(portal, "aanbieder");
        var byHand = await provider.Post(await provider.FormOn("/aanbieder/declaraties", "form[enctype]"), "Upload", file);
        Assert.That(byHand.Location, Is.EqualTo($"/aanbieder/declaraties/{shown.GetProperty("id").GetString()}"), "and by hand it is that one too");
        Assert.That(await Databases.Rows.Of(portal.ConnectionString, "SELECT COUNT(*) FROM postings"), Is.EqualTo(before), "nothing was booked twice");

        Assert.That((await program.Get(address)).Body, Is.EqualTo(sent.Body));
        Assert.That(Json(await program.Get(Declarations)).GetProperty("declaraties")[0].GetProperty("adres").GetString(), Is.EqualTo(address));
        var answer = await program.Get($"{address}/retourbericht");
        Assert.That((answer.Status, answer.Message.Content.Headers.ContentType?.MediaType, answer.Body.Contains("<wmo325:", StringComparison.Ordinal) || answer.Body.Contains("325", StringComparison.Ordinal)), Is.EqualTo((HttpStatusCode.OK, "application/xml", true)));
        var reread = DeclarationOf.Bytes((await DeclarationFile.Load(new MemoryStream(file), RunningPortal.Today)).Reading.Message! with { Number = "ANDERS" });
        MustBeProblem(await program.Post(Declarations, reread), HttpStatusCode.Conflict, "kenmerk-gebruikt");

        using var other = await Of(portal, "aanbieder2");
        foreach (var path in new[] { address, $"{address}/retourbericht", $"{Declarations}/{Guid.Empty:D}" })
        {
            MustBeProblem(await other.Get(path), HttpStatusCode.NotFound, "niet-gevonden");
        }

        var theirs = MustBeProblem(await other.Post(Declarations, file), HttpStatusCode.BadRequest, "bestand-geweigerd");
        Assert.That(theirs.GetProperty("fouten")[0].GetProperty("code").GetString(), Is.EqualTo("other-sender"));
        Assert.That((await other.Get(Declarations)).Body, Does.Not.Contain(address));
    }

    [Test]
    public async Task A_rejected_line_says_why_and_what_to_do_in_the_language_that_is_asked_for()
    {
        using var program = await Of(portal, "aanbieder");
        var whole = (await DeclarationFile.Load(new MemoryStream(await Declaration("2026-06")), RunningPortal.Today)).Reading.Message!;
        var line = whole.Lines[0] with { AssignmentNumber = 999_999_998, Reference = "ONBEKEND1" };
        var wrong = DeclarationOf.Bytes(whole with { Header = whole.Header with { Identification = "APIFOUT1" }, Number = "APIFOUT1", Lines = [line], Total = line.SignedAmount });
        var sent = await program.Send(HttpMethod.Post, Declarations, new ByteArrayContent(wrong) { Headers = { ContentType = new("application/xml") } }, "en");
        var shown = Json(sent).GetProperty("regels")[0];
        Assert.That((sent.Status, shown.GetProperty("isGoedgekeurd").GetBoolean(), shown.GetProperty("redenen")[0].GetProperty("retourcode").GetString()), Is.EqualTo((HttpStatusCode.Created, false, "9338")), sent.Body);
        var english = shown.GetProperty("redenen")[0].GetProperty("watTeDoen").GetString();
        var dutch = Json(await program.Get(sent.Location!)).GetProperty("regels")[0].GetProperty("redenen")[0].GetProperty("watTeDoen").GetString();
        Assert.That((english, dutch), Is.EqualTo((ReturnCodeText.WhatToDo(new("9338"), new("en-GB")), ReturnCodeText.WhatToDo(new("9338"), new("nl-NL")))));
    }

    [Test]
    public async Task A_CSV_is_taken_as_by_hand_and_what_is_wrong_has_line_and_column()
    {
        using var program = await Of(portal, "aanbieder");
        var number = (await Databases.Rows.Of(portal.ConnectionString, "SELECT a.number FROM assignments a JOIN users u ON u.provider_id = a.provider_id AND u.login = 'aanbieder' JOIN budgets b ON b.id = a.budget_id JOIN products p ON p.municipality_code = b.municipality_code AND p.code = b.product_code WHERE p.unit <> '83' AND a.municipality_code = '0406' AND a.starts_on <= '2026-04-01' AND a.ends_on >= '2026-04-30' ORDER BY a.number"))[0];
        static byte[] Csv(string assignment) => Encoding.UTF8.GetBytes($"{string.Join(';', DeclarationCsv.Columns)}\n1;0406;202604;{assignment};;;1;;;;\n");
        var sent = await program.Post(Declarations, Csv(number), "text/csv; charset=utf-8");
        Assert.That(sent.Status, Is.EqualTo(HttpStatusCode.Created), sent.Body);
        Assert.That((await program.Post(Declarations, Csv(number), "text/csv")).Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(Json(sent).GetProperty("regels")[0].GetProperty("toewijzingnummer").GetInt64(), Is.EqualTo(long.Parse(number, System.Globalization.CultureInfo.InvariantCulture)));

        foreach (var (cell, code) in new[] { ("999999998", "refused"), ("999900006x", "number") })
        {
            var problem = MustBeProblem(await program.Post(Declarations, Csv(cell), "text/csv"), HttpStatusCode.BadRequest, "bestand-geweigerd");
            var mistake = problem.GetProperty("fouten")[0];
            Assert.That((mistake.GetProperty("regel").GetInt64(), mistake.GetProperty("kolom").GetString(), mistake.GetProperty("code").GetString()), Is.EqualTo((2L, "toewijzing", code)));
            Assert.That($"{problem}", Does.Not.Contain("999900006"), "nothing of what stood in a cell that was no number");
        }
    }

    [Test]
    public async Task A_program_fetches_its_allocations_and_tells_that_help_began()
    {
        using var program = await Of(portal, "aanbieder");
        var listed = Json(await program.Get(Messages)).GetProperty("berichten").EnumerateArray().First(one => one.GetProperty("soort").GetString() == "WMO301" && one.GetProperty("betreft").GetString() == "nieuw");
        var fetched = await program.Get(listed.GetProperty("adres").GetString()!);
        Assert.That((fetched.Status, MessagesOf.Said(fetched.Body, "ToewijzingNummer")), Is.EqualTo((HttpStatusCode.OK, listed.GetProperty("toewijzingnummer").GetInt64().ToString(System.Globalization.CultureInfo.InvariantCulture))));

        var start = MessagesOf.Start("APISTART1", MessagesOf.Said(fetched.Body, "Bsn"), (999_999_999, new(2026, 6, 1)));
        var file = MessagesOf.File(start with { Header = start.Header with { SenderAgb = MessagesOf.Said(fetched.Body, "Ontvanger"), MunicipalityCode = MessagesOf.Said(fetched.Body, "Afzender") } });
        var sent = await program.Post(SentIn, file);
        Assert.That(sent.Status, Is.EqualTo(HttpStatusCode.Created), sent.Body);
        Assert.That(Json(sent).GetProperty("onderdelen")[0].GetProperty("isVerwerkt").GetBoolean(), Is.False);
        Assert.That((await program.Get(sent.Location!)).Body, Is.EqualTo(sent.Body));
        Assert.That((await program.Post(SentIn, file)).Status, Is.EqualTo(HttpStatusCode.OK));
        MustBeProblem(await program.Post(SentIn, Encoding.UTF8.GetBytes("<x/>")), HttpStatusCode.BadRequest, "bestand-geweigerd");

        using var other = await Of(portal, "aanbieder2");
        MustBeProblem(await other.Get(sent.Location!), HttpStatusCode.NotFound, "niet-gevonden");
        MustBeProblem(await other.Get(listed.GetProperty("adres").GetString()!), HttpStatusCode.NotFound, "niet-gevonden");
        Assert.That(Json(await other.Get(Messages)).GetProperty("berichten").GetArrayLength(), Is.Positive, "what waited was made when it was asked for");
    }

    [Test]
    public async Task A_list_is_read_page_by_page_and_none_is_missed()
    {
        using var program = await Of(portal, "aanbieder");
        HashSet<string> read = [];
        for (var next = Messages; next is not null;)
        {
            var page = Json(await program.Get(next));
            Assert.That(page.GetProperty("berichten").EnumerateArray().Select(one => read.Add(one.GetProperty("id").GetString()!)).ToList(), Is.Not.Empty.And.All.True);
            next = page.TryGetProperty("volgende", out var more) ? more.GetString() : null;
        }

        Assert.That(read, Has.Count.EqualTo(int.Parse((await Databases.Rows.Of(portal.ConnectionString, "SELECT COUNT(*) FROM iwmo_messages_out made JOIN users u ON u.provider_id = made.provider_id WHERE u.login = 'aanbieder'"))[0], System.Globalization.CultureInfo.InvariantCulture)));
    }
}
