using Budget.Core.Audit;
using Budget.Core.Ledger;
using Budget.Core.Storage;

namespace Budget.Core.SignIn;

/// <summary>
/// Keeps an account out (<see cref="AdministeredAccount.Ours"/>), from this moment on: its sessions end and it gets no new ones. One administrator may, because it must not
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

            if (await session.Execute(BlockSql, new { entry.UserId, Reason = entry.Reason.Stored(), By = actor.UserId, session.Now }) == 0)
            {
                return Refusal.AlreadyBlocked;
            }

            await EndSession.OfAccount(session, entry.UserId);
            await Trace.Write(session, actor, nameof(BlockAccount), entry.UserId.Value.ToString("D"), await AdministeredAccount.OwnFile(session, actor, entry.UserId));
            return entry.UserId;
        });

    private const string BlockSql = """
        UPDATE users
        SET blocked_at = @Now,
            blocked_by = @By,
            blocked_for = @Reason
        WHERE id = @UserId
          AND blocked_at IS NULL
        """;
}
