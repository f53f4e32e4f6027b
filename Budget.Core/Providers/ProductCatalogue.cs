using Budget.Core.Storage;

namespace Budget.Core.Providers;

/// <summary>What one municipality can grant, in the order of iWmo's categories.</summary>
public sealed class ProductCatalogue(Database database)
{
    public Task<IReadOnlyList<Product>> Of(string municipalityCode) =>
        database.Read(session => session.List<Product>(ProductsSql, new { municipalityCode }));

    private const string ProductsSql = """
        SELECT code AS Code, category AS Category, unit AS Unit, name_nl AS NameNl, name_en AS NameEn, rate_cents AS Rate
        FROM products
        WHERE municipality_code = @municipalityCode
        ORDER BY category, code
        """;
}
