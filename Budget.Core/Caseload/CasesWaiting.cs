using Budget.Core.SupportRequests;

namespace Budget.Core.Caseload;

/// <summary>
/// The cases in which it is the municipality's turn, by the facts that make it so (<see cref="CaseProgress"/>, with which a test compares it): whether there is a report, an application, a
/// decision. Which decisions are temporary, and end nothing, is asked once and not of each case: those are few.
/// </summary>
internal static class CasesWaiting
{
    public const string Sql = $"""
        SELECT CASE
                   WHEN notice.request_id IS NOT NULL THEN 'notice'
                   WHEN application.request_id IS NOT NULL THEN 'decide'
                   WHEN report.request_id IS NOT NULL THEN 'reconsider'
                   ELSE 'investigate'
               END AS kind,
               file.number AS number, file.number AS target, file.resident_id AS resident_id,
               COALESCE(notice.decide_by, application.decide_by, file.investigate_by) AS due, CAST(NULL AS TIMESTAMPTZ) AS since, 0 AS days, COALESCE(file.is_urgent, 0) AS urgent
        FROM support_requests file
        {CaseFacts.Joins}
        LEFT JOIN default_notices notice ON notice.request_id = file.id
        WHERE file.municipality_code = @MunicipalityCode
          AND NOT EXISTS (
              SELECT 1
              FROM decisions d
              WHERE d.request_id = file.id
                AND d.id NOT IN (SELECT k.decision_id FROM decision_kinds k WHERE k.kind = 'temporary'))
          AND NOT EXISTS (SELECT 1 FROM request_ends ended WHERE ended.request_id = file.id)
          AND (application.request_id IS NOT NULL OR report.request_id IS NULL OR answer.answer = 'disagree')
        """;
}
