using System.Buffers.Binary;
using System.Globalization;
using System.Net.Mail;
using Budget.Core.Audit;
using Budget.Core.Residents;
using Budget.Core.Secrecy;
using Budget.Core.Storage;

namespace Budget.Core.Mail;

/// <summary>
/// Somebody says where e-mail may go: a code goes there, and nothing else until it has come back (<see cref="ConfirmMail"/>), so that nobody is sent what another asked for. Five times in
/// twenty-four hours for one person; the next code takes the place of the one before.
/// </summary>
public sealed class AskMailCode(Database database)
{
    public const int MostADay = 5;
    public const int MostTries = 5;
    public const int LongestAddress = 254;

    internal static readonly TimeSpan Lasts = TimeSpan.FromHours(1);

    /// <param name="Language">nl or en: that of the page, until another is chosen.</param>
    public sealed record Entry(string Address, string Language);

    public Task<Outcome<bool>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<bool>(actor, key, nameof(AskMailCode), entry, async session =>
        {
            if (MailKinds.For(actor.Role) is [] || entry.Language is not ("nl" or "en"))
            {
                return Refusal.NotAllowed;
            }

            var address = TypedText.Seen(entry.Address);
            if (!IsAddress(address))
            {
                return Refusal.AddressInvalid;
            }

            var asked = new { actor.UserId, What = nameof(AskMailCode), Since = TraceIds.LowestAt(session.Now.AddDays(-1)) };
            if (await session.LockAndRead<long>(AskedSql, asked) >= MostADay)
            {
                return Refusal.AskedTooOften.With(MostADay);
            }

            await MailKey.Make(session);
            var (words, row) = (await MailKey.Of(session, actor.UserId), $"{actor.UserId.Value:D}");
            // A number below 2^32 leaves the first codes a little likelier than the last: by less than a thousandth of a percent.
            var code = (BinaryPrimitives.ReadUInt32BigEndian(session.NewSecret(4)) % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
            await session.Execute(CodeSql, new
            {
                actor.UserId,
                Address = words.Hide(HiddenColumn.MailCodeAddress, row, address),
                Code = words.Hide(HiddenColumn.MailCode, row, code),
                session.Now,
            });
            await session.Execute(WishSql, new { actor.UserId, entry.Language, session.Now });
            await Outbox.PutCode(session, actor);
            await Trace.Write(session, actor, nameof(AskMailCode), "");
            return true;
        });

    /// <summary>One address that a mail server could take (RFC 5321), and nothing around it: no name before it, no second one after it. Whether it exists only a code says.</summary>
    public static bool IsAddress(string address) =>
        address.Length is > 0 and <= LongestAddress
        && !address.Any(letter => letter is ' ' or ',' or ';' or '<' or '>' or '"' or '(' or ')' or '\\' or '[' or ']' || char.IsControl(letter) || !char.IsAscii(letter))
        && MailAddress.TryCreate(address, out var parsed)
        && parsed.Address == address
        && parsed.User.Length <= 64
        && parsed.Host.Contains('.', StringComparison.Ordinal)
        && Uri.CheckHostName(parsed.Host) == UriHostNameType.Dns;

    private const string AskedSql = $"""
        {RowLock.User}
        SELECT COUNT(*)
        FROM traces
        WHERE user_id = @UserId
          AND what = @What
          AND id >= @Since
        """;

    private const string CodeSql = """
        INSERT INTO mail_codes (user_id, address, code, made_at, tries)
        VALUES (@UserId, @Address, @Code, @Now, 0)
        ON CONFLICT (user_id) DO UPDATE
        SET address = excluded.address,
            code = excluded.code,
            made_at = excluded.made_at,
            tries = 0
        """;

    private const string WishSql = """
        INSERT INTO mail_wishes (user_id, address, language, without_kinds, paper, changed_at)
        VALUES (@UserId, '', @Language, '', 0, @Now)
        ON CONFLICT (user_id) DO NOTHING
        """;
}
