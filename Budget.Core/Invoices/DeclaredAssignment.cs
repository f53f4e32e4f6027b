using Budget.Core.Providers;
using Budget.Core.Secrecy;
using Budget.Core.Storage;

namespace Budget.Core.Invoices;

/// <summary>An assignment of one's own provider, as far as it fills in a line that says its number: the client, the product, the unit and the rate.</summary>
/// <param name="Rate">Of the contract, on the first day of the help.</param>
internal sealed record DeclaredAssignment(
    long Number, ResidentId ResidentId, string Bsn, string? Wrapped, string Category, string ProductCode, string Unit, Money Rate, DateOnly StartsOn, DateOnly EndsOn)
{
    /// <summary>The days of a month on which it runs; none when it never ran then.</summary>
    public Period? In(Period month) => EndsOn < StartsOn ? null : new Period(StartsOn, EndsOn).Intersect(month);

    /// <summary>The message needs it; nobody types it, and the portal shows it to nobody here.</summary>
    public string OpenBsn(Session session) => ResidentKey.From(session, ResidentId, Wrapped).Show(HiddenColumn.ResidentBsn, "", Bsn);

    /// <param name="rateOn">The first day of the help, or of its month.</param>
    public static Task<DeclaredAssignment?> Find(Session session, Actor actor, string municipalityCode, long number, DateOnly rateOn) =>
        session.FirstOrNone<DeclaredAssignment>(FindSql, new { actor.ProviderId, municipalityCode, number, RateOn = rateOn });

    private const string FindSql = $"""
        SELECT a.number AS Number, r.id AS ResidentId, r.bsn AS Bsn, k.wrapped AS Wrapped, p.category AS Category, p.code AS ProductCode, p.unit AS Unit,
               {ContractRate.OfAssignment} AS Rate, a.starts_on AS StartsOn, COALESCE(ended.ended_on, a.ends_on) AS EndsOn
        FROM assignments a
        LEFT JOIN assignment_ends ended ON ended.assignment_id = a.id
        JOIN budgets b ON b.id = a.budget_id
        JOIN residents r ON r.id = b.resident_id AND r.destroyed_at IS NULL
        LEFT JOIN resident_keys k ON k.resident_id = r.id
        JOIN products p ON p.municipality_code = b.municipality_code AND p.code = b.product_code
        WHERE a.municipality_code = @municipalityCode
          AND a.number = @number
          AND a.provider_id = @ProviderId
        """;
}
