using Budget.Core.Storage;

namespace Budget.Core.Providers;

/// <summary>Which providers have a contract with a municipality today, and for what at which rate.</summary>
public sealed class ProviderCatalogue(Database database)
{
    public sealed record Offer(
        ProviderId ProviderId, string Name, string AboutNl, string AboutEn, string Phone, string Kvk,
        string ProductCode, string ProductNl, string ProductEn, string Unit, Money Rate);

    public Task<IReadOnlyList<Offer>> Of(string municipalityCode) => database.Read(session =>
        session.List<Offer>(OffersSql, new { municipalityCode, session.Today }));

    private const string OffersSql = """
        SELECT p.id AS ProviderId, p.name AS Name, p.about_nl AS AboutNl, p.about_en AS AboutEn, p.phone AS Phone, p.kvk AS Kvk,
               product.code AS ProductCode, product.name_nl AS ProductNl, product.name_en AS ProductEn, product.unit AS Unit,
               c.rate_cents AS Rate
        FROM contracts c
        JOIN providers p ON p.id = c.provider_id
        JOIN products product ON product.municipality_code = c.municipality_code AND product.code = c.product_code
        WHERE c.municipality_code = @municipalityCode
          AND c.starts_on <= @Today
          AND c.ends_on >= @Today
        ORDER BY p.name, product.category, product.code
        """;
}
