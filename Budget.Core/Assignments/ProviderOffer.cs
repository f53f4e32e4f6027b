using Budget.Core.Providers;

namespace Budget.Core.Assignments;

/// <summary>A provider with a contract for exactly this product, in this municipality, on the day that it would begin.</summary>
/// <param name="EndsOn">The last day of the contract as it stands: a year of its option counts when it was taken.</param>
/// <param name="Rate">On the first day of the assignment: its own.</param>
/// <param name="RateNow">Today, or on the first day when that is later.</param>
/// <param name="DearestRate">The dearest that is known already for the days of the budget; what is put apart is reckoned at it.</param>
public sealed record ProviderOffer(
    ContractId ContractId, ProviderId ProviderId, string Agb, string Name, string AboutNl, string AboutEn, string Phone, Money Rate, Money RateNow, Money DearestRate, long NoticeDays,
    DateOnly StartsOn, DateOnly EndsOn)
{
    /// <summary>Of those days the ones that the contract covers: nobody helps, or is paid, outside it.</summary>
    public Period Within(Period days) => days.Intersect(new Period(StartsOn, EndsOn)) ?? days;

    internal const string OffersSql = $"""
        SELECT c.id AS ContractId, p.id AS ProviderId, p.agb AS Agb, p.name AS Name, p.about_nl AS AboutNl, p.about_en AS AboutEn,
               p.phone AS Phone, {ContractRate.OfContractAtStart} AS Rate, {ContractRate.OfContract} AS RateNow,
               {ContractRate.DearestOfContract} AS DearestRate, COALESCE(terms.notice_days, 0) AS NoticeDays, c.starts_on AS StartsOn, c.ends_on AS EndsOn
        FROM budgets b
        JOIN contracts c ON c.municipality_code = b.municipality_code AND c.product_code = b.product_code
        JOIN providers p ON p.id = c.provider_id
        LEFT JOIN contract_terms terms ON terms.contract_id = c.id
        WHERE b.id = @Id
          AND c.starts_on <= @RunsOn
          AND c.ends_on >= @RunsOn
        ORDER BY p.name
        """;
}
