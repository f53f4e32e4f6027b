using Budget.Core.Storage;

namespace Budget.Core.Residents;

/// <summary>Whose files may this user open today? One's own comes first.</summary>
public sealed class MyPeople(Database database)
{
    public sealed record Person(ResidentId ResidentId, string Name, string MunicipalityCode, string Kind);

    public Task<IReadOnlyList<Person>> Of(Actor actor) => database.Read(session =>
        session.List<Person>(PeopleSql, Access.Of(actor, session)));

    private const string PeopleSql = $"""
        SELECT r.id AS ResidentId, r.name AS Name, r.municipality_code AS MunicipalityCode, COALESCE(a.kind, 'representative') AS Kind
        FROM residents r
        LEFT JOIN resident_access a ON a.resident_id = r.id AND a.user_id = @UserId
        WHERE r.id IN ({Access.Mine})
        ORDER BY COALESCE(a.kind, 'representative') DESC, r.name
        """;
}
