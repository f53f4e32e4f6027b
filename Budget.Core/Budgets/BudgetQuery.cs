using Budget.Core.Assignments;
using Budget.Core.Decisions;
using Budget.Core.Providers;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.Budgets;

/// <summary>Finds one budget that this user may see; not yours and not there are the same.</summary>
internal static class BudgetQuery
{
    public static async Task<PersonalBudget?> Find(Session session, Actor actor, string number)
    {
        var found = await session.FirstOrNone<PersonalBudget>(BudgetSql, Session.With(Access.Of(actor, session, number), ("RateOn", session.Today)));
        // Only of a volume in total there can be steps.
        return found is { Frequency: "total" } inTotal
            ? inTotal with { Steps = [.. (await session.List<StepRow>(StepsSql, new { inTotal.Id })).Select(step => new ReablementStep((int)step.Weeks, step.WeeklyVolume))] }
            : found;
    }

    private sealed record StepRow(long Weeks, Quantity WeeklyVolume);

    private const string StepsSql = """
        SELECT weeks AS Weeks, weekly_volume_hundredths AS WeeklyVolume
        FROM reablement_steps
        WHERE budget_id = @Id
        ORDER BY step
        """;

    private const string BudgetSql = $"""
        SELECT file.id AS Id, file.number AS Number, file.municipality_code AS MunicipalityCode, m.name AS MunicipalityName,
               m.phone AS MunicipalityPhone, file.resident_id AS ResidentId, r.name AS ResidentName, r.born_on AS ResidentBornOn,
               d.number AS DecisionNumber, d.decided_on AS DecidedOn, request.number AS RequestNumber,
               file.product_code AS ProductCode, p.name_nl AS ProductNl, p.name_en AS ProductEn, p.unit AS Unit,
               file.funding_form AS FundingForm, file.volume_hundredths AS Volume, file.frequency AS Frequency, file.rate_cents AS Rate,
               file.starts_on AS StartsOn, file.ends_on AS EndsOn,
               a.number AS AssignmentNumber, provider.name AS ProviderName, provider.phone AS ProviderPhone,
               CASE WHEN a.id IS NULL THEN NULL ELSE {ContractRate.OfAssignment} END AS ContractRate,
               ended.ended_on AS AssignmentEndsOn,
               CASE
                   WHEN ended.ended_on IS NULL
                       AND a.ends_on < COALESCE((SELECT ending.ended_on FROM decision_kinds ending WHERE ending.earlier_budget_id = file.id AND ending.ended_on IS NOT NULL), file.ends_on)
                   THEN a.ends_on
               END AS AssignmentRunsOutOn, coming_provider.name AS NextProviderName, coming.starts_on AS NextStartsOn,
               (SELECT ending.ended_on FROM decision_kinds ending WHERE ending.earlier_budget_id = file.id AND ending.ended_on IS NOT NULL) AS EndedOn,
               (SELECT COUNT(*) FROM decision_kinds opening WHERE opening.decision_id = file.decision_id AND opening.kind = 'temporary') AS Temporary
        FROM budgets file
        JOIN residents r ON r.id = file.resident_id
        JOIN municipalities m ON m.code = file.municipality_code
        JOIN decisions d ON d.id = file.decision_id
        JOIN support_requests request ON request.id = d.request_id
        JOIN products p ON p.municipality_code = file.municipality_code AND p.code = file.product_code
        LEFT JOIN assignments a ON a.budget_id = file.id AND {AssignmentOfToday.Sql}
        LEFT JOIN providers provider ON provider.id = a.provider_id
        LEFT JOIN assignment_ends ended ON ended.assignment_id = a.id
        LEFT JOIN assignments coming ON coming.budget_id = file.id AND coming.number > a.number
            AND NOT EXISTS (SELECT 1 FROM assignment_ends stop WHERE stop.assignment_id = coming.id)
        LEFT JOIN providers coming_provider ON coming_provider.id = coming.provider_id
        WHERE file.number = @Subject
          AND {Access.ToOne}
        """;
}
