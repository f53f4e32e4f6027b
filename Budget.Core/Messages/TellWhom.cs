using Budget.Core.Caseload;
using Budget.Core.Storage;

namespace Budget.Core.Messages;

/// <summary>
/// Who is told by e-mail that a message was written: those on the other side who have to do with it, unless they were told in the past day of one that still waits. One e-mail says that there
/// is something to read, and that stays true until it was read. Residents and representatives read each for themselves, staff for one another.
/// </summary>
internal static class TellWhom
{
    public static async Task<IReadOnlyList<UserId>> OfMessage(Session session, ConversationFacts found, MessageSide writer, UserId by)
    {
        var about = new { found.RequestId, found.ResidentId, found.MunicipalityCode, found.Other, By = by, session.Today, Since = session.Now.AddDays(-1) };
        if (writer != MessageSide.Resident)
        {
            return await session.List<UserId>(ResidentsSql, about);
        }

        // The one that was just written is among them.
        if (await session.Single<long>(WaitingForStaffSql, about) > 1)
        {
            return [];
        }

        if (found.Provider is not null)
        {
            return await session.List<UserId>(ProviderSql, about);
        }

        // Who leads the case; as long as nobody does or wants e-mail, who worked on it; and otherwise everybody who wants it.
        return await session.List<UserId>(LeadSql, about) is { Count: > 0 } lead ? lead
            : await session.List<UserId>(CaseworkersOfCaseSql, about) is { Count: > 0 } own ? own
            : await session.List<UserId>(CaseworkersSql, about);
    }

    private const string WaitingForStaffSql = """
        SELECT COUNT(*)
        FROM case_messages m
        WHERE m.request_id = @RequestId
          AND COALESCE(m.provider_id, '') = @Other
          AND m.side = 'resident'
          AND m.read_at IS NULL
          AND m.written_at > @Since
        """;

    private const string ResidentsSql = """
        SELECT DISTINCT wish.user_id
        FROM resident_access a
        JOIN mail_wishes wish ON wish.user_id = a.user_id
        WHERE a.resident_id = @ResidentId
          AND a.starts_on <= @Today
          AND a.ends_on >= @Today
          AND wish.user_id <> @By
          AND (SELECT COUNT(*)
               FROM case_messages m
               WHERE m.request_id = @RequestId
                 AND COALESCE(m.provider_id, '') = @Other
                 AND m.side <> 'resident'
                 AND m.written_at > @Since
                 AND NOT EXISTS (SELECT 1 FROM message_reads r WHERE r.message_id = m.id AND r.user_id = wish.user_id)) < 2
        """;

    private const string ProviderSql = """
        SELECT wish.user_id
        FROM users u
        JOIN mail_wishes wish ON wish.user_id = u.id
        WHERE u.provider_id = @Other
          AND u.role = 'providerstaff'
          AND u.blocked_at IS NULL
        """;

    private const string LeadSql = $"""
        SELECT wish.user_id
        FROM residents who
        {CaseLead.Joins}
        JOIN mail_wishes wish ON wish.user_id = holder.id
        WHERE who.id = @ResidentId
          AND wish.address <> ''
        """;

    private const string CaseworkersOfCaseSql = """
        SELECT wish.user_id
        FROM users u
        JOIN mail_wishes wish ON wish.user_id = u.id
        WHERE u.municipality_code = @MunicipalityCode
          AND u.role = 'caseworker'
          AND u.blocked_at IS NULL
          AND wish.address <> ''
          AND (u.id IN (SELECT written_by FROM investigation_reports WHERE request_id = @RequestId)
               OR u.id IN (SELECT decided_by FROM decisions WHERE request_id = @RequestId)
               OR u.id IN (SELECT written_by FROM case_messages WHERE request_id = @RequestId))
        """;

    private const string CaseworkersSql = """
        SELECT wish.user_id
        FROM users u
        JOIN mail_wishes wish ON wish.user_id = u.id
        WHERE u.municipality_code = @MunicipalityCode
          AND u.role = 'caseworker'
          AND u.blocked_at IS NULL
          AND wish.address <> ''
        """;
}
