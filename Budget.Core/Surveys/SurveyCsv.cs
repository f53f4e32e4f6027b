using System.Globalization;
using Budget.Core.Statements;

namespace Budget.Core.Surveys;

/// <summary>What came of one survey as CSV, version 1: how often each answer was given to each statement. The words are not in it.</summary>
public static class SurveyCsv
{
    public const string Version = "1";

    /// <summary>In the place of a count that is not shown, because fewer than <see cref="SurveyResults.Fewest"/> answered.</summary>
    public const string TooFew = "te weinig";

    public static readonly IReadOnlyList<string> Columns = ["jaar", "stelling", "antwoord", "aantal"];

    public static byte[] Write(SurveyResults.Answer survey) => CsvFile.Write(Columns, survey.Rows.SelectMany(row => Enum.GetValues<SurveyAnswer>().Select((answer, at) => (string[])
    [
        survey.Year.ToString(CultureInfo.InvariantCulture),
        SurveyText.Of(row.Statement, CultureInfo.GetCultureInfo("nl")),
        SurveyText.Of(answer, CultureInfo.GetCultureInfo("nl")),
        row.Counts is { } counts ? counts[at].ToString(CultureInfo.InvariantCulture) : TooFew,
    ])));
}
