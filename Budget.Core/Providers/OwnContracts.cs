using Budget.Core.Storage;

namespace Budget.Core.Providers;

/// <summary>The contracts of one's own provider, in every municipality: what, until when, on which terms, and at which rate from which day. What has ended stays to be read.</summary>
public sealed class OwnContracts(Database database)
{
    public sealed record Row(
        ContractId Id, string MunicipalityName, string ProductCode, string ProductNl, string ProductEn, string Unit, DateOnly StartsOn, DateOnly EndsOn,
        long NoticeDays, long OptionYears, DateOnly? OptionTakenOn, Money SignedRate)
    {
        /// <summary>The rates, each from its day, the newest first; what was set twice for one day counts as it was set last.</summary>
        public IReadOnlyList<ProviderRate> Rates { get; init; } = [];
    }

    public sealed record ProviderRate(DateOnly StartsOn, Money Rate);

    public Task<IReadOnlyList<Row>> Of(Actor actor) => database.Read<IReadOnlyList<Row>>(async session =>
    {
        var rates = (await session.List<Later>(RatesSql, new { actor.ProviderId })).ToLookup(rate => rate.ContractId);
        return
        [
            .. (await session.List<Row>(ContractsSql, new { actor.ProviderId })).Select(row => row with
            {
                Rates =
                [
                    .. rates[row.Id].GroupBy(rate => rate.StartsOn).Select(sameDay => new ProviderRate(sameDay.Key, sameDay.Last().Rate)).OrderByDescending(rate => rate.StartsOn),
                    .. rates[row.Id].Any(rate => rate.StartsOn <= row.StartsOn) ? (ProviderRate[])[] : [new ProviderRate(row.StartsOn, row.SignedRate)],
                ],
            }),
        ];
    });

    private sealed record Later(ContractId ContractId, DateOnly StartsOn, Money Rate);

    private const string ContractsSql = """
        SELECT c.id AS Id, m.name AS MunicipalityName, product.code AS ProductCode, product.name_nl AS ProductNl, product.name_en AS ProductEn, product.unit AS Unit,
               c.starts_on AS StartsOn, c.ends_on AS EndsOn, COALESCE(terms.notice_days, 0) AS NoticeDays, COALESCE(terms.option_years, 0) AS OptionYears,
               terms.option_taken_on AS OptionTakenOn, c.rate_cents AS SignedRate
        FROM contracts c
        JOIN municipalities m ON m.code = c.municipality_code
        JOIN products product ON product.municipality_code = c.municipality_code AND product.code = c.product_code
        LEFT JOIN contract_terms terms ON terms.contract_id = c.id
        WHERE c.provider_id = @ProviderId
        ORDER BY m.name, c.ends_on DESC, product.code, c.id
        """;

    private const string RatesSql = """
        SELECT rate.contract_id AS ContractId, rate.starts_on AS StartsOn, rate.rate_cents AS Rate
        FROM contract_rates rate
        JOIN contracts c ON c.id = rate.contract_id
        WHERE c.provider_id = @ProviderId
        ORDER BY rate.id
        """;
}
