using Budget.Core.Audit;
using Budget.Core.Storage;

namespace Budget.Core.SignIn;

/// <summary>
/// The account of somebody who may act for a provider (eHerkenning): the provider is found by its KvK number, the person by issuer and subject. Who
/// acts for two providers has two accounts. Of a number that two providers have (from before it had to be one's own) nobody can say which is meant.
/// </summary>
public sealed class RecogniseProviderStaff(Database database)
{
    public sealed record Entry(string Identity, string Name, string Kvk);

    public Task<Outcome<Recognised>> Do(Entry entry) => database.Overwrite(session => Recognise(session, entry));

    private static async Task<Outcome<Recognised>> Recognise(Session session, Entry entry)
    {
        var found = await session.List<Provider>(ProviderSql, new { entry.Kvk });
        if (found is not [var provider])
        {
            return found.Count == 0 ? Refusal.NotFound : Refusal.ProviderNotUnique;
        }

        var fingerprint = await session.Keys.Fingerprint(session, "provider", $"{provider.Id.Value:D}|{entry.Identity}");
        if (await Account.Find(session, fingerprint) is { } account)
        {
            return account.BlockedAt is null ? new Recognised(account.UserId, Role.ProviderStaff) : Refusal.AccountBlocked;
        }

        var id = await Account.Open(session, fingerprint, entry.Name, Role.ProviderStaff, municipality: "", provider.Id);
        await Trace.Write(session, Actor.System(""), nameof(RecogniseProviderStaff), id.Value.ToString("D"));
        return new Recognised(id, Role.ProviderStaff);
    }

    private sealed record Provider(ProviderId Id);

    private const string ProviderSql = """
        SELECT id AS Id
        FROM providers
        WHERE kvk = @Kvk
        """;
}
