using Budget.Core.Assignments;

namespace Budget.Core.SupportRequests;

/// <summary>What has been written down of a case so far; where it stands follows from this and from the day.</summary>
/// <param name="ReportedOn">The day of the first version: from then on one could apply.</param>
/// <param name="EndedOn">The day on which the resident took the request back.</param>
/// <param name="ReportVersion">Of the last report that was given.</param>
/// <param name="Answer">What the resident said of that version: "agree", "remarks" or "disagree".</param>
/// <param name="DecidedOn">The day of the first decision on the application; a temporary provision is none.</param>
/// <param name="WithoutProvider">How many PVBs that are not over have no provider.</param>
/// <param name="WithoutAgreement">How many PGBs that are not over have no care agreement.</param>
/// <param name="LastDay">The last day of all that was granted; none when all was refused.</param>
public sealed record CaseFacts(
    DateOnly InvestigateBy, DateOnly? EndedOn = null, long? ReportVersion = null, DateOnly? ReportedOn = null, string? Answer = null, DateOnly? AppliedOn = null,
    DateOnly? DecideBy = null, DateOnly? DecidedOn = null, long WithoutProvider = 0, long WithoutAgreement = 0, DateOnly? LastDay = null)
{
    /// <summary>Columns of a request as "file", in the order of this record; asks for @Today.</summary>
    internal const string Columns = $"""
        file.investigate_by AS InvestigateBy,
               (SELECT ended.ended_on FROM request_ends ended WHERE ended.request_id = file.id) AS EndedOn,
               report.version AS ReportVersion,
               (SELECT MIN(first.written_on) FROM investigation_reports first WHERE first.request_id = file.id) AS ReportedOn, answer.answer AS Answer,
               application.received_on AS AppliedOn, application.decide_by AS DecideBy,
               (SELECT MIN(d.decided_on) FROM decisions d WHERE d.request_id = file.id AND {ForGood}) AS DecidedOn,
               (SELECT COUNT(*)
                FROM decisions d
                JOIN budgets b ON b.decision_id = d.id
                WHERE d.request_id = file.id
                  AND {ForGood}
                  AND b.funding_form = 'personfollowing'
                  AND {Budgets.LastDay.Sql} >= @Today
                  AND NOT EXISTS (
                      SELECT 1
                      FROM assignments a
                      WHERE a.budget_id = b.id
                        AND {StandingAssignment.NotOverSql})) AS WithoutProvider,
               (SELECT COUNT(*)
                FROM decisions d
                JOIN budgets b ON b.decision_id = d.id
                WHERE d.request_id = file.id
                  AND {ForGood}
                  AND b.funding_form = 'personheld'
                  AND {Budgets.LastDay.Sql} >= @Today
                  AND NOT EXISTS (SELECT 1 FROM care_agreements agreement WHERE agreement.budget_id = b.id)) AS WithoutAgreement,
               (SELECT MAX({Budgets.LastDay.Sql}) FROM decisions d JOIN budgets b ON b.decision_id = d.id WHERE d.request_id = file.id AND {ForGood}) AS LastDay
        """;

    /// <summary>Of decisions as "d": what is temporary neither ends a case nor counts in it.</summary>
    internal const string ForGood = "NOT EXISTS (SELECT 1 FROM decision_kinds k WHERE k.decision_id = d.id AND k.kind = 'temporary')";

    /// <summary>What those columns are asked of, behind the request as "file".</summary>
    internal const string Joins = """
        LEFT JOIN investigation_reports report ON report.request_id = file.id
            AND report.version = (SELECT MAX(newest.version) FROM investigation_reports newest WHERE newest.request_id = file.id)
        LEFT JOIN report_answers answer ON answer.request_id = report.request_id AND answer.version = report.version
        LEFT JOIN applications application ON application.request_id = file.id
        """;
}
