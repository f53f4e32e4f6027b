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
            await session.Execute(InsertProfileSql, new { entry.Code, entry.Phone, entry.Email, session.Now });
            foreach (var product in entry.Products)
            {
                await session.Execute(DescribeProduct.InsertSql, new
                {
                    MunicipalityCode = entry.Code,
                    product.Code,
                    product.Category,
                    product.Unit,
                    product.NameNl,
                    product.NameEn,
                });
                await ProductRate.Set(session, entry.Code, product.Code, RateKind.Professional, new(2000, 1, 1), product.Rate);
            }

            await MunicipalityKey.Make(session, entry.Code);
            await Trace.Write(session, actor, nameof(OpenMunicipality), entry.Code);
            return entry.Code;
        });

    private const string InsertSql = """
        INSERT INTO municipalities (code, name, phone, email)
        VALUES (@Code, @Name, @Phone, @Email)
        """;

    private const string InsertProfileSql = """
        INSERT INTO municipality_profiles (
            municipality_code, number, set_at, phone, email, address, hours_nl, hours_en, website, letter_sender, letter_closing_nl, letter_closing_en, colour, logo)
        VALUES (@Code, 1, @Now, @Phone, @Email, '', '', '', '', '', '', '', '', '')
        """;
}
