using Budget.Core.Audit;
using Budget.Core.Storage;

namespace Budget.Core.Payments;

/// <summary>A colleague refuses a run that waits; or who proposed it takes it back. Nothing is booked, and its lines may be proposed again.</summary>
public sealed class RefusePayments(Database database)
{
    /// <summary>Answers the outcome: "refused" or "withdrawn".</summary>
    /// <param name="number">Of the run.</param>
    public Task<Outcome<string>> Do(Actor actor, IdempotencyKey key, string number) => database.Once<string>(actor, key, nameof(RefusePayments), number, async session =>
    {
        if (actor.Role != Role.Finance)
        {
            return Refusal.NotAllowed;
        }

        await TownLock.Take(session, actor.MunicipalityCode);
        if (await ProposedRun.Find(session, actor, number) is not { } run)
        {
            return Refusal.NotFound;
        }

        if (run.Outcome is not null)
        {
            return Refusal.AlreadyDecided;
        }

        var outcome = run.ProposedBy == actor.UserId ? "withdrawn" : "refused";
        await session.Execute(InsertSql, new { run.Id, outcome, run.ProposedBy, actor.UserId, session.Now });
        await run.Release(session);
        await Trace.Write(session, actor, nameof(RefusePayments), number);
        return outcome;
    });

    private const string InsertSql = """
        INSERT INTO payment_run_answers (run_id, outcome, proposed_by, answered_by, answered_at, identification, file_seal, file)
        VALUES (@Id, @outcome, @ProposedBy, @UserId, @Now, NULL, NULL, '')
        """;
}
