using Budget.Core.Audit;
using Budget.Core.Ledger;
using Budget.Core.Storage;

namespace Budget.Core.SignIn;

/// <summary>
/// Keeps an account of the own municipality out, from this moment on: its sessions end and it gets no new ones. One administrator may, because it must not
/// wait and takes nothing away that cannot be given back; opening it again takes two (<see cref="UnblockAccount"/>).
/// </summary>
public sealed class BlockAccount(Database database)
{
    public sealed record Entry(UserId UserId, BlockReason Reason);

    public Task<Outcome<UserId>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<UserId>(actor, key, nameof(BlockAccount), entry, async session =>
        {
            if (actor.Role != Role.Administrator)
            {
                return Refusal.NotAllowed;
            }

            if (entry.UserId == actor.UserId)
            {
                return Refusal.OwnAccount;
            }

            if (!await AdministeredAccount.IsThere(session, actor, entry.UserId))
            {
                return Refusal.NotFound;
            }

            await session.Execute(BlockSql, new { entry.UserId, Reason = entry.Reason.Stored(), By = actor.UserId, session.Now });
            await EndSession.OfAccount(session, entry.UserId);
            await Trace.Write(session, actor, nameof(BlockAccount), entry.UserId.Value.ToString("D"), await AdministeredAccount.OwnFile(session, actor, entry.UserId));
            return entry.UserId;
        });

    // Blocked already stays blocked as it was; who asked to open it again has to ask anew.
    private const string BlockSql = """
        UPDATE users
        SET blocked_at = COALESCE(blocked_at, @Now),
            blocked_by = COALESCE(blocked_by, @By),
            blocked_for = COALESCE(blocked_for, @Reason),
            unblock_asked_by = NULL
        WHERE id = @UserId
        """;
}
