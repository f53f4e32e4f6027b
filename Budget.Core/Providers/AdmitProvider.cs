using Budget.Core.Audit;
using Budget.Core.Storage;

namespace Budget.Core.Providers;

/// <summary>
/// Takes a provider into the installation; it can be contracted by several municipalities. One of each number at the chamber of commerce: by it a provider's
/// people are known when they sign in. It belongs to no municipality, so an administrator of any may do it: without a contract it is in no directory and can be chosen by
/// nobody, and its people see nothing. One that is there is never changed by it: what another municipality relies on stays as it is.
/// </summary>
public sealed class AdmitProvider(Database database)
{
    public const int LongestName = 120;
    public const int LongestAbout = 600;
    public const int LongestPhone = 30;

    public sealed record Entry(string Agb, string Kvk, string Name, string AboutNl, string AboutEn, string Phone);

    public Task<Outcome<ProviderId>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<ProviderId>(actor, key, nameof(AdmitProvider), entry, async session => actor.MaySetUp ? await Admit(session, actor, entry) : Refusal.NotAllowed);

    /// <summary>Of who may do it; also together with its first contract (<see cref="SignContract"/>).</summary>
    internal static async Task<Outcome<ProviderId>> Admit(Session session, Actor actor, Entry entry)
    {
        var (name, aboutNl, aboutEn, phone) = (TypedText.Seen(entry.Name), TypedText.Seen(entry.AboutNl), TypedText.Seen(entry.AboutEn), TypedText.Seen(entry.Phone));
        if (!IsNumber(entry.Agb) || !IsNumber(entry.Kvk) || name.Length == 0)
        {
            return Refusal.RequestIncomplete;
        }

        if (name.Length > LongestName || aboutNl.Length > LongestAbout || aboutEn.Length > LongestAbout || phone.Length > LongestPhone)
        {
            return Refusal.TextTooLong.With(name.Length > LongestName ? LongestName : phone.Length > LongestPhone ? LongestPhone : LongestAbout);
        }

        if (await session.Single<long>(SameNumberSql, new { entry.Kvk }) > 0)
        {
            return Refusal.ProviderAlreadyAdmitted;
        }

        if (await session.Single<long>(SameAgbSql, new { entry.Agb }) > 0)
        {
            return Refusal.AgbTaken;
        }

        var id = new ProviderId(session.NewId());
        await session.Execute(InsertSql, new { id, entry.Agb, entry.Kvk, name, aboutNl, aboutEn, phone });
        await Trace.Write(session, actor, nameof(AdmitProvider), id.Value.ToString("D"));
        return id;
    }

    /// <summary>Eight figures: a number at the chamber of commerce, and an AGB code too.</summary>
    public static bool IsNumber(string number) => number.Length == 8 && number.All(char.IsAsciiDigit);

    private const string SameNumberSql = """
        SELECT COUNT(*)
        FROM providers
        WHERE kvk = @Kvk
        """;

    private const string SameAgbSql = """
        SELECT COUNT(*)
        FROM providers
        WHERE agb = @Agb
        """;

    private const string InsertSql = """
        INSERT INTO providers (id, agb, kvk, name, about_nl, about_en, phone)
        VALUES (@id, @Agb, @Kvk, @name, @aboutNl, @aboutEn, @phone)
        """;
}
