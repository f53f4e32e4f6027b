using Budget.Core.Secrecy;
using Budget.Core.Storage;

namespace Budget.Core.Supporters;

/// <summary>An invitation to read along as it is written down: with a case, or with one budget.</summary>
internal static class NewInvitation
{
    /// <summary>What is wrong with what was filled in, before anybody is asked; none when nothing is.</summary>
    public static Refusal? Fault(string label) =>
        label.Length == 0 ? Refusal.NameMissing : label.Length > InviteSupporter.LongestLabel ? Refusal.TextTooLong.With(InviteSupporter.LongestLabel) : null;

    /// <returns>The id; its code follows from it.</returns>
    public static async Task<Guid> Write(Session session, Actor actor, RequestId request, ResidentId resident, string label, DateOnly endsOn, BudgetId? budget = null, bool mayPrepare = false)
    {
        var id = session.NewId();
        await session.Execute(InsertSql, new
        {
            Id = id.ToString("D"),
            request,
            resident,
            Label = (await ResidentKey.Of(session, resident)).Hide(HiddenColumn.SupporterLabel, $"{id:D}", label),
            CodeHash = await InvitationCode.Fingerprint(session, await InvitationCode.Of(session, id)),
            CodeUntil = session.Now.AddDays(InviteSupporter.CodeDays),
            actor.UserId,
            session.Now,
            endsOn,
            budget,
            MayPrepare = mayPrepare ? 1L : 0L,
        });
        return id;
    }

    /// <summary>How many read along or may, with the case or with this budget.</summary>
    public static Task<long> Standing(Session session, RequestId request, BudgetId? budget) =>
        session.Single<long>(StandingSql, new { request, Budget = budget is { } one ? $"{one.Value:D}" : "", session.Now, session.Today });

    private const string StandingSql = """
        SELECT COUNT(*)
        FROM case_supporters
        WHERE request_id = @request
          AND COALESCE(budget_id, '') = @Budget
          AND ended_at IS NULL
          AND ends_on >= @Today
          AND (user_id IS NOT NULL OR code_until >= @Now)
        """;

    private const string InsertSql = """
        INSERT INTO case_supporters (id, request_id, resident_id, label, code_hash, code_until, invited_by, invited_at, ends_on, budget_id, may_prepare)
        VALUES (@Id, @request, @resident, @Label, @CodeHash, @CodeUntil, @UserId, @Now, @endsOn, @budget, @MayPrepare)
        """;
}
