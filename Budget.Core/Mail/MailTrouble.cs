using Budget.Core.Ledger;
using Budget.Core.Storage;

namespace Budget.Core.Mail;

/// <summary>Is e-mail going out? For an administrator: how much waits and since when, and what was given up in the past three months. Of the own municipality; never to whom or where.</summary>
public sealed class MailTrouble(Database database)
{
    /// <param name="GivenUpFor">"refused": the address takes none; "away": nobody took it in five days.</param>
    public sealed record Item(string StoredKind, string Subject, DateTimeOffset MadeAt, DateTimeOffset GivenUpAt, string GivenUpFor)
    {
        public MailKind Kind => StoredNames.Parse<MailKind>(StoredKind);
    }

    /// <param name="Waiting">Those that were tried in vain at least once.</param>
    public sealed record Answer(long Waiting, DateTimeOffset? Since, IReadOnlyList<Item> GivenUp);

    public async Task<Answer> Of(Actor actor) => actor.Role != Role.Administrator ? new Answer(0, Since: null, []) : await database.Read(async session =>
    {
        var waiting = await session.Single<Waits>(WaitingSql, new { actor.MunicipalityCode });
        return new Answer(waiting.Count, waiting.Since, await session.List<Item>(GivenUpSql, new { actor.MunicipalityCode, Since = session.Now - (3 * DrainOutbox.Remembered) }));
    });

    private sealed record Waits(long Count, DateTimeOffset? Since);

    private const string WaitingSql = """
        SELECT COUNT(*) AS Count, MIN(made_at) AS Since
        FROM outbox
        WHERE sent_at IS NULL
          AND given_up_at IS NULL
          AND tries > 1
          AND municipality_code = @MunicipalityCode
        """;

    private const string GivenUpSql = """
        SELECT kind AS StoredKind, subject AS Subject, made_at AS MadeAt, given_up_at AS GivenUpAt, given_up_for AS GivenUpFor
        FROM outbox
        WHERE given_up_at > @Since
          AND municipality_code = @MunicipalityCode
        ORDER BY given_up_at DESC
        LIMIT 200
        """;
}
