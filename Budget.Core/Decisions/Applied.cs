using Budget.Core.Storage;
using Budget.Core.SupportRequests;

namespace Budget.Core.Decisions;

/// <summary>Whether a request can be decided on for good: on an application, after the report or when that did not come in time (Wmo 2015, 2.3.2 lid 9 and 2.3.5).</summary>
internal static class Applied
{
    /// <param name="appliedOn">The day of an application on paper.</param>
    public static Refusal? Objection(DateOnly today, RequestFacts request, DateOnly? appliedOn, CaseAction action = CaseAction.Grant)
    {
        if (request.Objection(action) is { } objection)
        {
            return objection;
        }

        if (request.AppliedOn is not null)
        {
            return null;
        }

        return appliedOn is not { } applied ? Refusal.ApplicationMissing
            : applied < request.ReportedOn || applied > today ? Refusal.ApplicationBeforeReport
            : null;
    }

    /// <summary>Nothing is granted on a request that was refused.</summary>
    public static async Task<Refusal?> Refused(Session session, RequestFacts request) =>
        await session.Single<long>(RefusedSql, new { request.Id }) > 0 ? Refusal.RequestRefused : null;

    /// <summary>A decision for good is there: what is temporary does not end a case, what a later decision does to an earlier one neither.</summary>
    public static async Task<Refusal?> Decided(Session session, RequestFacts request) =>
        await session.Single<long>(DecidedSql, new { request.Id }) > 0 ? Refusal.RequestDecided : null;

    /// <summary>Writes an application on paper down; nothing when the resident has applied in the portal.</summary>
    public static async Task Keep(Session session, RequestFacts request, DateOnly? appliedOn)
    {
        if (appliedOn is { } receivedOn)
        {
            await ApplyForSupport.Insert(session, request.Id, receivedOn);
        }
    }

    /// <summary>A refusal against which an objection was right, wholly or in part, makes room for a new decision.</summary>
    private const string Standing = """
        NOT EXISTS (SELECT 1 FROM objections o WHERE o.decision_id = d.id AND o.outcome IS NOT NULL AND o.outcome <> 'unfounded')
        """;

    private const string RefusedSql = $"""
        SELECT COUNT(*)
        FROM decisions d
        JOIN decision_kinds k ON k.decision_id = d.id
        WHERE d.request_id = @Id
          AND k.kind = 'refuse'
          AND {Standing}
        """;

    private const string DecidedSql = $"""
        SELECT COUNT(*)
        FROM decisions d
        LEFT JOIN decision_kinds k ON k.decision_id = d.id
        WHERE d.request_id = @Id
          AND (k.kind IS NULL OR k.kind IN ('grant', 'partlygrant', 'revise') OR (k.kind = 'refuse' AND {Standing}))
        """;
}
