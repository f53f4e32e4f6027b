using Budget.Core.Storage;

namespace Budget.Core.Residents;

/// <summary>Whose files may this user open today? One's own comes first.</summary>
public sealed class MyPeople(Database database)
{
    public sealed record Person(ResidentId ResidentId, string Name, string MunicipalityCode, string Kind);

    public Task<IReadOnlyList<Person>> Of(Actor actor) => database.Read(session =>
        session.List<Person>(PeopleSql, new { actor.UserId, session.Today }));

    private const string PeopleSql = """
        SELECT r.id AS ResidentId, r.name AS Name, r.municipality_code AS MunicipalityCode, a.kind AS Kind
        FROM resident_access a
        JOIN residents r ON r.id = a.resident_id
        WHERE a.user_id = @UserId
          AND a.starts_on <= @Today
          AND a.ends_on >= @Today
        ORDER BY a.kind DESC, r.name
        """;
}
