using Budget.Core.Budgets;
using Budget.Core.Invoices;
using Budget.Core.Iwmo;
using Budget.Core.Ledger;
using Budget.Core.Residents;
using Budget.Core.Secrecy;
using Budget.Core.Storage;
using Budget.Core.SupportRequests;
using Budget.Tests.Simulation;

namespace Budget.Tests.Databases;

/// <summary>A database of yesterday: what stood open in it is hidden when the portal starts, and everybody sees what they saw.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class YesterdayTests(Engine engine)
{
    private readonly FakeClock clock = FakeClock.On(2026, 6, 15);
    private TestDatabase storage = null!;
    private string folder = null!;
    private string keys = null!;

    private Database Database => storage.Database;

    [SetUp]
    public async Task Start()
    {
        folder = Directory.CreateTempSubdirectory("eigenregie-keys-").FullName;
        keys = TestDatabase.KeysFileIn(folder);
        storage = await TestDatabase.CreateEmpty(engine, clock);
        await Yesterday.Write(Database);
        await Migrator.Migrate(Database);
    }

    [TearDown]
    public async Task Stop()
    {
        await storage.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Test]
    public async Task Everybody_sees_what_they_saw()
    {
        await OpenKeys.Of(Database, keys);

        var seen = (await new CaseOverview(Database).Of(Yesterday.Caseworker, Yesterday.Number))!;
        Assert.That((seen.Request.ResidentBsn, seen.Request.OwnWords, seen.Request.CurrentHelp), Is.EqualTo((Yesterday.Bsn, Yesterday.OwnWords, "Mijn dochter elke week")));
        Assert.That(seen.Needs.Select(need => need.Goal), Is.EquivalentTo(new[] { Yesterday.Goal, "Vaker onder de mensen" }));
        Assert.That(seen.Report!.Advice, Is.EqualTo(Yesterday.Advice));
        Assert.That(seen.Report!.Findings.Select(finding => finding.Text), Is.EqualTo(new[] { Yesterday.Finding, "Een buurvrouw." }));
        Assert.That(seen.Decisions.Single().Reasons, Is.EqualTo(Yesterday.Reasons));
        Assert.That((await new BudgetOverview(Database).Of(Yesterday.Finance, Yesterday.Number))!.Postings[0].Reason, Is.EqualTo(Yesterday.Correction));
        Assert.That((await new RequestDraft(Database).Of(Yesterday.Holder, Yesterday.Other)).OwnWords, Is.EqualTo(Yesterday.Typing));
        Assert.That((await new DeclarationMessages(Database).AnswerTo(Yesterday.Finance, Yesterday.Message.Value))!.Text, Is.EqualTo(Yesterday.Answer));
        Assert.That((await new ResidentByBsn(Database).Of(Yesterday.Caseworker, Yesterday.OtherBsn)).Value.ResidentId, Is.EqualTo(Yesterday.Other));
        Assert.That((await new VerifyLedger(Database).Run()).FirstFault, Is.Null);
    }

    [Test]
    public async Task Nothing_stands_open_but_what_is_sealed()
    {
        string[] open = [Yesterday.OtherBsn, Yesterday.RejectedBsn, Yesterday.OwnWords, Yesterday.Goal, Yesterday.Advice, Yesterday.Finding, Yesterday.Typing, "Ik slaap slecht", "Een buurvrouw"];
        string[] sealedOpen = [Yesterday.Bsn, Yesterday.Reasons, Yesterday.Correction];
        Assert.That((await RawBytes.Of(storage.ConnectionString)).Readable(open), Is.EqualTo(open), "or nothing is proved below");

        await OpenKeys.Of(Database, keys);
        if (engine == Engine.Sqlite)
        {
            // The log goes into the file when the last door closes.
            await Database.DisposeAsync();
        }

        var raw = await RawBytes.Of(storage.ConnectionString);
        Assert.That(raw.Readable(open), Is.Empty);
        Assert.That(raw.Readable(sealedOpen), Is.EqualTo(sealedOpen), "it was booked on before it could be hidden");
    }

    [Test]
    public async Task A_deed_and_a_file_of_yesterday_are_known_again()
    {
        await OpenKeys.Of(Database, keys);

        var again = await new RegisterUser(Database).Do(Actor.System(Town.Huizen), IdempotencyKey.Of("old-key-of-yesterday"), Yesterday.Registered);
        var other = await new RegisterUser(Database).Do(Actor.System(Town.Huizen), IdempotencyKey.Of("old-key-of-yesterday"), Yesterday.Registered with { Name = "Iemand Anders" });
        Assert.That((again.IsRefused, again.Replayed), Is.EqualTo((false, true)));
        Assert.That(other.Refusal, Is.EqualTo(Refusal.KeyUsedForOtherContent));
        foreach (var actor in new[] { Yesterday.Finance, Actor.System(Town.Huizen) })
        {
            using var file = new MemoryStream(Yesterday.File());
            var answer = await new ImportDeclaration(Database).Do(actor, await DeclarationFile.Load(file, clock.Today()));
            Assert.That((answer.Fault, answer.Result?.IsRepeat, answer.Result?.Id), Is.EqualTo(((MessageFault?)null, (bool?)true, (MessageId?)Yesterday.Message)));
        }
    }

    [Test]
    public async Task Ended_at_any_commit_it_goes_on_where_it_stopped([Values] bool afterCommit)
    {
        var crashes = 0;
        for (var last = 0; last >= 0 && crashes < 40;)
        {
            var commits = 0;
            var at = afterCommit ? Moment.AfterCommit : Moment.BeforeCommit;
            // Each run may do one commit more than the last one did.
            Database.AtMoment = moment =>
            {
                if (moment == at && ++commits > last)
                {
                    throw new CrashException(moment);
                }
            };
            try
            {
                await OpenKeys.Of(Database, keys);
                last = -1;
            }
            catch (CrashException)
            {
                (crashes, last) = (crashes + 1, last + 1);
            }
        }

        Database.AtMoment = null;
        Assert.That(crashes, Is.GreaterThan(3));
        await Everybody_sees_what_they_saw();
        Assert.That((await RawBytes.Of(storage.ConnectionString)).Readable([Yesterday.OtherBsn, Yesterday.RejectedBsn]), Is.Empty);
    }

    [Test]
    public async Task Portals_that_start_together_hide_everything_once()
    {
        var portals = Enumerable.Range(0, 4).Select(_ => new Database(storage.ConnectionString, clock, masterKeys: () => TestDatabase.Keys)).ToArray();

        await Task.WhenAll(portals.Select(portal => Task.Run(() => OpenKeys.Of(portal, keys))));

        foreach (var portal in portals)
        {
            await portal.DisposeAsync();
        }

        await Everybody_sees_what_they_saw();
    }

    [Test]
    public async Task The_way_is_shown_and_gone_once()
    {
        List<(long Done, long Total)> shown = [];
        await OpenKeys.Of(Database, keys, new Listener(shown));
        Assert.That(shown[^1], Is.EqualTo((6L, 6L)), "two residents, a rejected line, a message and two keys");

        shown.Clear();
        await OpenKeys.Of(Database, keys, new Listener(shown));
        Assert.That(shown, Is.Empty);
    }

    [Test]
    public async Task What_was_answered_and_booked_can_still_be_changed_in_no_other_way()
    {
        await OpenKeys.Of(Database, keys);
        foreach (var change in new[]
        {
            "UPDATE invoice_lines SET bsn = 'enc1:x' WHERE posting_number IS NOT NULL",
            "UPDATE invoice_lines SET bsn = '999900006' WHERE posting_number IS NULL",
            "UPDATE invoice_lines SET bsn = 'enc1:x' WHERE posting_number IS NULL",
            "UPDATE invoice_lines SET volume = 2 WHERE posting_number IS NULL",
            "UPDATE invoice_lines SET bsn = '', volume = 2 WHERE posting_number IS NULL",
            "DELETE FROM invoice_lines WHERE posting_number IS NULL",
            "UPDATE declaration_messages SET answer = 'enc1:x'",
            "UPDATE declaration_messages SET answer = 'open'",
            "UPDATE declaration_messages SET file_hash = 'x'",
            "UPDATE declaration_messages SET accepted_cents = 1",
        })
        {
            Assert.That(async () => await Rows.Execute(storage.ConnectionString, change), Throws.Exception.With.Message.Contains("is append-only"), change);
        }
    }

    private sealed class Listener(List<(long Done, long Total)> heard) : IProgress<(long Done, long Total)>
    {
        public void Report((long Done, long Total) value) => heard.Add(value);
    }
}
