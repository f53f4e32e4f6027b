using Budget.Core.Audit;
using Budget.Core.Configuration;
using Budget.Core.Storage;

namespace Budget.Core.Supporters;

/// <summary>An administrator says who gives independent client support in the own municipality; what was and what is stay in the history.</summary>
public sealed class SetClientSupport(Database database)
{
    /// <summary>As the history names it.</summary>
    public const string What = "ClientSupport";

    public const int LongestName = 100;
    public const int LongestAbout = 500;

    /// <param name="Seen">How many changes of it were seen; empty when there was none.</param>
    public sealed record Entry(string Name, string Phone, string AboutNl, string AboutEn, string Seen);

    public Task<Outcome<string>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<string>(actor, key, nameof(SetClientSupport), entry, async session =>
        {
            if (actor.Role != Role.Administrator)
            {
                return Refusal.NotAllowed;
            }

            var said = new ClientSupport.Answer(TypedText.Seen(entry.Name), TypedText.Seen(entry.Phone), TypedText.Seen(entry.AboutNl), TypedText.Seen(entry.AboutEn));
            if (said.Name.Length == 0 || said.Phone.Length == 0 || said.AboutNl.Length == 0)
            {
                return Refusal.RequestIncomplete;
            }

            if (!PhoneText.IsPhone(said.Phone))
            {
                return Refusal.PhoneInvalid;
            }

            if (said.Name.Length > LongestName || said.AboutNl.Length > LongestAbout || said.AboutEn.Length > LongestAbout)
            {
                return Refusal.TextTooLong.With(LongestAbout);
            }

            if (await ConfigurationChange.LockAndCount(session, actor, What, What) != entry.Seen)
            {
                return Refusal.ChangedMeanwhile;
            }

            var before = await session.FirstOrNone<ClientSupport.Answer>(ClientSupport.Sql, new { municipality = actor.MunicipalityCode });
            await session.Execute(SetSql, new { actor.MunicipalityCode, said.Name, said.Phone, said.AboutNl, said.AboutEn });
            await ConfigurationChange.Write(session, actor, What, What, before, said);
            await Trace.Write(session, actor, nameof(SetClientSupport), "");
            return said.Name;
        });

    private const string SetSql = """
        INSERT INTO client_support (municipality_code, name, phone, about_nl, about_en)
        VALUES (@MunicipalityCode, @Name, @Phone, @AboutNl, @AboutEn)
        ON CONFLICT (municipality_code) DO UPDATE
        SET name = excluded.name,
            phone = excluded.phone,
            about_nl = excluded.about_nl,
            about_en = excluded.about_en
        """;
}
