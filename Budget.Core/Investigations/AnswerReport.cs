using Budget.Core.Audit;
using Budget.Core.Decisions;
using Budget.Core.Ledger;
using Budget.Core.Residents;
using Budget.Core.Secrecy;
using Budget.Core.Storage;
using Budget.Core.SupportRequests;

namespace Budget.Core.Investigations;

/// <summary>What a resident says of the report: agreed, agreed with something added, or not agreed. The words of the database.</summary>
public enum ReportAnswer { Agree, Remarks, Disagree }

/// <summary>
/// The resident, or who represents the resident, answers the report before anything follows from it (Wmo 2015, 2.3.2 lid 8: remarks belong to it). Who agrees may
/// apply in the same click; what comes on paper a caseworker writes down with its day. Who does not agree gets a next version, and may apply without waiting for it.
/// </summary>
public sealed class AnswerReport(Database database)
{
    /// <param name="Version">That was read: an answer to another one is none.</param>
    /// <param name="Remarks">Needed when something is to be added or is not right.</param>
    /// <param name="OnPaperOn">The day on which the answer came on paper, when a caseworker writes it down; none when it is given here.</param>
    public sealed record Entry(string RequestNumber, long Version, ReportAnswer Answer, string Remarks, bool Applies, DateOnly? OnPaperOn = null);

    public Task<Outcome<string>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<string>(actor, key, nameof(AnswerReport), entry, async session =>
        {
            if (entry.OnPaperOn is not null ? !actor.MayDecide : actor.Role is not (Role.Resident or Role.System))
            {
                return Refusal.NotAllowed;
            }

            if (await RequestQuery.Lock(session, actor, entry.RequestNumber) is not { } request)
            {
                return Refusal.NotFound;
            }

            var agrees = entry.Answer != ReportAnswer.Disagree;
            if (request.Objection(agrees ? CaseAction.Agree : CaseAction.Disagree) is { } objection)
            {
                return objection;
            }

            var version = request.Facts.ReportVersion!.Value;
            if (entry.Version != version)
            {
                return Refusal.ReportChanged;
            }

            if (entry.OnPaperOn > session.Today)
            {
                return Refusal.DayInFuture;
            }

            if (entry.OnPaperOn < await session.Single<DateOnly>(WrittenOnSql, new { request.Id, version }))
            {
                return Refusal.ApplicationBeforeReport;
            }

            var answeredOn = entry.OnPaperOn ?? session.Today;
            if (entry.Remarks.Length > RequestContent.LongestText)
            {
                return Refusal.TextTooLong.With(RequestContent.LongestText);
            }

            if (entry.Answer != ReportAnswer.Agree && TypedText.Seen(entry.Remarks).Length == 0)
            {
                return Refusal.RemarksMissing;
            }

            var words = await ResidentKey.Of(session, request.ResidentId);
            await session.Execute(InsertSql, new
            {
                request.Id,
                version,
                Answer = entry.Answer.Stored(),
                Remarks = words.Hide(HiddenColumn.ReportRemarks, ReportRow.Of(request.Id, version), entry.Remarks),
                actor.UserId,
                session.Now,
                answeredOn,
            });
            if (agrees && entry.Applies)
            {
                await ApplyForSupport.Insert(session, request.Id, answeredOn);
            }

            await Trace.Write(session, actor, nameof(AnswerReport), entry.RequestNumber, request.ResidentId, await Access.OnBehalfOf(session, actor, request.ResidentId));
            return entry.RequestNumber;
        });

    private const string WrittenOnSql = """
        SELECT written_on
        FROM investigation_reports
        WHERE request_id = @Id
          AND version = @version
        """;

    private const string InsertSql = """
        INSERT INTO report_answers (request_id, version, answer, remarks, answered_by, answered_at, answered_on)
        VALUES (@Id, @version, @Answer, @Remarks, @UserId, @Now, @answeredOn)
        """;
}
