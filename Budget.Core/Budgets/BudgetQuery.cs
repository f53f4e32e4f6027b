using Budget.Core.Assignments;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.Budgets;

/// <summary>Finds one budget that this user may see; not yours and not there are the same.</summary>
internal static class BudgetQuery
{
    public static Task<PersonalBudget?> Find(Session session, Actor actor, string number) =>
        session.FirstOrNone<PersonalBudget>(BudgetSql, Access.Of(actor, session, number));

    private const string BudgetSql = $"""
        SELECT file.id AS Id, file.number AS Number, file.municipality_code AS MunicipalityCode, m.name AS MunicipalityName,
               m.phone AS MunicipalityPhone, file.resident_id AS ResidentId, r.name AS ResidentName, r.born_on AS ResidentBornOn,
               d.number AS DecisionNumber, d.decided_on AS DecidedOn, request.number AS RequestNumber,
               file.product_code AS ProductCode, p.name_nl AS ProductNl, p.name_en AS ProductEn, p.unit AS Unit,
               file.funding_form AS FundingForm, file.volume_hundredths AS Volume, file.frequency AS Frequency, file.rate_cents AS Rate,
               file.starts_on AS StartsOn, file.ends_on AS EndsOn,
               a.number AS AssignmentNumber, provider.name AS ProviderName, provider.phone AS ProviderPhone, a.rate_cents AS ContractRate,
               (SELECT ending.ended_on FROM decision_kinds ending WHERE ending.earlier_budget_id = file.id AND ending.ended_on IS NOT NULL) AS EndedOn
        FROM budgets file
        JOIN residents r ON r.id = file.resident_id
        JOIN municipalities m ON m.code = file.municipality_code
        JOIN decisions d ON d.id = file.decision_id
        JOIN support_requests request ON request.id = d.request_id
        JOIN products p ON p.municipality_code = file.municipality_code AND p.code = file.product_code
        LEFT JOIN assignments a ON a.budget_id = file.id AND {StandingAssignment.Sql}
        LEFT JOIN providers provider ON provider.id = a.provider_id
        WHERE file.number = @Subject
          AND {Access.ToOne}
        """;
}
