using Budget.Core.Audit;
using Budget.Core.Storage;

namespace Budget.Core.Providers;

/// <summary>
/// Takes a provider into the installation; it can be contracted by several municipalities. One of each number at the chamber of commerce: by it a provider's
/// people are known when they sign in.
/// </summary>
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

            if (await session.Single<long>(SameNumberSql, new { entry.Kvk }) > 0)
            {
                return Refusal.ProviderAlreadyAdmitted;
            }

            var id = new ProviderId(session.NewId());
            await session.Execute(InsertSql, new { id, entry.Agb, entry.Kvk, entry.Name, entry.AboutNl, entry.AboutEn, entry.Phone });
            await Trace.Write(session, actor, nameof(AdmitProvider), id.Value.ToString("D"));
            return id;
        });

    private const string SameNumberSql = """
        SELECT COUNT(*)
        FROM providers
        WHERE kvk = @Kvk
        """;

    private const string InsertSql = """
        INSERT INTO providers (id, agb, kvk, name, about_nl, about_en, phone)
        VALUES (@id, @Agb, @Kvk, @Name, @AboutNl, @AboutEn, @Phone)
        """;
}
