using Budget.Core.Audit;
using Budget.Core.Ledger;
using Budget.Core.Mail;
using Budget.Core.Secrecy;
using Budget.Core.Storage;
using Budget.Core.SupportRequests;

namespace Budget.Core.Decisions;

/// <summary>What comes of an objection; the words of the database.</summary>
public enum ObjectionOutcome { Founded, Partly, Unfounded }

/// <summary>
/// The decision on an objection (Awb 7:11 and 7:12), with its reasons, once; not by who took the decision that it is against (10:3 lid 3). One that is founded, wholly or in
/// part, leads to a new decision on the request: a refusal stands in its way no longer.
/// </summary>
public sealed class DecideObjection(Database database)
{
    public sealed record Entry(string ObjectionNumber, ObjectionOutcome Outcome, string Reasons);

    /// <returns>The number of the request, on which a new decision may follow.</returns>
    public Task<Outcome<string>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<string>(actor, key, nameof(DecideObjection), entry, async session =>
        {
            if (!actor.MayDecide)
            {
                return Refusal.NotAllowed;
            }

            if (await session.FirstOrNone<Facts>(FactsSql, new { Number = entry.ObjectionNumber, actor.MunicipalityCode }) is not { } objection)
            {
                return Refusal.NotFound;
            }

            var reasons = TypedText.Seen(entry.Reasons);
            if (reasons.Length == 0)
            {
                return Refusal.ReasonMissing;
            }

            if (reasons.Length > RequestContent.LongestText)
            {
                return Refusal.TextTooLong.With(RequestContent.LongestText);
            }

            if (objection.DecidedBy == actor.UserId)
            {
                return Refusal.OwnDecision;
            }

            var written = await session.Execute(DecideSql, new
            {
                objection.Id,
                actor.UserId,
                DecidedAt = session.Now,
                Outcome = entry.Outcome.Stored(),
                Answer = (await ResidentKey.Of(session, objection.ResidentId)).Hide(HiddenColumn.ObjectionAnswer, objection.Id, reasons),
            });
            if (written == 0)
            {
                return Refusal.AlreadyDecided;
            }

            await Outbox.Put(session, MailKind.DecisionIsThere, objection.ResidentId, objection.RequestNumber);
            await Trace.Write(session, actor, nameof(DecideObjection), entry.ObjectionNumber, objection.ResidentId);
            return objection.RequestNumber;
        });

    private sealed record Facts(string Id, ResidentId ResidentId, UserId DecidedBy, string RequestNumber);

    private const string FactsSql = """
        SELECT o.id AS Id, o.resident_id AS ResidentId, d.decided_by AS DecidedBy, request.number AS RequestNumber
        FROM objections o
        JOIN decisions d ON d.id = o.decision_id
        JOIN support_requests request ON request.id = d.request_id
        JOIN residents r ON r.id = o.resident_id
        WHERE o.number = @Number
          AND o.municipality_code = @MunicipalityCode
          AND r.destroyed_at IS NULL
        """;

    private const string DecideSql = """
        UPDATE objections
        SET decided_by = @UserId,
            decided_at = @DecidedAt,
            outcome = @Outcome,
            answer = @Answer
        WHERE id = @Id
          AND outcome IS NULL
        """;
}
