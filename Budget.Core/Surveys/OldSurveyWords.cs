using System.Globalization;
using Budget.Core.Secrecy;
using Budget.Core.Storage;

namespace Budget.Core.Surveys;

/// <summary>What residents wrote with a survey is kept no longer than it is of use: it goes two years after the last day, when the next survey has been held and told about. How often each answer was given stays.</summary>
internal static class OldSurveyWords
{
    public const int YearsKept = 2;

    /// <param name="mustGo">False for a draft that changes nothing.</param>
    /// <returns>A line for the report of each survey whose words go: which, and not a word of it.</returns>
    public static async Task<IReadOnlyList<string>> In(Session session, bool mustGo)
    {
        List<string> lines = [];
        foreach (var survey in await session.List<Stored>(PastSql, new { Before = session.Today.AddYears(-YearsKept) }))
        {
            var key = await MunicipalityKey.Of(session, survey.MunicipalityCode);
            var urn = SurveyUrn.Show(key, survey.MunicipalityCode, survey.Year, survey.Answers);
            if (urn.Words.Count == 0)
            {
                continue;
            }

            lines.Add(string.Create(CultureInfo.InvariantCulture, $"{survey.MunicipalityCode} what residents wrote in the survey about {survey.Year}\n"));
            if (mustGo)
            {
                var without = urn with { Words = [] };
                await session.Execute(ForgetSql, new { survey.MunicipalityCode, survey.Year, Answers = without.Hide(key, survey.MunicipalityCode, survey.Year) });
            }
        }

        return lines;
    }

    private sealed record Stored(string MunicipalityCode, long Year, string Answers);

    // One row a year of each municipality.
    private const string PastSql = """
        SELECT municipality_code AS MunicipalityCode, year AS Year, answers AS Answers
        FROM client_surveys
        WHERE last_on < @Before
          AND answers <> ''
        ORDER BY municipality_code, year
        """;

    private const string ForgetSql = """
        UPDATE client_surveys
        SET answers = @Answers
        WHERE municipality_code = @MunicipalityCode
          AND year = @Year
        """;
}
