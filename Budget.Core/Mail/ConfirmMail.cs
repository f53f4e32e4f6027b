using System.Security.Cryptography;
using System.Text;
using Budget.Core.Audit;
using Budget.Core.Secrecy;
using Budget.Core.Storage;

namespace Budget.Core.Mail;

/// <summary>The code that was sent to an address came back: from now on e-mail goes there. A wrong one is counted; after five, or an hour, a new one is asked for.</summary>
public sealed class ConfirmMail(Database database)
{
    public sealed record Entry(string Code);

    /// <param name="TriesLeft">When it was not the code.</param>
    public sealed record Answer(bool IsRight, long TriesLeft);

    public Task<Outcome<Answer>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<Answer>(actor, key, nameof(ConfirmMail), entry, async session =>
        {
            // Counted first: the row is locked by it, so that a hundred guesses at once are a hundred.
            if (await session.FirstOrNone<Row>(TrySql, new { actor.UserId, Since = session.Now - AskMailCode.Lasts, AskMailCode.MostTries }) is not { } waits)
            {
                return Refusal.CodeOver;
            }

            var (words, row) = (await MailKey.Of(session, actor.UserId), $"{actor.UserId.Value:D}");
            var typed = string.Concat(entry.Code.Where(letter => !char.IsWhiteSpace(letter)));
            if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(typed), Encoding.UTF8.GetBytes(words.Show(HiddenColumn.MailCode, row, waits.Code))))
            {
                return new Answer(IsRight: false, AskMailCode.MostTries - waits.Tries);
            }

            var address = words.Show(HiddenColumn.MailCodeAddress, row, waits.Address);
            await session.Execute(ConfirmSql, new { actor.UserId, Address = words.Hide(HiddenColumn.MailAddress, row, address), session.Now });
            await session.Execute(ForgetSql, new { actor.UserId });
            await Trace.Write(session, actor, nameof(ConfirmMail), "");
            return new Answer(IsRight: true, 0);
        });

    private sealed record Row(string Address, string Code, long Tries);

    private const string TrySql = """
        UPDATE mail_codes
        SET tries = tries + 1
        WHERE user_id = @UserId
          AND made_at >= @Since
          AND tries < @MostTries
        RETURNING address AS Address, code AS Code, tries AS Tries
        """;

    private const string ConfirmSql = """
        UPDATE mail_wishes
        SET address = @Address,
            changed_at = @Now
        WHERE user_id = @UserId
        """;

    private const string ForgetSql = """
        DELETE FROM mail_codes
        WHERE user_id = @UserId
        """;
}
