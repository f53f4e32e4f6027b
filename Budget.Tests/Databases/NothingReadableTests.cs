using Budget.Core.Assignments;
using Budget.Core.Consent;
using Budget.Core.Delivery;
using Budget.Core.Ledger;
using Budget.Core.Mail;
using Budget.Core.Messages;
using Budget.Core.MyData;
using Budget.Core.Plans;
using Budget.Core.Residents;
using Budget.Core.Storage;
using Budget.Core.SupportRequests;
using Budget.Core.Surveys;

namespace Budget.Tests.Databases;

/// <summary>
/// The whole demo town, its declarations too, one rejected among them: who takes a copy of the database away reads no BSN in it and nothing
/// that anybody said. Names, amounts and days they do read (docs/decisions/0008).
/// </summary>
[Category("Tools")]
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class NothingReadableTests(Engine engine)
{
    private const string Correction = "Zij lag die maand in het ziekenhuis.";
    private const string Typing = "Ik durf niet meer alleen naar buiten.";
    private const string Answer = "Het verslag zegt wat er toen was.", Wish = "Ik wil dat mijn gegevens weg zijn.", Proposal = "Niemand anders heeft dit dossier nodig.";

    [Test]
    public async Task A_copy_of_the_database_says_no_BSN_and_nothing_that_anybody_wrote()
    {
        await using var portal = await RunningPortal.Start(engine);
        var database = portal.Database;
        await Type(database, portal.ConnectionString);
        var words = await Words(database);
        var bsns = await Bsns(database);
        Assert.That(words, Has.Count.GreaterThan(15).And.Contains(Correction).And.Contains(Typing), "the town says something");
        Assert.That(bsns, Has.Count.EqualTo(40), "and somebody lives in it");
        Assert.That(await Rows.Of(portal.ConnectionString, "SELECT bsn FROM invoice_lines WHERE return_codes <> ''"), Is.Not.Empty.And.All.StartsWith("enc1:"));

        var raw = await RawBytes.Of(portal.ConnectionString);
        Assert.That(raw.Holds("mevrouw A. de Vries"), Is.True, "what is not hidden is found, so that what is not found is hidden");
        Assert.That(raw.Readable(bsns), Is.Empty);
        Assert.That(raw.Readable(words), Is.Empty);
    }

    [Test]
    public async Task Every_column_that_should_be_hidden_is_hidden_in_every_row()
    {
        await using var portal = await RunningPortal.Start(engine);
        await Type(portal.Database, portal.ConnectionString);
        foreach (var column in typeof(Core.Secrecy.HiddenColumn).GetFields().Select(field => (string)field.GetRawConstantValue()!))
        {
            var (table, name) = (column.Split('.')[0], column.Split('.')[1]);
            // Reasons of postings are codes of ours, but for what somebody typed at a correction.
            var filter = column == Core.Secrecy.HiddenColumn.PostingReason ? "AND kind = 'reversal' AND reason NOT LIKE 'declaration %' AND reason NOT LIKE 'dispute %' AND reason NOT LIKE 'payment %'" : "";
            var rows = await Rows.Of(portal.ConnectionString, $"SELECT {name} FROM {table} WHERE {name} <> '' {filter}");
            Assert.That(rows, Is.All.StartsWith("enc1:"), column);
            // Nobody in the demo town asked for a provider by name.
            Assert.That(rows, column is Core.Secrecy.HiddenColumn.WishedProvider ? Is.Empty : Is.Not.Empty, $"{column}: nobody in the town wrote there");
            Assert.That(rows.Distinct().Count(), Is.EqualTo(rows.Count), $"{column}: nothing is hidden the same way twice");
        }
    }

    /// <summary>What the town itself does not type: a correction by hand, a request that is not sent yet, and what is answered to requests about data.</summary>
    private static async Task Type(Database database, string connectionString)
    {
        var (finance, jansen) = (await SignedIn(database, "financien", Role.Finance), await SignedIn(database, "jansen", Role.Resident));
        var claimed = (await One(database, "SELECT b.number || ' ' || p.number FROM postings p JOIN budgets b ON b.id = p.budget_id WHERE p.kind = 'claim' ORDER BY b.number, p.number LIMIT 1")).Split(' ');
        var posting = long.Parse(claimed[1], System.Globalization.CultureInfo.InvariantCulture);
        var colleague = await SignedIn(database, "financien2", Role.Finance);
        var rejected = (await new ProposeReversal(database).Do(finance, IdempotencyKey.Of("nothing-readable-1"), new(claimed[0], posting, Correction))).Value;
        Assert.That((await new RejectReversal(database).Do(colleague, IdempotencyKey.Of("nothing-readable-2"), new(rejected, Correction))).Refusal, Is.Null);
        var approved = (await new ProposeReversal(database).Do(finance, IdempotencyKey.Of("nothing-readable-3"), new(claimed[0], posting, Correction))).Value;
        Assert.That((await new ApproveReversal(database).Do(colleague, IdempotencyKey.Of("nothing-readable-4"), approved)).Refusal, Is.Null);
        var deVries = await SignedIn(database, "devries", Role.Resident);
        var request = (await new CaseList(database).Of(deVries))[0].Number;
        Assert.That((await new AddAttachment(database).Do(deVries, IdempotencyKey.Of("nothing-readable-6"), new(request, Correction, AttachmentTests.Pdf(Correction)))).Refusal, Is.Null);
        var user = (await new SignedInUser(database).ByLogin("aanbieder"))!;
        var provider = new Actor(user.UserId, Role.ProviderStaff, "", user.ProviderId);
        // On the town's own day: today its support is over.
        await using var then = new Database(connectionString, FakeClock.On(RunningPortal.Today.Year, RunningPortal.Today.Month, RunningPortal.Today.Day), masterKeys: () => TestDatabase.Keys);
        var assignment = (await new AssignmentsOfProvider(then).Of(provider)).First(row => row.IsRunning == 1).Id;
        Assert.That((await new OpenInEmergency(then).Do(provider, IdempotencyKey.Of("nothing-readable-5"), new(assignment, Correction))).Refusal, Is.Null);
        var person = (await new MyPeople(database).Of(jansen))[0].ResidentId;
        await new RequestDraft(database).Save(jansen, person, _ => RequestContent.Empty with { OwnWords = Typing });
        Assert.That((await new RequestDraft(database).Of(jansen, person)).OwnWords, Is.EqualTo(Typing));
        var consulent = await SignedIn(database, "consulent", Role.Caseworker);
        Assert.That((await new AskMailCode(database).Do(consulent, IdempotencyKey.Of("nothing-readable-7"), new("s.visser@example.nl", "nl"))).Refusal, Is.Null);
        var correction = (await new DataRequests(database).Waiting(consulent)).Single().Number;
        Assert.That((await new AnswerCorrection(database).Do(consulent, IdempotencyKey.Of("nothing-readable"), new(correction, IsAgreed: false, Answer))).Refusal, Is.Null);
        var reached = (await new GoalsNotReached(database).Of(consulent))[0];
        Assert.That((await new AnswerEvaluation(database).Do(consulent, IdempotencyKey.Of("nothing-readable-8"), new(reached.RequestNumber, reached.Domain, reached.AskedOn, Answer))).Refusal, Is.Null);
        var shift = (await One(database, "SELECT file.number || ' ' || shift.id FROM shifts shift JOIN support_requests file ON file.id = shift.request_id WHERE shift.side = 'caseworker' LIMIT 1")).Split(' ');
        Assert.That((await new AgreeToShift(database).Do(deVries, IdempotencyKey.Of("nothing-readable-9"), new(shift[0], Guid.Parse(shift[1]), false, Answer))).Refusal, Is.Null);
        Assert.That((await new WriteDownRequest(then).Do(consulent, IdempotencyKey.Of("nothing-readable-10"), new(
            person, RequestWay.Phone, RunningPortal.Today, Wish, RequestContent.Empty with { OwnWords = Answer, Needs = [new(LifeDomain.Money, Proposal)], WishedForm = WishedForm.Unsure }))).Refusal, Is.Null);
        var administrator = await SignedIn(database, "beheer", Role.Administrator);
        Assert.That((await new OpenSurvey(then).Do(administrator, IdempotencyKey.Of("nothing-readable-11"), new(RunningPortal.Today.Year, RunningPortal.Today.AddDays(30)))).Refusal, Is.Null);
        Assert.That((await new AnswerSurvey(then).Do(deVries, IdempotencyKey.Of("nothing-readable-12"), new(
            RunningPortal.Today.Year, (await new MyPeople(database).Of(deVries))[0].ResidentId, new Dictionary<SurveyStatement, SurveyAnswer>(), Answer))).Refusal, Is.Null);
        var destruction = (await new AskDestruction(database).Do(jansen, IdempotencyKey.Of("nothing-readable"), new(person, Wish))).Value;
        Assert.That((await new ProposeDestruction(database).Do(consulent, IdempotencyKey.Of("nothing-proposed"), new(destruction, Proposal))).Refusal, Is.Null);
    }

    private static async Task<string> One(Database database, string sql) => await database.Read(session => session.Single<string>(sql));

    private static async Task<Actor> SignedIn(Database database, string login, Role role)
    {
        var user = (await new SignedInUser(database).ByLogin(login))!;
        return new Actor(user.UserId, role, user.MunicipalityCode);
    }

    /// <summary>Everything that stands in a case, as the caseworker reads it.</summary>
    private static async Task<HashSet<string>> Words(Database database)
    {
        HashSet<string> words = [Correction, Typing, Answer, Wish, Proposal, "a.devries@example.nl", "s.visser@example.nl"];
        foreach (var login in new[] { "consulent", "consulent2" })
        {
            var caseworker = await SignedIn(database, login, Role.Caseworker);
            foreach (var item in await new CaseList(database).Of(caseworker))
            {
                var seen = (await new CaseOverview(database).Of(caseworker, item.Number))!;
                words.UnionWith([seen.Request.OwnWords, seen.Request.CurrentHelp, seen.Request.WishedSupport, seen.Request.OwnStrength, seen.Request.CarerNeeds, seen.Request.Tried, seen.Request.UrgentBecause]);
                words.UnionWith(seen.Needs.Select(need => need.Goal));
                words.UnionWith(seen.Reports.SelectMany(report => report.Findings.Select(finding => finding.Text).Concat([report.Advice, report.Reply, report.Remarks ?? ""])));
                words.UnionWith(seen.Plan is { } plan ? [plan.Words] : []);
                words.UnionWith(seen.Decisions.Select(decision => decision.Reasons));
                words.UnionWith((await new Correspondence(database).Of(caseworker, new Conversation(item.Number)))!.Messages.Select(message => message.Words));
                words.UnionWith(seen.Report is { } report ? [report.Advice] : []);
            }
        }

        words.Remove("");
        return words;
    }

    /// <summary>Opened with the keys of this town.</summary>
    private static Task<List<string>> Bsns(Database database) => database.Read(async session =>
    {
        List<string> bsns = [];
        foreach (var row in await session.List<Hidden>("SELECT id AS Id, bsn AS Bsn FROM residents"))
        {
            bsns.Add((await Core.Secrecy.ResidentKey.Of(session, row.Id)).Show(Core.Secrecy.HiddenColumn.ResidentBsn, "", row.Bsn));
        }

        return bsns;
    });

    private sealed record Hidden(ResidentId Id, string Bsn);
}
