using Budget.Core.Audit;
using Budget.Core.Configuration;
using Budget.Core.Storage;

namespace Budget.Core.Neighbourhoods;

/// <summary>From today on nobody chooses this neighbourhood any more. Who lives there by an earlier choice still does, and offers stay where they are.</summary>
public sealed class EndNeighbourhood(Database database)
{
    /// <param name="Seen">How many changes of it were seen.</param>
    public sealed record Entry(string Code, string Seen);

    public Task<Outcome<string>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<string>(actor, key, nameof(EndNeighbourhood), entry, async session =>
        {
            if (actor.Role != Role.Administrator)
            {
                return Refusal.NotAllowed;
            }

            var changes = await ConfigurationChange.LockAndCount(session, actor, DrawNeighbourhood.What, entry.Code);
            if (await session.FirstOrNone<DrawNeighbourhood.Stored>(DrawNeighbourhood.Stored.Sql, new { actor.MunicipalityCode, entry.Code }) is not { } before)
            {
                return Refusal.NotFound;
            }

            if (changes != entry.Seen || before.EndedOn is not null)
            {
                return Refusal.ChangedMeanwhile;
            }

            await session.Execute(EndSql, new { actor.MunicipalityCode, entry.Code, session.Today });
            await ConfigurationChange.Write(session, actor, DrawNeighbourhood.What, entry.Code, before, before with { EndedOn = session.Today });
            await Trace.Write(session, actor, nameof(EndNeighbourhood), entry.Code);
            return entry.Code;
        });

    private const string EndSql = """
        UPDATE neighbourhoods
        SET ended_on = @Today
        WHERE municipality_code = @MunicipalityCode
          AND code = @Code
        """;
}
