using Budget.Core.Departures;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.Surveys;

/// <summary>
/// Which surveys wait for this resident, and for whom this resident represents: open, about a year with support, and not answered yet. Who answered or whose last day has gone is asked no more. For residents only.
/// </summary>
public sealed class SurveysDue(Database database)
{
    public sealed record Item(long Year, DateOnly LastOn, ResidentId ResidentId, string ResidentName, string MunicipalityCode, string MunicipalityName);

    public Task<IReadOnlyList<Item>> Of(Actor actor) => database.Read<IReadOnlyList<Item>>(async session =>
    {
        if (actor.Role != Role.Resident)
        {
            return [];
        }

        List<Item> due = [];
        // None or one, but for who represents several.
        foreach (var item in await session.List<Item>(OpenSql, Access.Of(actor, session)))
        {
            if (await SurveyedYear.HadSupport(session, item.ResidentId, item.MunicipalityCode, item.Year))
            {
                due.Add(item);
            }
        }

        return due;
    });

    /// <summary>About which years this resident answered, or somebody did for this resident, of the surveys that are still open. For who may answer; for others none.</summary>
    public Task<IReadOnlyList<long>> Answered(Actor actor, ResidentId resident) => database.Read(session => session.List<long>(AnsweredSql, Access.Of(actor, session, resident)));

    // By survey_participants_by_resident: one row a year.
    private const string AnsweredSql = $"""
        SELECT had.year
        FROM survey_participants had
        JOIN client_surveys survey ON survey.municipality_code = had.municipality_code AND survey.year = had.year
        WHERE had.resident_id = @Subject
          AND had.resident_id IN ({Access.Mine})
          AND survey.last_on >= @Today
        ORDER BY had.year
        """;

    private const string OpenSql = $"""
        SELECT survey.year AS Year, survey.last_on AS LastOn, r.id AS ResidentId, r.name AS ResidentName, survey.municipality_code AS MunicipalityCode, m.name AS MunicipalityName
        FROM residents r
        JOIN client_surveys survey ON survey.municipality_code = r.municipality_code
        JOIN municipalities m ON m.code = r.municipality_code
        WHERE r.id IN ({Access.Mine})
          AND r.destroyed_at IS NULL
          AND {Departure.StillHere}
          AND survey.last_on >= @Today
          AND NOT EXISTS (
              SELECT 1
              FROM survey_participants had
              WHERE had.municipality_code = survey.municipality_code
                AND had.year = survey.year
                AND had.resident_id = r.id)
        ORDER BY r.name, r.id, survey.year
        """;
}
