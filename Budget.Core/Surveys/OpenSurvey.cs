using System.Globalization;
using Budget.Core.Audit;
using Budget.Core.Secrecy;
using Budget.Core.Storage;

namespace Budget.Core.Surveys;

/// <summary>An administrator asks the residents of the own municipality who had support in a year what they think of it (Wmo 2015, 2.5.1), until a last day. Once for each year; the same again moves the last day
/// of one that is still open. One whose last day has gone stays closed: between two looks at what came of it would be somebody's answer (docs/decisions/0039-nobody-knows-who-answered-what.md).</summary>
public sealed class OpenSurvey(Database database)
{
    /// <param name="Year">This year or the one before: of longer ago nobody remembers.</param>
    /// <param name="LastOn">The last day on which somebody can answer; within a year from now.</param>
    public sealed record Entry(long Year, DateOnly LastOn);

    public Task<Outcome<long>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<long>(actor, key, nameof(OpenSurvey), entry, async session =>
        {
            if (actor.Role != Role.Administrator)
            {
                return Refusal.NotAllowed;
            }

            if (entry.Year != session.Today.Year && entry.Year != session.Today.Year - 1)
            {
                return Refusal.PeriodInvalid;
            }

            if (entry.LastOn < session.Today)
            {
                return Refusal.DayIsPast;
            }

            if (entry.LastOn > session.Today.AddYears(1))
            {
                return Refusal.DayTooFarAhead;
            }

            await MunicipalityKey.Make(session, actor.MunicipalityCode);
            if (await session.Execute(OpenSql, new { actor.MunicipalityCode, entry.Year, entry.LastOn, actor.UserId, session.Now, session.Today }) == 0)
            {
                return Refusal.ChangedMeanwhile;
            }

            await Trace.Write(session, actor, nameof(OpenSurvey), string.Create(CultureInfo.InvariantCulture, $"{entry.Year}, {entry.LastOn:d-M-yyyy}"));
            return entry.Year;
        });

    private const string OpenSql = """
        INSERT INTO client_surveys (municipality_code, year, last_on, opened_by, opened_at)
        VALUES (@MunicipalityCode, @Year, @LastOn, @UserId, @Now)
        ON CONFLICT (municipality_code, year) DO UPDATE
        SET last_on = excluded.last_on
        WHERE client_surveys.last_on >= @Today
        """;
}
