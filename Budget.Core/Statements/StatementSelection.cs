using Budget.Core.Storage;

namespace Budget.Core.Statements;

/// <summary>Of which budgets a statement is made: those that ran in the time, or on which something was booked in it; each of the others narrows it down, and empty does not.</summary>
/// <param name="Provider">AGB of a provider that helped on it at any time.</param>
/// <param name="Neighbourhood">Code of where the resident lives now.</param>
public sealed record StatementSelection(Period Booked, string Product = "", string Provider = "", string FundingForm = "", string Neighbourhood = "")
{
    /// <summary>The numbers of the budgets of the actor's municipality, in their order; none for who may not see its books.</summary>
    internal Task<IReadOnlyList<string>> Numbers(Session session, Actor actor) => actor.MaySeeBooks
        ? session.List<string>(NumbersSql, new { actor.MunicipalityCode, Booked.StartsOn, Booked.EndsOn, Product, Provider, FundingForm, Neighbourhood })
        : Task.FromResult<IReadOnlyList<string>>([]);

    private const string NumbersSql = """
        SELECT b.number
        FROM budgets b
        JOIN residents r ON r.id = b.resident_id
        WHERE b.municipality_code = @MunicipalityCode
          AND b.starts_on <= @EndsOn
          AND (b.ends_on >= @StartsOn
               OR EXISTS (
                   SELECT 1
                   FROM postings p
                   WHERE p.budget_id = b.id
                     AND p.posted_on >= @StartsOn
                     AND p.posted_on <= @EndsOn))
          AND (@Product = '' OR b.product_code = @Product)
          AND (@FundingForm = '' OR b.funding_form = @FundingForm)
          AND (@Neighbourhood = '' OR r.neighbourhood = @Neighbourhood)
          AND (@Provider = ''
               OR EXISTS (
                   SELECT 1
                   FROM assignments a
                   JOIN providers provider ON provider.id = a.provider_id
                   WHERE a.budget_id = b.id
                     AND provider.agb = @Provider))
        ORDER BY b.number
        """;
}
