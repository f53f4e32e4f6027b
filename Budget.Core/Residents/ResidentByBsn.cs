using Budget.Core.Audit;
using Budget.Core.Storage;

namespace Budget.Core.Residents;

/// <summary>
/// Who has this BSN in the caseworker's own municipality? Found by its keyed hash: nothing is opened, and no BSN travels further than this. Everybody
/// else, and every other municipality, gets the answer to a BSN that nobody has.
/// </summary>
public sealed class ResidentByBsn(Database database)
{
    /// <summary>What a BSN's fingerprint says it is of (KeyRing.Fingerprint).</summary>
    internal const string Kind = "bsn";

    public sealed record Answer(ResidentId ResidentId, string Name, DateOnly BornOn);

    public async Task<Answer?> Of(Actor actor, string bsn) => actor.Role != Role.Caseworker || !Bsn.IsWellFormed(bsn)
        ? null
        : await database.Look(
            actor, nameof(ResidentByBsn), subject: "",
            async session => await session.FirstOrNone<Answer>(ByHashSql, new { actor.MunicipalityCode, BsnHash = await session.Keys.Fingerprint(session, Kind, bsn) }),
            found => found.ResidentId);

    private const string ByHashSql = """
        SELECT id AS ResidentId, name AS Name, born_on AS BornOn
        FROM residents
        WHERE municipality_code = @MunicipalityCode
          AND bsn_hash = @BsnHash
        """;
}
