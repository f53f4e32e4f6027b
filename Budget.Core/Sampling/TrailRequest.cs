using Budget.Core.Storage;

namespace Budget.Core.Sampling;

/// <summary>The decision that opened the budget.</summary>
/// <param name="Kind">As stored; a decision from before there were kinds is a grant.</param>
/// <param name="ObjectionOutcome">None as long as an objection is open, or there is none.</param>
public sealed record TrailDecision(
    DecisionId Id, RequestId RequestId, ResidentId ResidentId, string Number, string Kind, DateOnly DecidedOn, DateTimeOffset DecidedAt, string DecidedByName, string? ObjectionNumber, string? ObjectionOutcome,
    long Destroyed)
{
    /// <summary>The file of this resident was destroyed after its term: days and numbers are left, and no words.</summary>
    public bool IsDestroyed => Destroyed == 1;

    /// <summary>Help that could not wait for the investigation (Wmo 2015, 2.3.3): its report may come later.</summary>
    public bool IsAtOnce => Kind == "temporary";

    internal static Task<TrailDecision> Of(Session session, BudgetId budget) => session.Single<TrailDecision>(DecisionSql, new { budget });

    private const string DecisionSql = """
        SELECT d.id AS Id, d.request_id AS RequestId, d.resident_id AS ResidentId, d.number AS Number, COALESCE(k.kind, 'grant') AS Kind, d.decided_on AS DecidedOn, d.decided_at AS DecidedAt,
               u.name AS DecidedByName, o.number AS ObjectionNumber, o.outcome AS ObjectionOutcome,
               CAST(CASE WHEN r.destroyed_at IS NULL THEN 0 ELSE 1 END AS BIGINT) AS Destroyed
        FROM budgets b
        JOIN decisions d ON d.id = b.decision_id
        JOIN residents r ON r.id = d.resident_id
        JOIN users u ON u.id = d.decided_by
        LEFT JOIN decision_kinds k ON k.decision_id = d.id
        LEFT JOIN objections o ON o.decision_id = d.id
        WHERE b.id = @budget
        """;
}

/// <summary>The report on which was decided: the last version that was there on that moment.</summary>
/// <param name="Answer">"agree", "remarks" or "disagree"; none when the resident did not answer this version.</param>
/// <param name="Remarks">Hidden; empty when there are none.</param>
public sealed record TrailReport(long Version, string WrittenByName, DateOnly WrittenOn, string? Answer, string? AnsweredByName, DateOnly? AnsweredOn, string? Remarks)
{
    internal static Task<TrailReport?> Of(Session session, TrailDecision decision) => session.FirstOrNone<TrailReport>(ReportSql, new { decision.RequestId, decision.DecidedAt });

    private const string ReportSql = """
        SELECT report.version AS Version, u.name AS WrittenByName, report.written_on AS WrittenOn, answer.answer AS Answer, answerer.name AS AnsweredByName, answer.answered_on AS AnsweredOn,
               answer.remarks AS Remarks
        FROM investigation_reports report
        JOIN users u ON u.id = report.written_by
        LEFT JOIN report_answers answer ON answer.request_id = report.request_id AND answer.version = report.version
        LEFT JOIN users answerer ON answerer.id = answer.answered_by
        WHERE report.request_id = @RequestId
          AND report.written_at <= @DecidedAt
        ORDER BY report.version DESC
        LIMIT 1
        """;
}

/// <summary>The request with which it began.</summary>
/// <param name="OwnWords">Hidden.</param>
/// <param name="Way">"phone", "paper" or "counter" of what a caseworker wrote down; none of what was sent here.</param>
/// <param name="AppliedOn">The day of the application; none when there is none.</param>
/// <param name="Follows">The number of the request on which it goes on; none of most.</param>
public sealed record TrailRequest(RequestId Id, string Number, DateOnly SubmittedOn, string SubmittedByName, string OwnWords, string? Way, DateOnly? AppliedOn, string? Follows)
{
    internal static Task<TrailRequest> Of(Session session, TrailDecision decision) => session.Single<TrailRequest>(RequestSql, new { decision.RequestId });

    private const string RequestSql = """
        SELECT request.id AS Id, request.number AS Number, request.submitted_on AS SubmittedOn, u.name AS SubmittedByName, request.own_words AS OwnWords, arrival.way AS Way,
               application.received_on AS AppliedOn, earlier.number AS Follows
        FROM support_requests request
        JOIN users u ON u.id = request.submitted_by
        LEFT JOIN request_arrivals arrival ON arrival.request_id = request.id
        LEFT JOIN applications application ON application.request_id = request.id
        LEFT JOIN request_follow_ups next ON next.request_id = request.id
        LEFT JOIN support_requests earlier ON earlier.id = next.follows_id
        WHERE request.id = @RequestId
        """;
}
