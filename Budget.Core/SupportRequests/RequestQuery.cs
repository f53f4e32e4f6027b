using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.SupportRequests;

/// <summary>How far a request has come, for the deeds that take it further.</summary>
internal sealed record RequestFacts(RequestId Id, ResidentId ResidentId, string MunicipalityCode, DateOnly? ReportedOn, DateOnly? AppliedOn);

/// <summary>Finds one request that this user may see; not yours and not there are the same.</summary>
internal static class RequestQuery
{
    public static Task<RequestFacts?> Find(Session session, Actor actor, string number) =>
        session.FirstOrNone<RequestFacts>(RequestSql, Access.Of(actor, session, number));

    private const string RequestSql = $"""
        SELECT file.id AS Id, file.resident_id AS ResidentId, file.municipality_code AS MunicipalityCode,
               r.written_on AS ReportedOn, a.received_on AS AppliedOn
        FROM support_requests file
        JOIN residents resident ON resident.id = file.resident_id
        LEFT JOIN investigation_reports r ON r.request_id = file.id
        LEFT JOIN applications a ON a.request_id = file.id
        WHERE file.number = @Subject
          AND resident.destroyed_at IS NULL
          AND {Access.ToOne}
        """;
}
