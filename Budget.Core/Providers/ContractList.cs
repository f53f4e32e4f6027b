using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.Providers;

/// <summary>The contracts of the administrator's own municipality with their terms, the rate of today and the rates that come; and those that end or whose option waits.</summary>
public sealed class ContractList(Database database)
{
    /// <param name="Seen">How often it was changed, as text; who changes it has to have seen that.</param>
    /// <param name="ProviderSeen">The same of what the municipality says of the provider.</param>
    /// <param name="NextStartsOn">From when another rate counts that is known already; none when there is none.</param>
    public sealed record Row(
        ContractId Id, ProviderId ProviderId, string ProviderName, string ProductNl, string ProductEn, string Unit, DateOnly StartsOn, DateOnly EndsOn,
        long NoticeDays, long OptionYears, DateOnly? OptionTakenOn, Money Rate, DateOnly? NextStartsOn, Money? NextRate, long IsLight, string Seen, string ProviderSeen);

    /// <param name="Ending">Those that end within <see cref="MonthsAhead"/>, the first to end first, whatever was searched; not what a later one takes the place of.</param>
    public sealed record Answer(IReadOnlyList<Row> Contracts, long Count, IReadOnlyList<Row> Ending);

    public const int PageSize = 20;

    /// <summary>So long before it ends a contract is on top of the list: there is time to take its option, or to make another.</summary>
    public const int MonthsAhead = 6;

    /// <param name="search">Part of the name of a provider or of a product; empty for all.</param>
    /// <param name="page">From 1.</param>
    public Task<Answer> Of(Actor actor, string search, int page) => database.Read<Answer>(async session =>
    {
        var sought = SearchName.Fold(search.Trim());
        var all = await session.List<Row>(ContractsSql, new { actor.MunicipalityCode, RunsOn = session.Today });
        var found = all
            .Where(row => SearchName.Fold($"{row.ProviderName} {row.ProductNl} {row.ProductEn}").Contains(sought, StringComparison.Ordinal))
            .ToList();
        return new Answer([.. found.Skip((page - 1) * PageSize).Take(PageSize)], found.Count,
        [
            .. all.Where(row => row.EndsOn >= session.Today && row.EndsOn <= session.Today.AddMonths(MonthsAhead)
                    && !all.Any(later => later.ProviderId == row.ProviderId && later.ProductNl == row.ProductNl && later.EndsOn > row.EndsOn))
                .OrderBy(row => row.EndsOn),
        ]);
    });

    public Task<Row?> One(Actor actor, ContractId id) => database.Read(session => session.FirstOrNone<Row>(OneSql, new { actor.MunicipalityCode, id, RunsOn = session.Today }));

    private const string Columns = $"""
        c.id AS Id, p.id AS ProviderId, p.name AS ProviderName, product.name_nl AS ProductNl, product.name_en AS ProductEn, product.unit AS Unit,
               c.starts_on AS StartsOn, c.ends_on AS EndsOn, COALESCE(terms.notice_days, 0) AS NoticeDays, COALESCE(terms.option_years, 0) AS OptionYears,
               terms.option_taken_on AS OptionTakenOn, {ContractRate.OfContract} AS Rate, coming.starts_on AS NextStartsOn, coming.rate_cents AS NextRate,
               CAST(CASE WHEN profile.is_light THEN 1 ELSE 0 END AS BIGINT) AS IsLight,
               (SELECT CASE COUNT(*) WHEN 0 THEN '' ELSE CAST(COUNT(*) AS TEXT) END
                FROM configuration_changes change
                WHERE change.municipality_code = c.municipality_code AND change.what = '{SignContract.What}' AND change.subject = c.id) AS Seen,
               (SELECT CASE COUNT(*) WHEN 0 THEN '' ELSE CAST(COUNT(*) AS TEXT) END
                FROM configuration_changes change
                WHERE change.municipality_code = c.municipality_code AND change.what = '{AdmitLightly.What}' AND change.subject = c.provider_id) AS ProviderSeen
        FROM contracts c
        JOIN providers p ON p.id = c.provider_id
        JOIN products product ON product.municipality_code = c.municipality_code AND product.code = c.product_code
        LEFT JOIN contract_terms terms ON terms.contract_id = c.id
        LEFT JOIN provider_profiles profile ON profile.provider_id = c.provider_id AND profile.municipality_code = c.municipality_code
        LEFT JOIN contract_rates coming ON coming.id = (
            SELECT soonest.id
            FROM contract_rates soonest
            WHERE soonest.contract_id = c.id
              AND soonest.starts_on > @RunsOn
            ORDER BY soonest.starts_on, soonest.id DESC
            LIMIT 1)
        """;

    private const string ContractsSql = $"""
        SELECT {Columns}
        WHERE c.municipality_code = @MunicipalityCode
        ORDER BY p.name, product.category, product.code, c.starts_on, c.id
        """;

    private const string OneSql = $"""
        SELECT {Columns}
        WHERE c.id = @id
          AND c.municipality_code = @MunicipalityCode
        """;
}
