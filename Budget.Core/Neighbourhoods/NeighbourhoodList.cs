using Budget.Core.Storage;

namespace Budget.Core.Neighbourhoods;

/// <summary>The neighbourhoods of a municipality; anybody may know them.</summary>
public sealed class NeighbourhoodList(Database database)
{
    /// <param name="Seen">How often it was changed, which who changes it must have seen.</param>
    public sealed record Administered(string Code, string Name, long X, long Y, DateOnly? EndedOn, string Seen);

    /// <summary>Those that can be chosen.</summary>
    public Task<IReadOnlyList<Neighbourhood>> Of(string municipalityCode) => database.Read(session =>
        session.List<Neighbourhood>(StandingSql, new { municipalityCode }));

    /// <summary>All of the own municipality, also those that have ended, for its administrator.</summary>
    public async Task<IReadOnlyList<Administered>> All(Actor actor) => actor.Role != Role.Administrator ? [] : await database.Read(session =>
        session.List<Administered>(AllSql, new { actor.MunicipalityCode, What = DrawNeighbourhood.What }));

    private const string StandingSql = """
        SELECT code AS Code, name AS Name, x AS X, y AS Y
        FROM neighbourhoods
        WHERE municipality_code = @municipalityCode
          AND ended_on IS NULL
        ORDER BY name
        """;

    /// <summary>Also those that have ended: what is there stays there.</summary>
    internal const string EverSql = """
        SELECT code AS Code, name AS Name, x AS X, y AS Y
        FROM neighbourhoods
        WHERE municipality_code = @MunicipalityCode
        """;

    private const string AllSql = """
        SELECT n.code AS Code, n.name AS Name, n.x AS X, n.y AS Y, n.ended_on AS EndedOn, (
            SELECT CAST(COUNT(*) AS TEXT)
            FROM configuration_changes c
            WHERE c.municipality_code = n.municipality_code
              AND c.what = @What
              AND c.subject = n.code) AS Seen
        FROM neighbourhoods n
        WHERE n.municipality_code = @MunicipalityCode
        ORDER BY n.ended_on IS NOT NULL, n.name
        """;
}
