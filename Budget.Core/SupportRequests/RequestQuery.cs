using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.SupportRequests;

/// <summary>One request and how far it has come, for the deeds that take it further.</summary>
internal sealed record RequestFacts(RequestId Id, string Number, ResidentId ResidentId, string MunicipalityCode, CaseFacts Facts, CaseProgress Progress)
{
    public DateOnly? ReportedOn => Facts.ReportedOn;

    public DateOnly? AppliedOn => Facts.AppliedOn;

    /// <summary>Why this cannot be done as the case stands; none when it can.</summary>
    public Refusal? Objection(CaseAction action) => CaseTable.Objection(Progress, Facts, action);
}

/// <summary>Finds one request that this user may see; not yours and not there are the same.</summary>
internal static class RequestQuery
{
    public static async Task<RequestFacts?> Find(Session session, Actor actor, string number) =>
        await session.FirstOrNone<Row>(RequestSql, Access.Of(actor, session, number)) is { } row ? await Facts(session, number, row) : null;

    /// <summary>
    /// The same for a deed that changes the case: whoever else changes something in this resident's file waits, and what is found is what stands then. A file that
    /// was destroyed meanwhile is not found.
    /// </summary>
    public static async Task<RequestFacts?> Lock(Session session, Actor actor, string number) =>
        await session.FirstOrNone<Row>(RequestSql, Access.Of(actor, session, number)) is { } row && await ResidentFile.Lock(session, row.ResidentId)
            ? await Facts(session, number, row)
            : null;

    private static async Task<RequestFacts> Facts(Session session, string number, Row row)
    {
        var facts = await session.Single<CaseFacts>(FactsSql, new { row.Id, session.Today });
        return new RequestFacts(row.Id, number, row.ResidentId, row.MunicipalityCode, facts, CaseProgress.Of(session.Today, facts));
    }

    private sealed record Row(RequestId Id, ResidentId ResidentId, string MunicipalityCode);

    private const string RequestSql = $"""
        SELECT file.id AS Id, file.resident_id AS ResidentId, file.municipality_code AS MunicipalityCode
        FROM support_requests file
        JOIN residents resident ON resident.id = file.resident_id
        WHERE file.number = @Subject
          AND resident.destroyed_at IS NULL
          AND {Access.ToOne}
        """;

    internal const string FactsSql = $"""
        SELECT {CaseFacts.Columns}
        FROM support_requests file
        {CaseFacts.Joins}
        WHERE file.id = @Id
        """;
}
