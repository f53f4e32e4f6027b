using Budget.Core.Storage;

namespace Budget.Core.Residents;

/// <summary>Somebody's file, as the deeds find it of one's own or of whom one represents. Destroyed, not yours and not there are the same.</summary>
internal sealed record ResidentFile(ResidentId Id, string Name, string MunicipalityCode, string MunicipalityName)
{
    public static Task<ResidentFile?> Mine(Session session, Actor actor, ResidentId resident) =>
        session.FirstOrNone<ResidentFile>(MineSql, Access.Of(actor, session, resident.Value.ToString("D")));

    /// <summary>The same for a caseworker: of the own municipality.</summary>
    public static Task<ResidentFile?> OfMunicipality(Session session, Actor actor, ResidentId resident) =>
        session.FirstOrNone<ResidentFile>(OfMunicipalitySql, new { resident, actor.MunicipalityCode });

    /// <summary>Until this transaction ends nobody else adds to the file, shares from it or destroys it.</summary>
    /// <returns>Whether it was not destroyed meanwhile.</returns>
    public static async Task<bool> Lock(Session session, ResidentId resident) =>
        await session.LockAndRead<long>(StandsSql, new { ResidentId = resident }) > 0;

    private const string Files = """
        SELECT r.id AS Id, r.name AS Name, r.municipality_code AS MunicipalityCode, m.name AS MunicipalityName
        FROM residents r
        JOIN municipalities m ON m.code = r.municipality_code
        """;

    private const string MineSql = $"""
        {Files}
        WHERE r.id = @Subject
          AND r.destroyed_at IS NULL
          AND r.id IN ({Access.Mine})
        """;

    private const string OfMunicipalitySql = $"""
        {Files}
        WHERE r.id = @resident
          AND r.destroyed_at IS NULL
          AND r.municipality_code = @MunicipalityCode
        """;

    private const string StandsSql = $"""
        {RowLock.Resident}
        SELECT COUNT(*)
        FROM residents
        WHERE id = @ResidentId
          AND destroyed_at IS NULL
        """;
}
