using Budget.Core.Audit;
using Budget.Core.Storage;

namespace Budget.Core.Providers;

/// <summary>Takes a provider into the installation; it can be contracted by several municipalities.</summary>
public sealed class AdmitProvider(Database database)
{
    public sealed record Entry(string Agb, string Kvk, string Name, string AboutNl, string AboutEn, string Phone);

    public Task<Outcome<ProviderId>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<ProviderId>(actor, key, nameof(AdmitProvider), entry, async session =>
        {
            if (!actor.MaySetUp)
            {
                return Refusal.NotAllowed;
            }

            var id = new ProviderId(session.NewId());
            await session.Execute(InsertSql, new { id, entry.Agb, entry.Kvk, entry.Name, entry.AboutNl, entry.AboutEn, entry.Phone });
            await AuditEntry.Write(session, actor, nameof(AdmitProvider), id.Value.ToString("D"));
            return id;
        });

    private const string InsertSql = """
        INSERT INTO providers (id, agb, kvk, name, about_nl, about_en, phone)
        VALUES (@id, @Agb, @Kvk, @Name, @AboutNl, @AboutEn, @Phone)
        """;
}

/// <summary>A provider offers one product in one municipality at one rate, between two days.</summary>
public sealed class SignContract(Database database)
{
    public sealed record Entry(ProviderId ProviderId, string MunicipalityCode, string ProductCode, Money Rate, Period Period);

    public Task<Outcome<ContractId>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<ContractId>(actor, key, nameof(SignContract), entry, async session =>
        {
            if (!actor.MaySetUp)
            {
                return Refusal.NotAllowed;
            }

            var id = new ContractId(session.NewId());
            await session.Execute(InsertSql, new
            {
                id,
                entry.ProviderId,
                entry.MunicipalityCode,
                entry.ProductCode,
                entry.Rate,
                entry.Period.StartsOn,
                entry.Period.EndsOn,
            });
            await AuditEntry.Write(session, actor, nameof(SignContract), id.Value.ToString("D"));
            return id;
        });

    private const string InsertSql = """
        INSERT INTO contracts (id, provider_id, municipality_code, product_code, rate_cents, starts_on, ends_on)
        VALUES (@id, @ProviderId, @MunicipalityCode, @ProductCode, @Rate, @StartsOn, @EndsOn)
        """;
}
