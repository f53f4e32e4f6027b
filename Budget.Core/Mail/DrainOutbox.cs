using Budget.Core.Departures;
using Budget.Core.Ledger;
using Budget.Core.Secrecy;
using Budget.Core.Storage;

namespace Budget.Core.Mail;

/// <summary>What came of handing an e-mail on.</summary>
public enum Delivery
{
    /// <summary>It was taken.</summary>
    Sent,
    /// <summary>Not now: it is tried again, after a pause that grows.</summary>
    Later,
    /// <summary>Never: this address takes none.</summary>
    Never,
}

/// <summary>An e-mail that goes out now. <see cref="Id"/> is its Message-ID: whoever gets it twice can see that it is the same.</summary>
/// <param name="Code">Of a <see cref="MailKind.Code"/>; empty for others.</param>
public sealed record OutgoingMail(Guid Id, MailKind Kind, string Address, string Language, string Code, DateTimeOffset MadeAt);

/// <summary>
/// Sends what waits in the <see cref="Outbox"/>, one after the other; as many portal processes at once as there are. Who takes one moves its next moment on a little first and is the only
/// one until then: who dies with it in hand leaves it to the next. So nothing is lost, and twice only what was handed on by somebody who died before saying so.
/// </summary>
public sealed class DrainOutbox(Database database)
{
    /// <summary>Longer than handing on one e-mail may take.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    /// <summary>What nobody took by then is given up (RFC 5321, 4.5.4.1: at least four to five days).</summary>
    public static readonly TimeSpan GivesUpAfter = TimeSpan.FromDays(5);

    /// <summary>What was sent is remembered so long, and what was given up three times as long.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromDays(30);

    private static readonly TimeSpan[] Pauses = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(6)];

    /// <returns>How many were handed on, and how many not.</returns>
    public async Task<(int Sent, int Failed)> Do(Func<OutgoingMail, CancellationToken, Task<Delivery>> send, CancellationToken stopping = default)
    {
        var (sent, failed) = (0, 0);
        while (!stopping.IsCancellationRequested && await Waits() && await Take() is { } row)
        {
            if (await Open(row) is not { } mail)
            {
                await database.Overwrite(session => session.Execute(ForgetSql, new { row.Id }));
                continue;
            }

            var delivery = await send(mail, stopping);
            _ = delivery == Delivery.Sent ? sent++ : failed++;
            await Keep(row, delivery);
        }

        return (sent, failed);
    }

    /// <summary>What was sent or given up long ago, and codes that are over.</summary>
    public Task Forget() => database.Overwrite(async session =>
    {
        await session.Execute(ForgetOldSql, new { SentBefore = session.Now - Remembered, GivenUpBefore = session.Now - (3 * Remembered) });
        await session.Execute(ForgetCodesSql, new { Before = session.Now - AskMailCode.Lasts });
    });

    /// <summary>Asked before anything is written: a portal without e-mail writes nothing.</summary>
    private Task<bool> Waits() => database.Read(async session => await session.Single<long>(WaitsSql, new { session.Now }) > 0);

    private Task<Row?> Take() => database.Overwrite(session => session.FirstOrNone<Row>(TakeSql, new { session.Now, Until = session.Now + Lease }));

    /// <returns>None when it is not wanted any more, the code is over, or the account is that of somebody who died.</returns>
    private Task<OutgoingMail?> Open(Row row) => database.Read(async session =>
    {
        var (kind, id) = (StoredNames.Parse<MailKind>(row.Kind), Guid.Parse(row.Id));
        if (await session.FirstOrNone<WishRow>(WishSql, new { row.UserId, Since = session.Now - AskMailCode.Lasts }) is not { } wish)
        {
            return null;
        }

        var (words, place) = (await MailKey.Of(session, row.UserId), $"{row.UserId.Value:D}");
        if (kind == MailKind.Code)
        {
            return wish.Code.Length == 0 ? null : new OutgoingMail(
                id, kind, words.Show(HiddenColumn.MailCodeAddress, place, wish.CodeAddress), wish.Language, words.Show(HiddenColumn.MailCode, place, wish.Code), row.MadeAt);
        }

        return wish.Address.Length == 0 ? null : new OutgoingMail(id, kind, words.Show(HiddenColumn.MailAddress, place, wish.Address), wish.Language, "", row.MadeAt);
    });

    private Task<int> Keep(Row row, Delivery delivery) => database.Overwrite(session => delivery switch
    {
        Delivery.Sent => session.Execute(SentSql, new { row.Id, session.Now }),
        Delivery.Later when session.Now < row.MadeAt + GivesUpAfter => session.Execute(
            LaterSql, new { row.Id, NextTryAt = session.Now + Pauses[Math.Clamp((int)row.Tries - 1, 0, Pauses.Length - 1)] }),
        _ => session.Execute(GiveUpSql, new { row.Id, session.Now, For = delivery == Delivery.Never ? "refused" : "away" }),
    });

    private sealed record Row(string Id, UserId UserId, string Kind, long Tries, DateTimeOffset MadeAt);

    private sealed record WishRow(string Address, string Language, string CodeAddress, string Code);

    private const string WaitsSql = """
        SELECT COUNT(*)
        FROM (
            SELECT id
            FROM outbox
            WHERE sent_at IS NULL
              AND given_up_at IS NULL
              AND next_try_at <= @Now
            LIMIT 1
        ) due
        """;

    // Asked once more beside the id: two processes that found the same one are one after the other, and the second then finds it taken.
    private const string TakeSql = """
        UPDATE outbox
        SET tries = tries + 1,
            next_try_at = @Until
        WHERE id = (
            SELECT id
            FROM outbox
            WHERE sent_at IS NULL
              AND given_up_at IS NULL
              AND next_try_at <= @Now
            ORDER BY next_try_at, id
            LIMIT 1)
          AND next_try_at <= @Now
        RETURNING id AS Id, user_id AS UserId, kind AS Kind, tries AS Tries, made_at AS MadeAt
        """;

    private const string WishSql = $"""
        SELECT wish.address AS Address, wish.language AS Language, COALESCE(code.address, '') AS CodeAddress, COALESCE(code.code, '') AS Code
        FROM mail_wishes wish
        LEFT JOIN mail_codes code ON code.user_id = wish.user_id
            AND code.made_at >= @Since
        WHERE wish.user_id = @UserId
          AND NOT EXISTS (
              SELECT 1
              FROM resident_access own
              JOIN residents r ON r.id = own.resident_id
              {Departure.Join}
              WHERE own.user_id = wish.user_id
                AND own.kind = 'self'
                AND gone.reason = 'died')
        """;

    private const string SentSql = """
        UPDATE outbox
        SET sent_at = @Now
        WHERE id = @Id
          AND sent_at IS NULL
          AND given_up_at IS NULL
        """;

    private const string LaterSql = """
        UPDATE outbox
        SET next_try_at = @NextTryAt
        WHERE id = @Id
        """;

    private const string GiveUpSql = """
        UPDATE outbox
        SET given_up_at = @Now,
            given_up_for = @For
        WHERE id = @Id
          AND sent_at IS NULL
        """;

    private const string ForgetSql = """
        DELETE FROM outbox
        WHERE id = @Id
        """;

    private const string ForgetOldSql = """
        DELETE FROM outbox
        WHERE sent_at < @SentBefore
           OR given_up_at < @GivenUpBefore
        """;

    private const string ForgetCodesSql = """
        DELETE FROM mail_codes
        WHERE made_at < @Before
        """;
}
