using Budget.Core.Audit;
using Budget.Core.Storage;

namespace Budget.Core.Providers;

/// <summary>
/// A provider offers one product in one municipality between two days, at one rate until another is set (<see cref="IndexContract"/>); with its terms: the notice
/// that a resident gives before going elsewhere, and the years of its option.
/// </summary>
public sealed class SignContract(Database database)
{
    public sealed record Entry(
        ProviderId ProviderId, string MunicipalityCode, string ProductCode, Money Rate, Period Period, int NoticeDays = 0, int OptionYears = 0);

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
            await session.Execute(InsertTermsSql, new { id, entry.NoticeDays, entry.OptionYears });
            await Trace.Write(session, actor, nameof(SignContract), id.Value.ToString("D"));
            return id;
        });

    private const string InsertSql = """
        INSERT INTO contracts (id, provider_id, municipality_code, product_code, rate_cents, starts_on, ends_on)
        VALUES (@id, @ProviderId, @MunicipalityCode, @ProductCode, @Rate, @StartsOn, @EndsOn)
        """;

    private const string InsertTermsSql = """
        INSERT INTO contract_terms (contract_id, notice_days, option_years)
        VALUES (@id, @NoticeDays, @OptionYears)
        """;
}
