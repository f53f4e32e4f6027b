using Budget.Core.Storage;

namespace Budget.Core.Statements;

/// <summary>
/// Of which budgets a statement is made: of each on which anything was booked by the last day, so that together they are the trial balance of that day; each of the others narrows it down,
/// and empty does not.
/// </summary>
/// <param name="Provider">AGB of a provider that helped on it at any time.</param>
/// <param name="Neighbourhood">Code of where the resident lives now.</param>
public sealed record StatementSelection(Period Booked, string Product = "", string Provider = "", string FundingForm = "", string Neighbourhood = "")
{
    /// <summary>The numbers of the budgets of the actor's municipality, in their order; none for who may not see its books.</summary>
    internal Task<IReadOnlyList<string>> Numbers(Session session, Actor actor) => actor.MaySeeBooks
        ? session.List<string>(NumbersSql, new { actor.MunicipalityCode, Booked.EndsOn, Product, Provider, FundingForm, Neighbourhood })
        : Task.FromResult<IReadOnlyList<string>>([]);

    /// <summary>In plain Dutch, as it lies beside the papers. What narrows otherwise says something else.</summary>
    public string InWords() => string.Join('\n',
        $"Geboekt van {Booked.StartsOn.InDigits()} tot en met {Booked.EndsOn.InDigits()}",
        $"Voorziening: {OrAll(Product)}",
        $"Soort budget: {(FundingForm.Length == 0 ? "pvb en pgb" : NameOf(FundingForm))}",
        $"Wijk: {OrAll(Neighbourhood)}",
        $"Aanbieder (AGB): {OrAll(Provider)}");

    /// <summary>"pvb" or "pgb", as people call a form.</summary>
    public static string NameOf(string fundingForm) => fundingForm == "personheld" ? "pgb" : "pvb";

    private static string OrAll(string chosen) => chosen.Length == 0 ? "alle" : chosen;

    // The first posting of a budget was booked before all others: one seek for each.
    private const string NumbersSql = """
        SELECT b.number
        FROM budgets b
        JOIN residents r ON r.id = b.resident_id
        WHERE b.municipality_code = @MunicipalityCode
          AND EXISTS (
              SELECT 1
              FROM postings p
              WHERE p.budget_id = b.id
                AND p.number = 1
                AND p.posted_on <= @EndsOn)
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
