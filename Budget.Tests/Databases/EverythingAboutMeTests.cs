using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using AngleSharp.Html.Parser;
using Budget.Core.Audit;
using Budget.Core.Decisions;
using Budget.Core.Ledger;
using Budget.Core.MyData;
using Budget.Core.Residents;
using Budget.Core.SupportRequests;

namespace Budget.Tests.Databases;

/// <summary>Somebody's own file, whole: nothing that is kept is missing from it, and nothing of anybody else is in it.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class EverythingAboutMeTests(Engine engine)
{
    private static readonly CultureInfo Dutch = CultureInfo.GetCultureInfo("nl");

    /// <summary>What stands in the database and not in the file, a table or a column, and why.</summary>
    private static readonly IReadOnlyDictionary<string, string> LeftOut = new Dictionary<string, string>(LeftOutOfTheFile.Names, StringComparer.Ordinal)
    {
        ["municipalities"] = "of the municipality; its name is said",
        ["products"] = "of the municipality; what was granted is said by name",
        ["providers"] = "of the provider; its name is said",
        ["contracts"] = "between municipality and provider; its rate stands in the assignment",
        ["number_series"] = "counters",
        ["schema_migrations"] = "of the installation",
        ["finished_steps"] = "of the installation",
        ["closed_months"] = "sums of a whole municipality",
        ["closed_years"] = "sums of a whole municipality",
        ["ledger_heads"] = "sums and hashes of a whole municipality",
        ["ledger_faults"] = "of the books, about a posting that is in the file itself",
        ["trace_blocks"] = "hashes",
        ["retention_runs"] = "of files that are gone",
        ["secrets"] = "keys of the installation",
        ["idempotency_keys"] = "a keyed hash of a form, and the number that was answered, which is in the file",
        ["user_identities"] = "a keyed hash of the BSN, which is in the file",
        ["logout_words"] = "hashes of what providers said",
        ["parked_forms"] = "a form that was sent too late: given back to its writer at the next sign-in, and gone after a day",
        ["alerts"] = "about the one who looked; who looked is in the file",
        ["decoys"] = "of files of nobody",
        ["residents.search_name"] = "the name again, as it is searched for",
        ["residents.bsn_hash"] = "a keyed hash of the BSN",
        ["residents.destroyed_at"] = "empty as long as there is a file",
        ["resident_keys.wrapped"] = "the key itself",
        ["users.role"] = "always resident",
        ["users.municipality_code"] = "that of the file",
        ["users.provider_id"] = "of staff",
        ["users.blocked_by"] = "who blocked an account stands in its traces",
        ["users.unblock_asked_by"] = "as above",
        ["files_opened"] = "looks of the past hour once more, to count them; each is a trace in the file",
        ["support_requests.municipality_code"] = "that of the file",
        ["support_request_drafts.send_key"] = "a number at random",
        ["report_drafts"] = "not given yet; gone when it is, and then in the file as a report",
        ["decisions.municipality_code"] = "that of the file",
        ["budgets.municipality_code"] = "that of the file",
        ["assignments.municipality_code"] = "that of the file",
        ["assignments.contract_id"] = "the contract's rate is said",
        ["postings.hash"] = "proves the books, says nothing",
        ["postings.seal"] = "proves the books, says nothing",
        ["year_balances.hash"] = "proves the books, says nothing",
        ["claims.budget_id"] = "that of the agreement",
        ["invoice_lines.bsn"] = "the resident's own; only of lines that were rejected",
        ["declaration_messages"] = "of the provider, about many people; of the message what is the same for each line is said with the line",
        ["attachments.content"] = "the paper itself, which is in the zip as a file",
        ["outbox"] = "that an e-mail went out, which says nothing itself; forgotten a month later",
        ["mail_codes"] = "an address that was not confirmed, and its code: an hour at most",
        ["sessions.closed_to"] = "follows from the level of the sign-in, which is said",
        ["sessions.token_hash"] = "a hash of the cookie",
        ["sessions.provider_session"] = "a keyed hash",
        ["sessions.id_token"] = "wrapped, for the way out at the provider; gone with the session",
        ["sessions.introduces"] = "the BSN of somebody who has no file yet",
        ["traces.session_id"] = "a number of ours",
    };

    private Town town = null!;
    private FilledFile file = null!;

    [SetUp]
    public async Task Start()
    {
        town = await Town.On(engine);
        file = await FilledFile.In(town);
    }

    [TearDown]
    public async Task Stop() => await town.DisposeAsync();

    [Test]
    public async Task No_table_and_no_column_is_forgotten()
    {
        var schema = await Rows.Of(town.ConnectionString, engine == Engine.Sqlite
            ? "SELECT t.name || '.' || c.name FROM sqlite_master t JOIN pragma_table_info(t.name) c WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%'"
            : "SELECT table_name || '.' || column_name FROM information_schema.columns WHERE table_schema = 'public'");
        var shown = WhatIsKept.Parts.SelectMany(part => part.Fields).SelectMany(field => field.Columns).ToHashSet(StringComparer.Ordinal);
        Assert.That(shown.Except(schema, StringComparer.Ordinal), Is.Empty, "shown and not there");
        var forgotten = schema.Except(shown, StringComparer.Ordinal).Where(column => !LeftOut.ContainsKey(column) && !LeftOut.ContainsKey(column.Split('.')[0]) && !IsInside(column, shown) && !IsDayOf(column, shown));
        Assert.That(forgotten, Is.Empty, "Show it in a part of WhatIsKept, or name it here with the reason why it is not about a resident.");
        var known = schema.Concat(schema.Select(column => column.Split('.')[0])).ToHashSet(StringComparer.Ordinal);
        Assert.That(LeftOut.Keys.Where(name => !known.Contains(name) || shown.Contains(name)), Is.Empty, "no longer there, or shown: take it off the list");
    }

    /// <summary>An id of ours, or that of the table's own record, by which it hangs on a record that is shown; or the municipality, which is that of the file.</summary>
    private static bool IsInside(string column, HashSet<string> shown) =>
        column.Split('.') is [var table, "id" or "municipality_code" or "resident_id" or "request_id" or "user_id" or "message_id" or "reservation_id" or "origin_id" or "assignment_id"]
        && shown.Any(other => other.StartsWith($"{table}.", StringComparison.Ordinal));

    /// <summary>The day of an instant that is shown.</summary>
    private static bool IsDayOf(string column, HashSet<string> shown) => column.EndsWith("_on", StringComparison.Ordinal) && shown.Contains($"{column[..^3]}_at");

    [Test]
    public async Task Of_a_filled_file_no_part_and_no_value_is_empty()
    {
        using var json = JsonDocument.Parse((await Zip(file.Resident.Actor))[EverythingAboutMe.JsonName]);
        foreach (var part in WhatIsKept.Parts)
        {
            var records = json.RootElement.GetProperty(part.Name).EnumerateArray().ToList();
            Assert.That(records, Is.Not.Empty, part.Name);
            foreach (var name in part.Fields.Select(FileAsJson.NameOf))
            {
                Assert.That(records.Any(record => record.GetProperty(name).ValueKind != JsonValueKind.Null), Is.True, $"{part.Name}.{name}");
            }
        }

        var zip = await Zip(file.Resident.Actor);
        var paper = zip.Single(one => one.Key.StartsWith("stukken/", StringComparison.Ordinal));
        Assert.That(paper.Value, Is.EqualTo(AttachmentTests.Pdf("Brief")), "and the paper itself");
        Assert.That(json.RootElement.GetProperty("papers")[0].GetProperty("file").GetString(), Is.EqualTo(paper.Key));
        var page = new HtmlParser().ParseDocument(Encoding.UTF8.GetString(zip[EverythingAboutMe.PageName]));
        Assert.That(page.QuerySelectorAll("section a").Select(link => link.GetAttribute("href")), Is.EqualTo(new[] { paper.Key }), "by a link beside its name");
        Assert.That(json.RootElement.GetProperty("schema").GetString(), Is.EqualTo("eigen-regie/gegevens"));
        Assert.That(json.RootElement.GetProperty("version").GetInt32(), Is.EqualTo(1));
        var claim = json.RootElement.GetProperty("claims").EnumerateArray().Single(one => one.GetProperty("volume").GetDecimal() == 11.73m);
        Assert.That((claim.GetProperty("amountCents").GetInt64(), claim.GetProperty("volume").GetDecimal(), claim.GetProperty("startsOn").GetString()), Is.EqualTo((1021L, 11.73m, "2026-04-01")));
    }

    [Category("Tools")]
    [TestCase("nl")]
    [TestCase("en")]
    public async Task Every_text_and_every_amount_stands_in_all_three_forms(string language)
    {
        var zip = await Zip(file.Resident.Actor, CultureInfo.GetCultureInfo(language));
        var page = new HtmlParser().ParseDocument(Encoding.UTF8.GetString(zip[EverythingAboutMe.PageName]));
        var (read, printed, json) = (Pressed(page.Body!.TextContent), Pressed(Printed(zip["dossier.pdf"])), Encoding.UTF8.GetString(zip[EverythingAboutMe.JsonName]));
        foreach (var text in FilledFile.Texts.Append("Dit kon niet wachten."))
        {
            Assert.That(read, Does.Contain(Pressed(text)), $"page: {text}");
            Assert.That(printed, Does.Contain(Pressed(text)), $"PDF: {text}");
            Assert.That(json, Does.Contain(JsonEncodedText.Encode(text, System.Text.Encodings.Web.JavaScriptEncoder.Create(System.Text.Unicode.UnicodeRanges.All)).ToString()), $"JSON: {text}");
        }

        foreach (var amount in FilledFile.Amounts)
        {
            Assert.That(read, Does.Contain(Pressed(amount)), $"page: {amount}");
            Assert.That(printed, Does.Contain(Pressed(amount)), $"PDF: {amount}");
            var bare = amount.Replace("€\u00A0", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal);
            Assert.That(json, Does.Match($": {(amount[0] == '€' ? bare.Replace(",", "", StringComparison.Ordinal).TrimStart('0') : bare.Replace(',', '.'))}\\b"), $"JSON: {amount}");
        }

        Assert.That(page.QuerySelectorAll("b, script, img, iframe, [style], [src]"), Is.Empty, "what somebody typed is text, and nothing comes from elsewhere");
        Assert.That(page.QuerySelectorAll("[href]").Select(link => link.GetAttribute("href")!), Has.All.Match($"^(#[a-zA-Z]+|{EverythingAboutMe.StyleSheetName}|{EverythingAboutMe.PapersFolder}/stuk-[0-9-]+[0-9a-f]{{6}}\\.pdf)$"));
        Assert.That(page.DocumentElement.GetAttribute("lang"), Is.EqualTo(language));
        foreach (var part in WhatIsKept.Parts)
        {
            Assert.That(page.QuerySelector($"h2#{part.Name}"), Is.Not.Null, part.Name);
            Assert.That(Encoding.UTF8.GetString(zip[EverythingAboutMe.ReadMeName]), Does.Contain($"\n{part.Name}: "), "told in the leesmij");
        }
    }

    [Test]
    public async Task Who_represents_somebody_gets_that_file_and_nothing_of_the_own()
    {
        await new RequestDraft(town.Database).Save(file.Mother, file.Resident.Id, _ => RequestContent.Empty with { OwnWords = "Zin van moeder." });
        var own = await town.Resident("Moeder Zelf");
        await new GiveAccess(town.Database).Do(Actor.System(Town.Huizen), town.Key(), new(file.Mother.UserId, own.Id, AsRepresentative: false, new(2000, 1, 1), new(2100, 1, 1)));
        foreach (var actor in new[] { file.Mother, file.Delegate })
        {
            var json = Encoding.UTF8.GetString((await Zip(actor))[EverythingAboutMe.JsonName]);
            Assert.That(json, Does.Contain(FilledFile.Texts[8]).And.Contain(FilledFile.Texts[1]));
            Assert.That(json, Does.Not.Contain("Moeder Zelf").And.Not.Contain("Nog niet verstuurde zin.").And.Not.Contain("Apparaat van Wil"), $"{actor.ActsFor}");
        }

        Assert.That(Encoding.UTF8.GetString((await Zip(file.Mother))[EverythingAboutMe.JsonName]), Does.Contain("Zin van moeder."));
        Assert.That(Encoding.UTF8.GetString((await Zip(file.Resident.Actor))[EverythingAboutMe.JsonName]), Does.Not.Contain("Zin van moeder."));
    }

    [Test]
    public async Task Nobody_else_gets_it_and_a_right_that_ends_meanwhile_has_ended()
    {
        var other = await town.Resident();
        foreach (var actor in new[] { other.Actor, town.Caseworker, town.Finance, Actor.System(Town.Huizen), file.Resident.Actor with { ActsFor = other.Id } })
        {
            Assert.That((await new EverythingAboutMe(town.Database).Ask(actor, file.Resident.Id)).Refusal, Is.EqualTo(Refusal.NotFound), $"{actor.Role}");
            var kept = new WhatIsKept(town.Database, actor, file.Resident.Id, inEnglish: false);
            foreach (var part in WhatIsKept.Parts)
            {
                await foreach (var rows in kept.Of(part))
                {
                    Assert.Fail($"{actor.Role} {part.Name}: {rows.Count}");
                }
            }
        }

        var asked = (await new EverythingAboutMe(town.Database).Ask(file.Mother, file.Resident.Id)).Value;
        await Sql.Execute(town, $"UPDATE resident_access SET ends_on = '2027-01-31' WHERE user_id = '{file.Mother.UserId.Value:D}'");
        Assert.That(Encoding.UTF8.GetString(Entries(await Written(file.Mother, asked, Dutch))[EverythingAboutMe.JsonName]), Does.Not.Contain(FilledFile.Texts[8]));
    }

    [Test]
    public async Task It_leaves_a_trace_each_time_and_ten_times_a_day_is_enough()
    {
        for (var time = 0; time < EverythingAboutMe.MostADay; time++)
        {
            Assert.That((await new EverythingAboutMe(town.Database).Ask(file.Mother, file.Resident.Id)).IsRefused, Is.False);
        }

        Assert.That((await new EverythingAboutMe(town.Database).Ask(file.Mother, file.Resident.Id)).Refusal, Is.EqualTo(Refusal.AskedTooOften.With(EverythingAboutMe.MostADay)));
        var traces = await new TracesOfResident(town.Database).Of(file.Resident.Actor, file.Resident.Id);
        Assert.That(traces.Take(EverythingAboutMe.MostADay).Select(trace => (trace.Action, trace.What, trace.Basis)), Is.All.EqualTo(("look", "EverythingAboutMe", "representative")));
        Assert.That((await new EverythingAboutMe(town.Database).Ask(file.Resident.Actor, file.Resident.Id)).IsRefused, Is.False, "another's count is not mine");
        town.Clock.Advance(TimeSpan.FromHours(25));
        Assert.That((await new EverythingAboutMe(town.Database).Ask(file.Mother, file.Resident.Id)).IsRefused, Is.False);
    }

    [Test]
    public async Task A_long_history_is_whole_and_comes_in_parts_of_paper()
    {
        await town.Database.Overwrite(async session =>
        {
            for (var look = 0; look < FileAsPdf.RowsInOne + 500; look++)
            {
                await Trace.Write(session, town.Caseworker, nameof(CaseOverview), $"keer {look}", file.Resident.Id);
            }
        });

        var zip = await Zip(file.Resident.Actor);
        using var json = JsonDocument.Parse(zip[EverythingAboutMe.JsonName]);
        var subjects = json.RootElement.GetProperty("traces").EnumerateArray().Select(trace => trace.GetProperty("subject").GetString()).Where(subject => subject?.StartsWith("keer ", StringComparison.Ordinal) is true).ToList();
        Assert.That(subjects, Is.EqualTo(Enumerable.Range(0, FileAsPdf.RowsInOne + 500).Select(look => $"keer {look}")), "each once, in their order");
        Assert.That(zip.Keys.Where(name => !name.StartsWith("stukken/", StringComparison.Ordinal)).Order(StringComparer.Ordinal), Is.EqualTo((string[])["dossier-2.pdf", "dossier.pdf", "gegevens.json", "index.html", "leesmij.txt", "stijl.css"]));
    }

    [Test]
    public void Every_part_every_value_and_every_word_is_told_and_no_other()
    {
        var used = WhatIsKept.Parts.SelectMany(part => new[] { $"part-{part.Name}", $"about-{part.Name}" })
            .Concat(WhatIsKept.Parts.SelectMany(part => part.Fields).Select(field => $"field-{field.Name}"))
            .Concat(Enum.GetNames<FieldKind>().Select(kind => $"kind-{kind}"))
            .Concat(["word-urgent-yes", "word-urgent-no"]).Concat(WordsOf<Budget.Core.Investigations.ReportAnswer>("reportAnswer"))
            .Concat(WordsOf<WishedForm>("wishedForm")).Concat(Enum.GetNames<LifeDomain>().Select(domain => $"word-domain-{domain}"))
            .Concat(Budget.Core.Investigations.WriteReport.Points.Select(point => $"word-point-{point}"))
            .Concat(WordsOf<FundingForm>("form")).Concat(WordsOf<Frequency>("frequency")).Concat(WordsOf<PostingKind>("kind")).Concat(WordsOf<OriginKind>("origin")).Concat(WordsOf<Account>("from")).Concat(WordsOf<Account>("to"))
            .Concat(typeof(Budget.Core.Providers.CareUnit).GetFields().Select(unit => $"word-unit-{unit.GetValue(null)}"))
            .Concat(["word-endReason-client", "word-endReason-provider", "word-endReason-municipality", "word-endReason-other-provider", "word-debitCredit-D", "word-debitCredit-C", "word-onBehalf-yes", "word-onBehalf-no", "word-right-self", "word-right-representative", .. Enum.GetNames<Budget.Core.Mandates.AccessGround>().Select(ground => $"word-actsBy-{ground.ToLowerInvariant()}"), "word-mailLanguage-nl", "word-mailLanguage-en", "word-paperToo-yes", "word-paperToo-no"])
            .Concat(WordsOf<Budget.Core.Messages.MessageSide>("side")).Concat(WordsOf<Budget.Core.PersonHeld.HelperKind>("helperKind")).Concat(WordsOf<Budget.Core.SignIn.SignInMeans>("means"))
            .Concat(WordsOf<CorrectionOf>("about")).Concat(["word-about-file", "word-dataRequest-correction", "word-dataRequest-destruction", "word-outcome-agreed", "word-outcome-refused", "word-outcome-withdrawn"])
            .Concat(WordsOf<DecisionKind>("decisionKind")).Concat(WordsOf<RefusalGround>("ground")).Concat(WordsOf<WithdrawalGround>("ground")).Concat(WordsOf<FormGround>("ground")).Concat(WordsOf<ObjectionOutcome>("objectionOutcome"))
            .Concat(["word-reversalOutcome-reversed", "word-reversalOutcome-rejected", "word-reversalOutcome-withdrawn"]).Concat(WordsOf<Budget.Core.SignIn.BlockReason>("blockedFor"))
            .Concat(WordsOf<Role>("role")).Concat(WordsOf<TraceAction>("action")).Concat(WordsOf<TraceBasis>("basis")).Concat(LeftOutOfTheFile.Words).Concat(WordsOf<Budget.Core.Delivery.StopReason>("stopReason")).Concat(WordsOf<Budget.Core.Delivery.Helps>("helps"))
            .Concat(["title", "title-more", "lead", "careful", "contents", "nothing", "named", "author", "subject", "page", "file-page", "file-style", "file-pdf", "file-json", "json"]);
        Assert.That(Resource.Read("Budget.Core/MyData/FileTexts.resx").Keys, Is.EquivalentTo(used.Distinct(StringComparer.Ordinal)));
    }

    private static IEnumerable<string> WordsOf<T>(string field) where T : struct, Enum => Enum.GetNames<T>().Select(name => $"word-{field}-{name.ToLowerInvariant()}");

    private async Task<Dictionary<string, byte[]>> Zip(Actor actor, CultureInfo? culture = null) =>
        Entries(await Written(actor, (await new EverythingAboutMe(town.Database).Ask(actor, file.Resident.Id)).Value, culture ?? Dutch));

    private async Task<byte[]> Written(Actor actor, EverythingAboutMe.Whose whose, CultureInfo culture)
    {
        using var zip = new MemoryStream();
        await new EverythingAboutMe(town.Database).Write(zip, actor, whose, culture, (action, what, subject) => $"{action} {what} {subject}");
        return zip.ToArray();
    }

    private static Dictionary<string, byte[]> Entries(byte[] zip)
    {
        using var archive = new ZipArchive(new MemoryStream(zip));
        var entries = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var entry in archive.Entries)
        {
            using var content = new MemoryStream();
            using var opened = entry.Open();
            opened.CopyTo(content);
            entries.Add(entry.FullName, content.ToArray());
        }

        return entries;
    }

    private static string Printed(byte[] pdf) => Unit.PdfTools.Run("pdftotext", pdf, "-raw", "{pdf}", "-");

    /// <summary>Without white space: paper breaks lines where it must.</summary>
    private static string Pressed(string text) => string.Concat(text.Where(sign => !char.IsWhiteSpace(sign)));
}
