using Budget.Core.Audit;
using Budget.Core.Caseload;
using Budget.Core.Mail;
using Budget.Core.Secrecy;
using Budget.Core.Storage;
using Budget.Core.SupportRequests;

namespace Budget.Core.Investigations;

/// <summary>
/// The verslag (Wmo 2015, 2.3.2 lid 4 and 8), given to the resident: what was found on the law's seven points, and the advice. A version is given once and stays; after
/// the resident disagreed with it a next one is given, which says what was done with what the resident said. What was being written of it is gone with that.
/// </summary>
public sealed class WriteReport(Database database)
{
    public const string Points = "abcdefg";

    /// <param name="Findings">By point, 'a' to 'g'; point a (what is needed) must be there.</param>
    public sealed record Entry(string RequestNumber, IReadOnlyDictionary<string, string> Findings, string Advice)
    {
        /// <summary>To what the resident said of the version before; needed when there is one.</summary>
        public string Reply { get; init; } = "";

        /// <summary>The version that was there when this was written; 0 when there was none.</summary>
        public long After { get; init; }

        /// <summary>Of the draft that was read (<see cref="ReportDraft"/>): nothing is given over what a colleague saved since. 0 when there was none.</summary>
        public long Revision { get; init; }

        /// <summary>The version of the resident's own plan that was read: nothing is given past a plan that came meanwhile (2.3.2 lid 5). 0 when there was none.</summary>
        public long Plan { get; init; }
    }

    public Task<Outcome<string>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<string>(actor, key, nameof(WriteReport), entry, async session =>
        {
            if (!actor.MayDecide)
            {
                return Refusal.NotAllowed;
            }

            if (await RequestQuery.Lock(session, actor, entry.RequestNumber) is not { } request)
            {
                return Refusal.NotFound;
            }

            if (request.Objection(CaseAction.GiveReport) is { } objection)
            {
                return objection;
            }

            var version = (request.Facts.ReportVersion ?? 0) + 1;
            if (entry.After != version - 1)
            {
                return Refusal.ReportChanged;
            }

            if (!new ReportDraft.Content(entry.Findings, entry.Advice, entry.Reply).Fits)
            {
                return Refusal.TextTooLong.With(RequestContent.LongestText);
            }

            var findings = entry.Findings.Where(finding => TypedText.Seen(finding.Value).Length > 0).ToDictionary();
            if (!findings.ContainsKey("a") || TypedText.Seen(entry.Advice).Length == 0 || findings.Keys.Any(point => point.Length != 1 || !Points.Contains(point, StringComparison.Ordinal))
                || (version > 1 && TypedText.Seen(entry.Reply).Length == 0))
            {
                return Refusal.RequestIncomplete;
            }

            if (await session.Single<long>(RevisionSql, new { request.Id }) != entry.Revision)
            {
                return Refusal.ReportDraftChanged;
            }

            if (await session.Single<long>(PlanSql, new { request.Id }) > entry.Plan)
            {
                return Refusal.PlanHandedIn;
            }

            var (words, row) = (await ResidentKey.Of(session, request.ResidentId), ReportRow.Of(request.Id, version));
            await session.Execute(InsertReportSql, new
            {
                request.Id,
                version,
                actor.UserId,
                WrittenAt = session.Now,
                WrittenOn = session.Today,
                Advice = words.Hide(HiddenColumn.Advice, row, entry.Advice),
                Reply = words.Hide(HiddenColumn.Reply, row, entry.Reply),
            });
            foreach (var (point, finding) in findings.OrderBy(finding => finding.Key))
            {
                await session.Execute(InsertFindingSql, new { request.Id, version, point, Finding = words.Hide(HiddenColumn.Finding, $"{row}/{point}", finding) });
            }

            await ReportDraft.Discard(session, request.Id);
            await TakeCase.LeadWhenNobodyDoes(session, actor, request.ResidentId, entry.RequestNumber);
            await Outbox.Put(session, MailKind.ReportIsReady, request.ResidentId, entry.RequestNumber);
            await Trace.Write(session, actor, nameof(WriteReport), entry.RequestNumber, request.ResidentId);
            return entry.RequestNumber;
        });

    private const string RevisionSql = """
        SELECT COALESCE(MAX(revision), 0)
        FROM report_drafts
        WHERE request_id = @Id
        """;

    private const string PlanSql = """
        SELECT COALESCE(MAX(version), 0)
        FROM personal_plans
        WHERE request_id = @Id
        """;

    private const string InsertReportSql = """
        INSERT INTO investigation_reports (request_id, version, written_by, written_at, written_on, advice, reply)
        VALUES (@Id, @version, @UserId, @WrittenAt, @WrittenOn, @Advice, @Reply)
        """;

    private const string InsertFindingSql = """
        INSERT INTO investigation_findings (request_id, version, point, finding)
        VALUES (@Id, @version, @point, @Finding)
        """;
}

/// <summary>By which a hidden text knows in which version of a report it stands; the first has been named without one from before there were more.</summary>
internal static class ReportRow
{
    public static string Of(RequestId request, long version) => version == 1 ? $"{request.Value:D}" : $"{request.Value:D}/{version}";

    /// <summary>The same in SQL, of a report as "report".</summary>
    public const string Sql = "report.request_id || CASE WHEN report.version = 1 THEN '' ELSE '/' || CAST(report.version AS TEXT) END";
}
