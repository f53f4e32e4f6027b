using Budget.Core.Audit;
using Budget.Core.Storage;

namespace Budget.Core.Residents;

/// <summary>Whose files may this user open today? One's own comes first.</summary>
public sealed class MyPeople(Database database)
{
    public sealed record Person(ResidentId ResidentId, string Name, string MunicipalityCode, string Kind);

    public Task<IReadOnlyList<Person>> Of(Actor actor) => database.Read(session =>
        session.List<Person>(PeopleSql, Access.Of(actor, session)));

    /// <param name="Person">None when nobody is there, or not the one who was asked for.</param>
    public sealed record Choice(IReadOnlyList<Person> People, Person? Person);

    /// <summary>The same, and who of them is meant. To ask for somebody who is not among them is a refusal, and kept.</summary>
    /// <param name="whose">An id as text; empty for the first.</param>
    public async Task<Choice> Choose(Actor actor, string? whose)
    {
        var people = await Of(actor);
        if (string.IsNullOrEmpty(whose))
        {
            return new Choice(people, people is [var first, ..] ? first : null);
        }

        var person = people.FirstOrDefault(one => one.ResidentId.Value.ToString("D") == whose);
        if (person is null)
        {
            await database.Overwrite(session => RaiseAlert.AfterRefusal(session, actor, nameof(MyPeople), subject: ""));
        }

        return new Choice(people, person);
    }

    public sealed record Closed(string Name, string MunicipalityName);

    /// <summary>Whose files stay closed today, because their municipality asks for a higher level of signing in than this one was.</summary>
    public async Task<IReadOnlyList<Closed>> ClosedTo(Actor actor) => actor.ClosedTo.Length == 0 ? [] : await database.Read(session =>
        session.List<Closed>(ClosedSql, Access.Of(actor, session)));

    /// <summary>Somebody this user acted for until the death.</summary>
    /// <param name="LastOn">The last day on which this user could.</param>
    public sealed record Ended(string Name, DateOnly DiedOn, DateOnly WrittenOn, DateOnly LastOn, string MunicipalityName, string MunicipalityPhone);

    /// <summary>For a year after it was written down that somebody died: whose files closed by that. Nothing of the file itself.</summary>
    public Task<IReadOnlyList<Ended>> EndedByDeath(Actor actor) => actor is not { Role: Role.Resident, ActsFor: null } ? Task.FromResult<IReadOnlyList<Ended>>([]) : database.Read<IReadOnlyList<Ended>>(async session =>
    [
        // What had ended before the death ended by something else.
        .. (await session.List<Ended>(EndedSql, new { actor.UserId, Since = session.Today.AddYears(-1) })).Where(one => one.LastOn >= one.DiedOn || one.LastOn >= one.WrittenOn.AddDays(-1)),
    ]);

    private const string EndedSql = """
        SELECT r.name AS Name, gone.last_on AS DiedOn, gone.written_on AS WrittenOn, a.ends_on AS LastOn, m.name AS MunicipalityName, m.phone AS MunicipalityPhone
        FROM resident_access a
        JOIN residents r ON r.id = a.resident_id
        JOIN municipalities m ON m.code = r.municipality_code
        JOIN departures gone ON gone.resident_id = r.id
            AND gone.reason = 'died'
            AND gone.version = (SELECT MAX(newest.version) FROM departures newest WHERE newest.resident_id = r.id)
        WHERE a.user_id = @UserId
          AND a.kind = 'representative'
          AND r.destroyed_at IS NULL
          AND gone.written_on >= @Since
        ORDER BY r.name
        """;

    private const string ClosedSql = """
        SELECT r.name AS Name, m.name AS MunicipalityName
        FROM resident_access a
        JOIN residents r ON r.id = a.resident_id
        JOIN municipalities m ON m.code = r.municipality_code
        WHERE @ActsFor = ''
          AND a.user_id = @UserId
          AND a.starts_on <= @Today
          AND a.ends_on >= @Today
          AND @ClosedTo LIKE '%' || r.municipality_code || '%'
        ORDER BY r.name
        """;

    private const string PeopleSql = $"""
        SELECT r.id AS ResidentId, r.name AS Name, r.municipality_code AS MunicipalityCode, COALESCE(a.kind, 'representative') AS Kind
        FROM residents r
        LEFT JOIN resident_access a ON a.resident_id = r.id AND a.user_id = @UserId
        WHERE r.id IN ({Access.Mine})
        ORDER BY COALESCE(a.kind, 'representative') DESC, r.name
        """;
}
