using Budget.Core.Audit;
using Budget.Core.Storage;

namespace Budget.Core.Statements;

/// <summary>Finance stops what makes the statements, or throws away those that were made: nobody goes on with it, and the files go with the next round.</summary>
public sealed class StopStatements(Database database)
{
    public sealed record Entry(Guid Id);

    public Task<Outcome<Guid>> Do(Actor actor, IdempotencyKey key, Entry entry) => database.Once<Guid>(actor, key, nameof(StopStatements), entry, async session =>
    {
        if (!actor.MayHandleMoney)
        {
            return Refusal.NotAllowed;
        }

        if (await session.Execute(StopSql, new { Id = entry.Id.ToString("D"), actor.MunicipalityCode, session.Now }) == 0)
        {
            return Refusal.NotFound;
        }

        await Trace.Write(session, actor, nameof(StopStatements), subject: "");
        return entry.Id;
    });

    private const string StopSql = """
        UPDATE statement_exports
        SET stopped_at = @Now
        WHERE id = @Id
          AND municipality_code = @MunicipalityCode
          AND stopped_at IS NULL
        """;
}
