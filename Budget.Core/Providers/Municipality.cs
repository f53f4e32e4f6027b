using Budget.Core.Audit;
using Budget.Core.Storage;

namespace Budget.Core.Providers;

/// <summary>The iWmo codes for units of support (Eenheid) that the portal speaks of.</summary>
public static class CareUnit
{
    public const string Minute = "01";
    public const string Hour = "04";
    public const string Day = "14";
    public const string DayPart = "16";
    public const string Output = "82";
    public const string Euro = "83";
    public const string Effort = "84";
}

/// <summary>A provision that a municipality can grant. Category, code and unit are iWmo's; the rate is the by-law's maximum per unit.</summary>
public sealed record Product(string Code, string Category, string Unit, string NameNl, string NameEn, Money Rate);

public sealed record MunicipalityEntry(string Code, string Name, string Phone, string Email, IReadOnlyList<Product> Products);

/// <summary>Starts a municipality in this installation, with what it can grant.</summary>
public sealed class OpenMunicipality(Database database)
{
    public Task<Outcome<string>> Do(Actor actor, IdempotencyKey key, MunicipalityEntry entry) =>
        database.Once<string>(actor, key, nameof(OpenMunicipality), entry, async session =>
        {
            if (!actor.MaySetUp)
            {
                return Refusal.NotAllowed;
            }

            await session.Execute(InsertSql, new { entry.Code, entry.Name, entry.Phone, entry.Email });
            foreach (var product in entry.Products)
            {
                await session.Execute(InsertProductSql, new
                {
                    MunicipalityCode = entry.Code,
                    product.Code,
                    product.Category,
                    product.Unit,
                    product.NameNl,
                    product.NameEn,
                    product.Rate,
                });
            }

            await AuditEntry.Write(session, actor, nameof(OpenMunicipality), entry.Code);
            return entry.Code;
        });

    private const string InsertSql = """
        INSERT INTO municipalities (code, name, phone, email)
        VALUES (@Code, @Name, @Phone, @Email)
        """;

    private const string InsertProductSql = """
        INSERT INTO products (municipality_code, code, category, unit, name_nl, name_en, rate_cents)
        VALUES (@MunicipalityCode, @Code, @Category, @Unit, @NameNl, @NameEn, @Rate)
        """;
}

/// <summary>The municipalities of this installation: name and how to reach them.</summary>
public sealed class Municipalities(Database database)
{
    public sealed record Answer(string Code, string Name, string Phone, string Email);

    public Task<IReadOnlyList<Answer>> All() => database.Read(session => session.List<Answer>(AllSql));

    private const string AllSql = """
        SELECT code AS Code, name AS Name, phone AS Phone, email AS Email
        FROM municipalities
        ORDER BY code
        """;
}

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
