using Budget.Core.Audit;
using Budget.Core.Residents;
using Budget.Core.SignIn;
using Budget.Core.Storage;

namespace Budget.Core.Couplings;

/// <summary>
/// Lets a program of the provider do what its office does, for a year at most: by somebody who may declare, and who then may no less than the program (docs/decisions/0022). The secret is said once, to who makes
/// it; what is kept is its hash. It has an account of its own, without a way to sign in.
/// </summary>
public sealed class MakeCoupling(Database database)
{
    public const int LongestName = 60;

    /// <summary>That work at the same time for one provider.</summary>
    public const int Most = 20;

    /// <param name="EndsOn">The last day on which it works: at most a year from today.</param>
    public sealed record Entry(string Name, OfficeRight May, DateOnly EndsOn);

    /// <param name="Secret">None when it was made before by the same form: then it was said before, and nobody knows it here.</param>
    public sealed record Made(UserId Id, string? Secret);

    public async Task<Outcome<Made>> Do(Actor actor, IdempotencyKey key, Entry entry)
    {
        // Not a part of the deed's content or answer: those are kept.
        var secret = SessionToken.Make();
        var made = await database.Once<UserId>(actor, key, nameof(MakeCoupling), entry, session => Make(session, actor, entry, SessionToken.Hash(secret)));
        return made.IsRefused ? made.Refusal!
            : made.Replayed ? ((Outcome<Made>)new Made(made.Value, Secret: null)).AsReplay()
            : new Made(made.Value, secret);
    }

    private static async Task<Outcome<UserId>> Make(Session session, Actor actor, Entry entry, string secretHash)
    {
        if (!await CouplingsOfProvider.MayManage(session, actor))
        {
            return Refusal.NotAllowed;
        }

        var name = TypedText.Seen(entry.Name);
        if (name.Length is 0 or > LongestName)
        {
            return name.Length == 0 ? Refusal.NameMissing : Refusal.TextTooLong.With(LongestName);
        }

        if (entry.EndsOn < session.Today || entry.EndsOn > session.Today.AddYears(1))
        {
            return Refusal.PeriodInvalid;
        }

        // Two colleagues who make one at the same time stand in line.
        await ProviderLock.Take(session, actor.ProviderId!.Value);
        var names = await session.List<string>(NamesSql, new { actor.ProviderId, session.Today });
        if (names.Contains(name, StringComparer.OrdinalIgnoreCase) || names.Count >= Most)
        {
            return names.Count >= Most ? Refusal.CouplingsTooMany.With(Most) : Refusal.NameTaken;
        }

        var id = new UserId(session.NewId());
        // Whoever finds the account elsewhere (an administrator, an auditor) sees that it is no person.
        await RegisterUser.Insert(session, id, new(id.Value.ToString("D"), $"koppeling {name}", Role.ProviderStaff, MunicipalityCode: "", actor.ProviderId));
        await SetOfficeRight.Say(session, id, entry.May, actor.UserId);
        await session.Execute(InsertSql, new { id, actor.ProviderId, name, secretHash, By = actor.UserId, session.Now, entry.EndsOn });
        await Trace.Write(session, actor, nameof(MakeCoupling), id.Value.ToString("D"));
        return id;
    }

    private const string NamesSql = """
        SELECT name
        FROM couplings
        WHERE provider_id = @ProviderId
          AND ended_at IS NULL
          AND ends_on >= @Today
        """;

    private const string InsertSql = """
        INSERT INTO couplings (user_id, provider_id, name, secret_hash, made_by, made_at, ends_on)
        VALUES (@id, @ProviderId, @name, @secretHash, @By, @Now, @EndsOn)
        """;
}
