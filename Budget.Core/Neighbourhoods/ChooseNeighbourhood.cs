using Budget.Core.Audit;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.Neighbourhoods;

/// <summary>The resident, or who represents the resident, says in which neighbourhood that resident lives, or takes it back. Nobody has to: it only puts near offers first.</summary>
public sealed class ChooseNeighbourhood(Database database)
{
    /// <param name="Code">Of a neighbourhood of the resident's own municipality; empty for none.</param>
    public sealed record Entry(ResidentId ResidentId, string Code);

    public Task<Outcome<ResidentId>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<ResidentId>(actor, key, nameof(ChooseNeighbourhood), entry, async session =>
        {
            if (actor.Role != Role.Resident)
            {
                return Refusal.NotAllowed;
            }

            if (await ResidentFile.Mine(session, actor, entry.ResidentId) is not { } file || !await ResidentFile.Lock(session, entry.ResidentId))
            {
                return Refusal.NotFound;
            }

            if (entry.Code.Length > 0 && !await IsThere(session, file.MunicipalityCode, entry.Code))
            {
                return Refusal.NeighbourhoodUnknown;
            }

            await session.Execute(ChooseSql, new { entry.ResidentId, entry.Code });
            await Trace.Write(session, actor, nameof(ChooseNeighbourhood), "", entry.ResidentId, await Access.OnBehalfOf(session, actor, entry.ResidentId));
            return entry.ResidentId;
        });

    /// <summary>Whether it can be chosen in that municipality today.</summary>
    internal static async Task<bool> IsThere(Session session, string municipalityCode, string code) =>
        await session.Single<long>(IsThereSql, new { municipalityCode, code }) > 0;

    private const string IsThereSql = """
        SELECT COUNT(*)
        FROM neighbourhoods
        WHERE municipality_code = @municipalityCode
          AND code = @code
          AND ended_on IS NULL
        """;

    private const string ChooseSql = """
        UPDATE residents
        SET neighbourhood = NULLIF(@Code, '')
        WHERE id = @ResidentId
        """;
}
