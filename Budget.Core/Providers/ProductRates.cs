using Budget.Core.Storage;

namespace Budget.Core.Providers;

/// <summary>What the own municipality's by-law pays at most, each provision and kind of help: what was, what is and what is set for later. For its staff.</summary>
public sealed class ProductRates(Database database)
{
    public sealed record Rate(string Kind, DateOnly StartsOn, Money Amount);

    /// <param name="EndedOn">From this day on it is granted no more; none while it is.</param>
    /// <param name="Seen">How often it was changed, as text; who changes it has to have seen that.</param>
    /// <param name="Uses">How many budgets there are of it.</param>
    public sealed record Item(string Code, string Category, string Unit, string NameNl, string NameEn, DateOnly? EndedOn, string Seen, long Uses)
    {
        /// <summary>The last set first; of two of one day only the last that was set.</summary>
        public IReadOnlyList<Rate> Rates { get; init; } = [];

        /// <summary>None when the by-law has none for this kind of help.</summary>
        public Money? On(DateOnly day, RateKind kind) => Rates.FirstOrDefault(rate => rate.Kind == Ledger.StoredNames.Stored(kind) && rate.StartsOn <= day)?.Amount;
    }

    public Task<IReadOnlyList<Item>> All(Actor actor) => database.Read<IReadOnlyList<Item>>(async session =>
    {
        if (actor.Role is not (Role.Administrator or Role.Caseworker))
        {
            return [];
        }

        var rates = (await session.List<Row>(RatesSql, new { actor.MunicipalityCode })).ToLookup(row => row.Code);
        return
        [
            .. (await session.List<Item>(ProductsSql, new { actor.MunicipalityCode, DescribeProduct.What })).Select(item => item with
            {
                Rates = [.. rates[item.Code].DistinctBy(row => (row.Kind, row.StartsOn)).Select(row => new Rate(row.Kind, row.StartsOn, row.Amount))],
            }),
        ];
    });

    private sealed record Row(string Code, string Kind, DateOnly StartsOn, Money Amount);

    private const string ProductsSql = """
        SELECT p.code AS Code, p.category AS Category, p.unit AS Unit, p.name_nl AS NameNl, p.name_en AS NameEn, p.ended_on AS EndedOn,
               (SELECT CASE COUNT(*) WHEN 0 THEN '' ELSE CAST(COUNT(*) AS TEXT) END
                FROM configuration_changes c
                WHERE c.municipality_code = p.municipality_code AND c.what = @What AND c.subject = p.code) AS Seen,
               (SELECT COUNT(*) FROM budgets b WHERE b.municipality_code = p.municipality_code AND b.product_code = p.code) AS Uses
        FROM products p
        WHERE p.municipality_code = @MunicipalityCode
        ORDER BY p.category, p.code
        """;

    private const string RatesSql = """
        SELECT product_code AS Code, kind AS Kind, starts_on AS StartsOn, rate_cents AS Amount
        FROM product_rates
        WHERE municipality_code = @MunicipalityCode
        ORDER BY product_code, starts_on DESC, number DESC
        """;
}
