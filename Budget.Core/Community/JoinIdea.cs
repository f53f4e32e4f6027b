using Budget.Core.Audit;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.Community;

/// <summary>
/// A resident says "I join in" to what another told, or takes that back. Others see how many do; caseworkers of the municipality see who, to bring people together.
/// </summary>
public sealed class JoinIdea(Database database)
{
    public sealed record Entry(IdeaId Id, ResidentId ResidentId, bool JoinsIn);

    public Task<Outcome<IdeaId>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<IdeaId>(actor, key, nameof(JoinIdea), entry, async session =>
        {
            if (await ResidentFile.Mine(session, actor, entry.ResidentId) is not { } file || !await ResidentFile.Lock(session, entry.ResidentId))
            {
                return Refusal.NotFound;
            }

            if (await session.Single<long>(ShownSql, new { entry.Id, file.MunicipalityCode }) == 0)
            {
                return Refusal.NotFound;
            }

            await session.Execute(entry.JoinsIn ? JoinSql : LeaveSql, new { entry.Id, entry.ResidentId, actor.UserId, session.Now });
            await Trace.Write(session, actor, entry.JoinsIn ? nameof(JoinIdea) : "LeaveIdea", "", entry.ResidentId, await Access.OnBehalfOf(session, actor, entry.ResidentId));
            return entry.Id;
        });

    private const string ShownSql = """
        SELECT COUNT(*)
        FROM ideas
        WHERE id = @Id
          AND municipality_code = @MunicipalityCode
          AND is_shown = 'yes'
        """;

    private const string JoinSql = """
        INSERT INTO idea_joiners (idea_id, resident_id, joined_by, joined_at)
        VALUES (@Id, @ResidentId, @UserId, @Now)
        ON CONFLICT (idea_id, resident_id) DO NOTHING
        """;

    private const string LeaveSql = """
        DELETE FROM idea_joiners
        WHERE idea_id = @Id
          AND resident_id = @ResidentId
        """;
}
