using Budget.Core.Audit;
using Budget.Core.Residents;
using Budget.Core.Secrecy;
using Budget.Core.Storage;
using Budget.Core.SupportRequests;

namespace Budget.Core.Investigations;

/// <summary>
/// The verslag of the investigation (Wmo 2015, 2.3.2 lid 8), by a caseworker of the resident's own municipality: a finding on the
/// law's points (lid 4: a needs, b own strength, c network, d informal carers, e general provisions, f cooperation, g contribution) and an advice.
/// </summary>
public sealed class WriteReport(Database database)
{
    public const string Points = "abcdefg";

    /// <param name="Findings">By point, 'a' to 'g'; point a (what is needed) must be there.</param>
    public sealed record Entry(string RequestNumber, IReadOnlyDictionary<string, string> Findings, string Advice);

    public Task<Outcome<string>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<string>(actor, key, nameof(WriteReport), entry, async session =>
        {
            if (!actor.MayDecide)
            {
                return Refusal.NotAllowed;
            }

            if (await RequestQuery.Find(session, actor, entry.RequestNumber) is not { } request || !await ResidentFile.Lock(session, request.ResidentId))
            {
                return Refusal.NotFound;
            }

            if (request.ReportedOn is not null)
            {
                return Refusal.ReportAlreadyWritten;
            }

            if (entry.Findings.Values.Append(entry.Advice).Any(text => text.Length > RequestContent.LongestText))
            {
                return Refusal.TextTooLong.With(RequestContent.LongestText);
            }

            var findings = entry.Findings.Where(finding => TypedText.Seen(finding.Value).Length > 0).ToDictionary();
            if (!findings.ContainsKey("a") || TypedText.Seen(entry.Advice).Length == 0 || findings.Keys.Any(point => point.Length != 1 || !Points.Contains(point, StringComparison.Ordinal)))
            {
                return Refusal.RequestIncomplete;
            }

            var (words, row) = (await ResidentKey.Of(session, request.ResidentId), $"{request.Id.Value:D}");
            // Asked again by the database: two people may be writing at the same time.
            if (await session.Execute(InsertReportSql, new { request.Id, actor.UserId, WrittenAt = session.Now, WrittenOn = session.Today, Advice = words.Hide(HiddenColumn.Advice, row, entry.Advice) }) == 0)
            {
                return Refusal.ReportAlreadyWritten;
            }

            foreach (var (point, finding) in findings.OrderBy(finding => finding.Key))
            {
                await session.Execute(InsertFindingSql, new { request.Id, point, Finding = words.Hide(HiddenColumn.Finding, $"{row}/{point}", finding) });
            }

            await Trace.Write(session, actor, nameof(WriteReport), entry.RequestNumber, request.ResidentId);
            return entry.RequestNumber;
        });

    private const string InsertReportSql = """
        INSERT INTO investigation_reports (request_id, written_by, written_at, written_on, advice)
        VALUES (@Id, @UserId, @WrittenAt, @WrittenOn, @Advice)
        ON CONFLICT (request_id) DO NOTHING
        """;

    private const string InsertFindingSql = """
        INSERT INTO investigation_findings (request_id, point, finding)
        VALUES (@Id, @point, @Finding)
        """;
}
