using Budget.Core.Storage;

namespace Budget.Core.Providers;

/// <summary>What one municipality can grant today, and its highest rate for professionals, in the order of iWmo's categories.</summary>
public sealed class ProductCatalogue(Database database)
{
    public Task<IReadOnlyList<Product>> Of(string municipalityCode) =>
        database.Read(session => session.List<Product>(ProductsSql, new { municipalityCode, RateOn = session.Today, session.Today }));

    private const string ProductsSql = $"""
        SELECT p.code AS Code, p.category AS Category, p.unit AS Unit, p.name_nl AS NameNl, p.name_en AS NameEn, COALESCE({ProductRate.OfProduct}, 0) AS Rate
        FROM products p
        WHERE p.municipality_code = @municipalityCode
          AND (p.ended_on IS NULL OR p.ended_on > @Today)
        ORDER BY p.category, p.code
        """;
}
