using Budget.Core.Audit;
using Budget.Core.Configuration;
using Budget.Core.Storage;

namespace Budget.Core.Concerns;

/// <summary>
/// An administrator lets a practice of family doctors report concerns in the own municipality. Its people sign in as those of a provider do, by the number at the chamber of
/// commerce; a practice that another municipality admitted already is the same one.
/// </summary>
public sealed class AdmitDoctor(Database database)
{
    /// <summary>As the history names it.</summary>
    public const string What = "Doctor";

    public const int LongestName = 100;

    /// <param name="Agb">Eight digits.</param>
    /// <param name="Kvk">Eight digits.</param>
    public sealed record Entry(string Agb, string Kvk, string Name, string Phone);

    public Task<Outcome<ProviderId>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<ProviderId>(actor, key, nameof(AdmitDoctor), entry, async session =>
        {
            if (actor.Role != Role.Administrator)
            {
                return Refusal.NotAllowed;
            }

            var (name, phone) = (TypedText.Seen(entry.Name), TypedText.Seen(entry.Phone));
            if (!IsNumber(entry.Agb) || !IsNumber(entry.Kvk) || name.Length is 0 or > LongestName || !PhoneText.IsPhone(phone))
            {
                return Refusal.RequestIncomplete;
            }

            await ConfigurationChange.LockAndCount(session, actor, What, entry.Kvk);
            var known = await session.FirstOrNone<Known>(KnownSql, new { entry.Kvk, entry.Agb });
            if (known is not null && known.Kvk != entry.Kvk)
            {
                // That AGB code is another organisation's.
                return Refusal.ProviderAlreadyAdmitted;
            }

            var id = known?.Id ?? new ProviderId(session.NewId());
            if (known is null)
            {
                await session.Execute(InsertSql, new { id, entry.Agb, entry.Kvk, name, phone });
            }

            if (await session.Execute(AdmitSql, new { id, actor.MunicipalityCode }) == 0)
            {
                return Refusal.ProviderAlreadyAdmitted;
            }

            await ConfigurationChange.Write(session, actor, What, $"{id.Value:D}", before: null, new { Name = known?.Name ?? name });
            await Trace.Write(session, actor, nameof(AdmitDoctor), $"{id.Value:D}");
            return id;
        });

    private static bool IsNumber(string text) => text.Length == 8 && text.All(char.IsAsciiDigit);

    private sealed record Known(ProviderId Id, string Kvk, string Name);

    private const string KnownSql = """
        SELECT id AS Id, kvk AS Kvk, name AS Name
        FROM providers
        WHERE kvk = @Kvk
           OR agb = @Agb
        ORDER BY CASE WHEN kvk = @Kvk THEN 0 ELSE 1 END
        LIMIT 1
        """;

    private const string InsertSql = """
        INSERT INTO providers (id, agb, kvk, name, about_nl, about_en, phone)
        VALUES (@id, @Agb, @Kvk, @name, '', '', @phone)
        """;

    private const string AdmitSql = """
        INSERT INTO provider_kinds (provider_id, municipality_code, kind)
        VALUES (@id, @MunicipalityCode, 'doctor')
        ON CONFLICT (provider_id, municipality_code, kind) DO NOTHING
        """;
}
