using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.Neighbourhoods;

/// <summary>Where does this resident live, as the resident said? Of oneself or of whom one represents; none when nobody said.</summary>
public sealed class MyNeighbourhood(Database database)
{
    public Task<Neighbourhood?> Of(Actor actor, ResidentId resident) => database.Read(session =>
        session.FirstOrNone<Neighbourhood>(MineSql, Access.Of(actor, session, resident.Value.ToString("D"))));

    /// <summary>One's own; of who has none, that of whom one represents. None when nobody said.</summary>
    public Task<Neighbourhood?> Home(Actor actor) => database.Read(session => session.FirstOrNone<Neighbourhood>(HomeSql, Access.Of(actor, session)));

    /// <summary>Where a resident whose file was found already lives.</summary>
    internal static Task<Neighbourhood?> Of(Session session, ResidentId resident) => session.FirstOrNone<Neighbourhood>(OfResidentSql, new { resident });

    private const string NeighbourhoodSql = """
        SELECT n.code AS Code, n.name AS Name, n.x AS X, n.y AS Y
        FROM residents r
        JOIN neighbourhoods n ON n.municipality_code = r.municipality_code AND n.code = r.neighbourhood
        """;

    private const string OfResidentSql = $"""
        {NeighbourhoodSql}
        WHERE r.id = @resident
        """;

    private const string HomeSql = $"""
        {NeighbourhoodSql}
        WHERE r.id IN ({Access.Mine})
        ORDER BY r.id IN ({Access.Others}), r.id
        LIMIT 1
        """;

    private const string MineSql = $"""
        {NeighbourhoodSql}
        WHERE r.id = @Subject
          AND r.id IN ({Access.Mine})
        """;
}
