using Budget.Core.Audit;
using Budget.Core.Configuration;
using Budget.Core.Storage;

namespace Budget.Core.Providers;

/// <summary>An administrator says that a provider is an initiative of residents, admitted lightly beside the large ones; or that it is not any more.</summary>
public sealed class AdmitLightly(Database database)
{
    /// <summary>As the history of the set-up calls what a municipality says of a provider.</summary>
    public const string What = "Provider";

    /// <param name="Seen">How many changes of it were seen.</param>
    public sealed record Entry(ProviderId ProviderId, bool IsLight, string Seen);

    public Task<Outcome<ProviderId>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<ProviderId>(actor, key, nameof(AdmitLightly), entry, async session =>
        {
            if (actor.Role != Role.Administrator)
            {
                return Refusal.NotAllowed;
            }

            var changes = await ConfigurationChange.LockAndCount(session, actor, What, $"{entry.ProviderId.Value:D}");
            if (await session.Single<long>(ContractsSql, new { entry.ProviderId, actor.MunicipalityCode }) == 0)
            {
                return Refusal.NotFound;
            }

            if (changes != entry.Seen)
            {
                return Refusal.ChangedMeanwhile;
            }

            await Keep(session, actor, entry.ProviderId, actor.MunicipalityCode, entry.IsLight);
            await Trace.Write(session, actor, nameof(AdmitLightly), $"{entry.ProviderId.Value:D}");
            return entry.ProviderId;
        });

    /// <summary>Keeps it, and in the history what an administrator changed by it; nothing when it was so already.</summary>
    internal static async Task Keep(Session session, Actor actor, ProviderId provider, string municipality, bool isLight)
    {
        var was = await session.Single<Row>(WasSql, new { provider, municipality });
        if ((was.IsLight == 1) == isLight)
        {
            return;
        }

        await session.Execute(KeepSql, new { provider, municipality, isLight });
        if (actor.Role == Role.Administrator)
        {
            await ConfigurationChange.Write(session, actor, What, $"{provider.Value:D}", new { was.Name, IsLight = was.IsLight == 1 }, new { was.Name, IsLight = isLight });
        }
    }

    private sealed record Row(string Name, long IsLight);

    private const string ContractsSql = """
        SELECT COUNT(*)
        FROM contracts
        WHERE provider_id = @ProviderId
          AND municipality_code = @MunicipalityCode
        """;

    private const string WasSql = """
        SELECT p.name AS Name, CAST(CASE WHEN profile.is_light THEN 1 ELSE 0 END AS BIGINT) AS IsLight
        FROM providers p
        LEFT JOIN provider_profiles profile ON profile.provider_id = p.id AND profile.municipality_code = @municipality
        WHERE p.id = @provider
        """;

    private const string KeepSql = """
        INSERT INTO provider_profiles (provider_id, municipality_code, is_light)
        VALUES (@provider, @municipality, @isLight)
        ON CONFLICT (provider_id, municipality_code) DO UPDATE
        SET is_light = @isLight
        """;
}
