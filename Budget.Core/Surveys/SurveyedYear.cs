using Budget.Core.Budgets;
using Budget.Core.Storage;

namespace Budget.Core.Surveys;

/// <summary>Who is asked about a year: who had support in it, for a day or more, in either form; about the year that runs, who had it until today.</summary>
internal static class SurveyedYear
{
    public static async Task<bool> HadSupport(Session session, ResidentId resident, string municipalityCode, long year)
    {
        var days = Period.Year((int)year);
        // What begins in October is nothing to think of in March.
        var until = days.EndsOn < session.Today ? days.EndsOn : session.Today;
        return await session.Single<long>(SupportSql, new { resident, municipalityCode, From = days.StartsOn, Until = until }) > 0;
    }

    // One resident's few budgets, by budgets_by_resident. A budget that was ended before it began never ran.
    private const string SupportSql = $"""
        SELECT COUNT(*)
        FROM budgets b
        WHERE b.resident_id = @resident
          AND b.municipality_code = @municipalityCode
          AND b.starts_on <= @Until
          AND {LastDay.Sql} >= @From
          AND {LastDay.Sql} >= b.starts_on
        """;
}
