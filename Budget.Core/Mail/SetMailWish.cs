using Budget.Core.Audit;
using Budget.Core.Ledger;
using Budget.Core.Storage;

namespace Budget.Core.Mail;

/// <summary>Somebody says about what e-mail is wanted and in which language, that letters should come on paper too, or that no e-mail is wanted any more: then what waits does not go out either.</summary>
public sealed class SetMailWish(Database database)
{
    /// <param name="Without">Kinds that are not wanted.</param>
    /// <param name="Stop">No e-mail at all: the address is forgotten.</param>
    public sealed record Entry(string Language, IReadOnlyList<MailKind> Without, bool Paper, bool Stop = false);

    public Task<Outcome<bool>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<bool>(actor, key, nameof(SetMailWish), entry, async session =>
        {
            if (entry.Language is not ("nl" or "en") || MailKinds.For(actor.Role) is [] || entry.Without.Except(MailKinds.For(actor.Role)).Any())
            {
                return Refusal.NotAllowed;
            }

            await session.Execute(WishSql, new
            {
                actor.UserId,
                entry.Language,
                WithoutKinds = string.Join(' ', entry.Without.Distinct().Order().Select(kind => kind.Stored())),
                Paper = entry.Paper ? 1L : 0L,
                session.Now,
            });
            if (entry.Stop)
            {
                await session.Execute(StopSql, new { actor.UserId });
                await session.Execute(ForgetCodeSql, new { actor.UserId });
                await session.Execute(ForgetWaitingSql, new { actor.UserId });
            }

            await Trace.Write(session, actor, nameof(SetMailWish), "");
            return true;
        });

    private const string WishSql = """
        INSERT INTO mail_wishes (user_id, address, language, without_kinds, paper, changed_at)
        VALUES (@UserId, '', @Language, @WithoutKinds, @Paper, @Now)
        ON CONFLICT (user_id) DO UPDATE
        SET language = excluded.language,
            without_kinds = excluded.without_kinds,
            paper = excluded.paper
        """;

    private const string StopSql = """
        UPDATE mail_wishes
        SET address = ''
        WHERE user_id = @UserId
        """;

    private const string ForgetCodeSql = """
        DELETE FROM mail_codes
        WHERE user_id = @UserId
        """;

    private const string ForgetWaitingSql = """
        DELETE FROM outbox
        WHERE user_id = @UserId
          AND sent_at IS NULL
          AND given_up_at IS NULL
        """;
}
