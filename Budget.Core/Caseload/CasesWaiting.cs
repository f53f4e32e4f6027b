using Budget.Core.SupportRequests;

namespace Budget.Core.Caseload;

/// <summary>
/// The cases in which something is for the municipality to do, by the facts that make it so (<see cref="CaseProgress"/>, with which a test compares it): whether there is a report, an
/// application. Which of them were not decided on is kept beside the requests. Who did not agree with the report gets a reply whether or not there is an application, so that is a row of its
/// own; no law says by when. A notice of default moves no day: what is late stays where it stands.
/// </summary>
internal static class CasesWaiting
{
    public const string Sql = """
        SELECT CASE
                   WHEN notice.request_id IS NOT NULL THEN 'notice'
                   WHEN application.request_id IS NOT NULL THEN 'decide'
                   ELSE 'investigate'
               END AS kind,
               file.number AS number, file.number AS target, file.resident_id AS resident_id,
               COALESCE(application.decide_by, file.investigate_by) AS due, CAST(NULL AS TIMESTAMPTZ) AS since, 0 AS days, COALESCE(file.is_urgent, 0) AS urgent
        FROM open_requests undecided
        JOIN support_requests file ON file.id = undecided.request_id
        LEFT JOIN applications application ON application.request_id = file.id
        LEFT JOIN default_notices notice ON notice.request_id = file.id
        WHERE undecided.municipality_code = @MunicipalityCode
          AND (application.request_id IS NOT NULL OR NOT EXISTS (SELECT 1 FROM investigation_reports report WHERE report.request_id = file.id))
        UNION ALL
        SELECT 'reconsider', file.number, file.number, file.resident_id, answer.answered_on, CAST(NULL AS TIMESTAMPTZ), 14, COALESCE(file.is_urgent, 0)
        FROM open_requests undecided
        JOIN report_answers answer ON answer.request_id = undecided.request_id
        JOIN support_requests file ON file.id = undecided.request_id
        WHERE undecided.municipality_code = @MunicipalityCode
          AND answer.answer = 'disagree'
          AND NOT EXISTS (SELECT 1 FROM investigation_reports newer WHERE newer.request_id = answer.request_id AND newer.version > answer.version)
        """;
}
