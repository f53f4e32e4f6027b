using Budget.Core.Audit;
using Budget.Core.Storage;

namespace Budget.Core.Residents;

/// <summary>Of whom is a caseworker about to write something down? Somebody of the own municipality who was found before (<see cref="ResidentByBsn"/>); each look stands in the file.</summary>
public sealed class KnownResident(Database database)
{
    /// <returns>None for everybody else, and of every other municipality.</returns>
    public Task<ResidentByBsn.Answer?> Of(Actor actor, ResidentId resident) => database.Look(actor, nameof(KnownResident), subject: "", async session =>
        actor.Role == Role.Caseworker ? await session.FirstOrNone<ResidentByBsn.Answer>(ResidentSql, new { resident, actor.MunicipalityCode }) : null,
        found => found.ResidentId);

    private const string ResidentSql = """
        SELECT id AS ResidentId, name AS Name, born_on AS BornOn
        FROM residents
        WHERE id = @resident
          AND municipality_code = @MunicipalityCode
          AND destroyed_at IS NULL
        """;
}
