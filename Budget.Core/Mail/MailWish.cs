using Budget.Core.Ledger;
using Budget.Core.Secrecy;
using Budget.Core.Storage;

namespace Budget.Core.Mail;

/// <summary>Do I get e-mail, where, in which language and about what; and do I want letters on paper? One's own account, and nobody else's.</summary>
public sealed class MailWish(Database database)
{
    /// <param name="Address">Confirmed; none: no e-mail.</param>
    /// <param name="WaitsFor">An address to which a code went that has not come back.</param>
    /// <param name="CameBack">Something that was sent to the address in the past month did not arrive.</param>
    public sealed record Answer(string? Address, string? WaitsFor, string Language, IReadOnlyList<MailKind> Without, bool Paper, bool CameBack);

    public Task<Answer> Of(Actor actor) => database.Read(async session =>
    {
        var (wish, code) = (
            await session.FirstOrNone<Row>(WishSql, new { actor.UserId }),
            await session.FirstOrNone<CodeRow>(CodeSql, new { actor.UserId, Since = session.Now - AskMailCode.Lasts, AskMailCode.MostTries }));
        if (wish is null && code is null)
        {
            return new Answer(Address: null, WaitsFor: null, "nl", [], Paper: false, CameBack: false);
        }

        var (key, row) = (await MailKey.Of(session, actor.UserId), $"{actor.UserId.Value:D}");
        return new Answer(
            wish is { Address.Length: > 0 } ? key.Show(HiddenColumn.MailAddress, row, wish.Address) : null,
            code is null ? null : key.Show(HiddenColumn.MailCodeAddress, row, code.Address),
            wish?.Language ?? "nl", KindsOf(wish?.WithoutKinds ?? ""), wish?.Paper == 1,
            wish is { Address.Length: > 0 } && await session.Single<long>(CameBackSql, new { actor.UserId, wish.ChangedAt, Since = session.Now.AddDays(-30) }) > 0);
    });

    /// <summary>Who of those that may open this file wants letters on paper too: for staff, with the messages of a case.</summary>
    internal static Task<IReadOnlyList<string>> OnPaper(Session session, ResidentId resident) => session.List<string>(OnPaperSql, new { resident, session.Today });

    internal static IReadOnlyList<MailKind> KindsOf(string stored) => [.. stored.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(StoredNames.Parse<MailKind>)];

    private sealed record Row(string Address, string Language, string WithoutKinds, long Paper, DateTimeOffset ChangedAt);

    private sealed record CodeRow(string Address);

    private const string WishSql = """
        SELECT address AS Address, language AS Language, without_kinds AS WithoutKinds, paper AS Paper, changed_at AS ChangedAt
        FROM mail_wishes
        WHERE user_id = @UserId
        """;

    private const string CodeSql = """
        SELECT address AS Address
        FROM mail_codes
        WHERE user_id = @UserId
          AND made_at >= @Since
          AND tries < @MostTries
        """;

    private const string CameBackSql = """
        SELECT COUNT(*)
        FROM outbox
        WHERE user_id = @UserId
          AND given_up_at > @Since
          AND made_at >= @ChangedAt
        """;

    private const string OnPaperSql = """
        SELECT DISTINCT u.name
        FROM resident_access a
        JOIN mail_wishes wish ON wish.user_id = a.user_id
        JOIN users u ON u.id = a.user_id
        WHERE a.resident_id = @resident
          AND a.starts_on <= @Today
          AND a.ends_on >= @Today
          AND wish.paper = 1
        ORDER BY u.name
        """;
}
