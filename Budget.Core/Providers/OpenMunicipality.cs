using Budget.Core.Audit;
using Budget.Core.Secrecy;
using Budget.Core.Storage;

namespace Budget.Core.Providers;

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

            await MunicipalityKey.Make(session, entry.Code);
            await Trace.Write(session, actor, nameof(OpenMunicipality), entry.Code);
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
