using Budget.Core.Audit;
using Budget.Core.Storage;

namespace Budget.Core.SignIn;

/// <summary>
/// Opens a blocked account again: four eyes, because it lets somebody in. An administrator asks, another of the same municipality does it; never oneself, and
/// never one's own account.
/// </summary>
public sealed class UnblockAccount(Database database)
{
    public sealed record Entry(UserId UserId);

    public Task<Outcome<UserId>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<UserId>(actor, key, nameof(UnblockAccount), entry, async session =>
        {
            if (actor.Role != Role.Administrator)
            {
                return Refusal.NotAllowed;
            }

            if (await session.FirstOrNone<Asked>(AskedSql, new { entry.UserId, actor.MunicipalityCode }) is not { } asked)
            {
                return Refusal.NotFound;
            }

            if (asked.By == actor.UserId || entry.UserId == actor.UserId)
            {
                return Refusal.SecondPersonNeeded;
            }

            // Whoever asked is part of it: nobody's proposal is carried out under another's name.
            if (await session.Execute(UnblockSql, new { entry.UserId, asked.By }) == 0)
            {
                return Refusal.NotFound;
            }

            // One that began at the very moment of the block would come to life again.
            await EndSession.OfAccount(session, entry.UserId);
            await Trace.Write(session, actor, nameof(UnblockAccount), entry.UserId.Value.ToString("D"), await AdministeredAccount.OwnFile(session, actor, entry.UserId));
            return entry.UserId;
        });

    private sealed record Asked(UserId By);

    private const string AskedSql = $"""
        SELECT unblock_asked_by AS "By"
        FROM users
        WHERE id = @UserId
          AND blocked_at IS NOT NULL
          AND unblock_asked_by IS NOT NULL
          AND {AdministeredAccount.Ours}
          AND {AdministeredAccount.BlockedByUs}
        """;

    private const string UnblockSql = """
        UPDATE users
        SET blocked_at = NULL, blocked_by = NULL, blocked_for = NULL, unblock_asked_by = NULL
        WHERE id = @UserId
          AND unblock_asked_by = @By
          AND blocked_at IS NOT NULL
        """;
}
