using Budget.Core.Audit;
using Budget.Core.Storage;

namespace Budget.Core.SignIn;

/// <summary>Proposes to open a blocked account again. Another administrator does it (<see cref="UnblockAccount"/>).</summary>
public sealed class AskToUnblock(Database database)
{
    public sealed record Entry(UserId UserId);

    public Task<Outcome<UserId>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<UserId>(actor, key, nameof(AskToUnblock), entry, async session =>
        {
            if (actor.Role != Role.Administrator)
            {
                return Refusal.NotAllowed;
            }

            if (await session.Execute(AskSql, new { entry.UserId, By = actor.UserId, actor.MunicipalityCode }) == 0)
            {
                return Refusal.NotFound;
            }

            await Trace.Write(session, actor, nameof(AskToUnblock), entry.UserId.Value.ToString("D"), await AdministeredAccount.OwnFile(session, actor, entry.UserId));
            return entry.UserId;
        });

    // Who asked first has asked.
    private const string AskSql = $"""
        UPDATE users
        SET unblock_asked_by = COALESCE(unblock_asked_by, @By)
        WHERE id = @UserId
          AND blocked_at IS NOT NULL
          AND {AdministeredAccount.Ours}
          AND {AdministeredAccount.BlockedByUs}
        """;
}
