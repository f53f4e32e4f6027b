using Budget.Core.Audit;
using Budget.Core.Storage;

namespace Budget.Core.Providers;

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
            await Trace.Write(session, actor, nameof(SignContract), id.Value.ToString("D"));
            return id;
        });

    private const string InsertSql = """
        INSERT INTO contracts (id, provider_id, municipality_code, product_code, rate_cents, starts_on, ends_on)
        VALUES (@id, @ProviderId, @MunicipalityCode, @ProductCode, @Rate, @StartsOn, @EndsOn)
        """;
}
