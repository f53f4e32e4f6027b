using Budget.Core.Audit;
using Budget.Core.Storage;

namespace Budget.Core.Couplings;

/// <summary>Ends a coupling of the own provider, for good and from this moment on: its secret and its tokens open nothing any more. By somebody who may declare. Ending what has ended does nothing.</summary>
public sealed class EndCoupling(Database database)
{
    public Task<Outcome<UserId>> Do(Actor actor, IdempotencyKey key, UserId coupling) =>
        database.Once<UserId>(actor, key, nameof(EndCoupling), coupling, async session =>
        {
            if (!await CouplingsOfProvider.MayManage(session, actor))
            {
                return Refusal.NotAllowed;
            }

            if (await session.Single<long>(OwnSql, new { coupling, actor.ProviderId }) == 0)
            {
                return Refusal.NotFound;
            }

            await session.Execute(EndSql, new { coupling, By = actor.UserId, session.Now });
            await session.Execute(ForgetTokensSql, new { coupling });
            await Trace.Write(session, actor, nameof(EndCoupling), coupling.Value.ToString("D"));
            return coupling;
        });

    private const string OwnSql = """
        SELECT COUNT(*)
        FROM couplings
        WHERE user_id = @coupling
          AND provider_id = @ProviderId
        """;

    private const string EndSql = """
        UPDATE couplings
        SET ended_by = @By,
            ended_at = @Now
        WHERE user_id = @coupling
          AND ended_at IS NULL
        """;

    private const string ForgetTokensSql = """
        DELETE FROM coupling_tokens
        WHERE user_id = @coupling
        """;
}
