using Budget.Core.Audit;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.Community;

/// <summary>A resident takes back what the resident told, whoever has read it: nothing of it stays.</summary>
public sealed class TakeBackIdea(Database database)
{
    public sealed record Entry(IdeaId Id, ResidentId ResidentId);

    public Task<Outcome<IdeaId>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<IdeaId>(actor, key, nameof(TakeBackIdea), entry, async session =>
        {
            if (await ResidentFile.Mine(session, actor, entry.ResidentId) is null || await session.Execute(DeleteSql, new { entry.Id, entry.ResidentId }) == 0)
            {
                return Refusal.NotFound;
            }

            await Trace.Write(session, actor, nameof(TakeBackIdea), "", entry.ResidentId, await Access.OnBehalfOf(session, actor, entry.ResidentId));
            return entry.Id;
        });

    private const string DeleteSql = """
        DELETE FROM ideas
        WHERE id = @Id
          AND resident_id = @ResidentId
        """;
}
