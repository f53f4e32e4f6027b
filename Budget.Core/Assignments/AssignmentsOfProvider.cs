using Budget.Core.Storage;

namespace Budget.Core.Assignments;

/// <summary>The assignments of the provider that this user works for: whom, what, how much is left; at most 200. Nobody else's.</summary>
public sealed class AssignmentsOfProvider(Database database)
{
    public sealed record Row(
        long Number, string MunicipalityName, string ResidentName, string ProductCode, string ProductNl, string ProductEn, string Unit,
        Money Rate, DateOnly StartsOn, DateOnly EndsOn, Money Reserved, Money? Left);

    public Task<IReadOnlyList<Row>> Of(Actor actor) => database.Read(session => session.List<Row>(RowsSql, new { actor.ProviderId }));

    private const string RowsSql = """
        SELECT a.number AS Number, m.name AS MunicipalityName, r.name AS ResidentName, p.code AS ProductCode,
               p.name_nl AS ProductNl, p.name_en AS ProductEn, p.unit AS Unit, a.rate_cents AS Rate, a.starts_on AS StartsOn, a.ends_on AS EndsOn,
               reserve.amount_cents AS Reserved,
               (SELECT last.reservation_left_cents
                FROM postings last
                WHERE last.budget_id = a.budget_id
                  AND last.reservation_id = a.id
                ORDER BY last.number DESC
                LIMIT 1) AS "Left"
        FROM assignments a
        JOIN budgets b ON b.id = a.budget_id
        JOIN municipalities m ON m.code = a.municipality_code
        JOIN residents r ON r.id = b.resident_id
        JOIN products p ON p.municipality_code = b.municipality_code AND p.code = b.product_code
        JOIN postings reserve ON reserve.budget_id = a.budget_id AND reserve.reservation_id = a.id AND reserve.kind = 'reserve'
        WHERE a.provider_id = @ProviderId
        ORDER BY a.ends_on DESC, a.number DESC
        LIMIT 200
        """;
}
