using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.Delivery;

/// <summary>
/// An assignment of which somebody says how it goes: its provider's people, its resident and who represents the resident, or a caseworker of the municipality, who only says that it began
/// (the other deeds ask for their role first). Nobody else's is there.
/// </summary>
/// <param name="EndsOn">Its last day, when it was ended before; before the first day when it never ran.</param>
internal sealed record DeliveredAssignment(
    AssignmentId Id, long Number, ProviderId ProviderId, BudgetId BudgetId, string BudgetNumber, string MunicipalityCode, ResidentId ResidentId, DateOnly StartsOn, DateOnly EndsOn)
{
    public static Task<DeliveredAssignment?> Find(Session session, Actor actor, AssignmentId id) => session.FirstOrNone<DeliveredAssignment>(
        FindSql, Session.With(Access.Of(actor, session, id), ("ProviderId", actor.ProviderId?.Value.ToString("D") ?? "")));

    /// <summary>As a message of its provider names it; another's number is as one that does not exist.</summary>
    public static Task<DeliveredAssignment?> ByNumber(Session session, ProviderId provider, string municipality, long number) => session.FirstOrNone<DeliveredAssignment>(
        ByNumberSql, new { provider, municipality, number });

    /// <summary>As it stands now that nobody else writes.</summary>
    public Task<DeliveredAssignment> Again(Session session) => session.Single<DeliveredAssignment>(AgainSql, new { Id });

    private const string SelectSql = """
        SELECT a.id AS Id, a.number AS Number, a.provider_id AS ProviderId, file.id AS BudgetId, file.number AS BudgetNumber, file.municipality_code AS MunicipalityCode,
               file.resident_id AS ResidentId, a.starts_on AS StartsOn, COALESCE(stop.ended_on, a.ends_on) AS EndsOn
        FROM assignments a
        JOIN budgets file ON file.id = a.budget_id
        JOIN residents r ON r.id = file.resident_id
        LEFT JOIN assignment_ends stop ON stop.assignment_id = a.id
        """;

    private const string AgainSql = $"""
        {SelectSql}
        WHERE a.id = @Id
        """;

    private const string ByNumberSql = $"""
        {SelectSql}
        WHERE a.municipality_code = @municipality
          AND a.number = @number
          AND a.provider_id = @provider
          AND r.destroyed_at IS NULL
        """;

    private const string FindSql = $"""
        {SelectSql}
        WHERE a.id = @Subject
          AND r.destroyed_at IS NULL
          AND ((@Role = 'providerstaff' AND a.provider_id = @ProviderId)
              OR (@Role = 'caseworker' AND file.municipality_code = @MunicipalityCode)
              OR (@Role = 'resident' AND file.resident_id IN (
                {Access.Mine})))
        """;
}
