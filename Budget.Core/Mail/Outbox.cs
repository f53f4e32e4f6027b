using Budget.Core.Ledger;
using Budget.Core.Storage;

namespace Budget.Core.Mail;

/// <summary>
/// E-mail that has to go out, put down by a deed in its own transaction: <c>await Outbox.Put(session, MailKind.ReportIsReady, request.ResidentId, request.Number)</c>. What was done is told,
/// what was not done is not, whatever breaks in between. Only who asked for e-mail about this kind gets it, and nobody twice about what still waits.
/// <see cref="DrainOutbox"/> sends it.
/// </summary>
internal static class Outbox
{
    /// <summary>To who may open this file today: the resident, and who represents the resident.</summary>
    /// <param name="subject">The number of the case that it is about; it stays here, and is not in the e-mail.</param>
    /// <param name="except">Who did it, when that needs no telling.</param>
    public static async Task Put(Session session, MailKind kind, ResidentId resident, string subject, UserId? except = null) =>
        await PutTo(session, kind, await session.List<Addressee>(OfResidentSql, new { resident, session.Today }), subject, except);

    /// <summary>To the staff of a provider.</summary>
    public static async Task PutToProvider(Session session, MailKind kind, ProviderId provider, string municipality, string subject) =>
        await PutTo(session, kind, await session.List<Addressee>(OfProviderSql, new { provider, municipality }), subject);

    /// <summary>To one person.</summary>
    public static Task PutTo(Session session, MailKind kind, UserId user, string municipality, string subject) =>
        PutOnce(session, session.NewId(), kind, user, municipality, subject);

    /// <summary>To one person, what has this id and is told once.</summary>
    /// <returns>0 when it was told already, or is not wanted.</returns>
    internal static Task<int> PutOnce(Session session, Guid id, MailKind kind, UserId user, string municipality, string subject) =>
        session.Execute(PutSql, new { Id = id.ToString("D"), municipality, user, Kind = kind.Stored(), subject, session.Now });

    /// <summary>To who may open this file today, what has an id for each and is told once; asked whether it is so only when there is somebody to tell.</summary>
    internal static async Task PutOnce(Session session, MailKind kind, ResidentId resident, string subject, Func<UserId, Guid> id, Func<Task<bool>> isSo)
    {
        if (await session.List<Addressee>(OfResidentSql, new { resident, session.Today }) is not { Count: > 0 } addressees || !await isSo())
        {
            return;
        }

        foreach (var one in addressees)
        {
            await PutOnce(session, id(one.UserId), kind, one.UserId, one.MunicipalityCode, subject);
        }
    }

    /// <summary>The code goes to an address that was not confirmed, which is what it is for; one that still waits is the same.</summary>
    internal static async Task PutCode(Session session, Actor actor)
    {
        var code = new { Id = session.NewId().ToString("D"), actor.MunicipalityCode, actor.UserId, Kind = MailKind.Code.Stored(), session.Now };
        await session.Execute(ForgetCodeSql, code);
        await session.Execute(PutCodeSql, code);
    }

    private static async Task PutTo(Session session, MailKind kind, IReadOnlyList<Addressee> addressees, string subject, UserId? except = null)
    {
        foreach (var one in addressees.Where(one => one.UserId != except))
        {
            await PutTo(session, kind, one.UserId, one.MunicipalityCode, subject);
        }
    }

    private sealed record Addressee(UserId UserId, string MunicipalityCode);

    private const string OfResidentSql = """
        SELECT DISTINCT wish.user_id AS UserId, r.municipality_code AS MunicipalityCode
        FROM resident_access a
        JOIN residents r ON r.id = a.resident_id
        JOIN mail_wishes wish ON wish.user_id = a.user_id
        WHERE a.resident_id = @resident
          AND a.starts_on <= @Today
          AND a.ends_on >= @Today
        """;

    private const string OfProviderSql = """
        SELECT u.id AS UserId, @municipality AS MunicipalityCode
        FROM users u
        JOIN mail_wishes wish ON wish.user_id = u.id
        WHERE u.provider_id = @provider
          AND u.role = 'providerstaff'
        """;

    private const string PutSql = """
        INSERT INTO outbox (id, municipality_code, user_id, kind, subject, made_at, tries, next_try_at)
        SELECT @Id, @municipality, wish.user_id, @Kind, @subject, @Now, 0, @Now
        FROM mail_wishes wish
        JOIN users u ON u.id = wish.user_id
        WHERE wish.user_id = @user
          AND wish.address <> ''
          AND (' ' || wish.without_kinds || ' ') NOT LIKE ('% ' || @Kind || ' %')
          AND u.blocked_at IS NULL
          AND NOT EXISTS (
              SELECT 1
              FROM outbox same
              WHERE same.user_id = @user
                AND same.kind = @Kind
                AND same.subject = @subject
                AND same.sent_at IS NULL
                AND same.given_up_at IS NULL)
        ON CONFLICT (id) DO NOTHING
        """;

    private const string ForgetCodeSql = """
        DELETE FROM outbox
        WHERE user_id = @UserId
          AND kind = @Kind
        """;

    private const string PutCodeSql = """
        INSERT INTO outbox (id, municipality_code, user_id, kind, subject, made_at, tries, next_try_at)
        VALUES (@Id, @MunicipalityCode, @UserId, @Kind, '', @Now, 0, @Now)
        """;
}
