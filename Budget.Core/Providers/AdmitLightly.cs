using Budget.Core.Audit;
using Budget.Core.Configuration;
using Budget.Core.Storage;

namespace Budget.Core.Providers;

/// <summary>An administrator says that a provider is an initiative of residents, admitted lightly beside the large ones; or that it is not any more.</summary>
public sealed class AdmitLightly(Database database)
{
    public sealed record Entry(ProviderId ProviderId, bool IsLight);

    public Task<Outcome<ProviderId>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<ProviderId>(actor, key, nameof(AdmitLightly), entry, async session =>
        {
            if (actor.Role != Role.Administrator)
            {
                return Refusal.NotAllowed;
            }

            if (await session.Single<long>(ContractsSql, new { entry.ProviderId, actor.MunicipalityCode }) == 0)
            {
                return Refusal.NotFound;
            }

            await session.Execute(KeepSql, new { entry.ProviderId, actor.MunicipalityCode, entry.IsLight });
            if (actor.Role != Role.System)
            {
                await ConfigurationChange.Write(session, actor, nameof(AdmitLightly), $"{entry.ProviderId.Value:D}", new { IsLight = !entry.IsLight }, new { entry.IsLight });
            }
            await Trace.Write(session, actor, nameof(AdmitLightly), $"{entry.ProviderId.Value:D}");
            return entry.ProviderId;
        });

    private const string ContractsSql = """
        SELECT COUNT(*)
        FROM contracts
        WHERE provider_id = @ProviderId
          AND municipality_code = @MunicipalityCode
        """;

    private const string KeepSql = """
        INSERT INTO provider_profiles (provider_id, municipality_code, is_light)
        VALUES (@ProviderId, @MunicipalityCode, @IsLight)
        ON CONFLICT (provider_id, municipality_code) DO UPDATE
        SET is_light = @IsLight
        """;
}
