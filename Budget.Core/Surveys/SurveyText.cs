using System.Globalization;

namespace Budget.Core.Surveys;

/// <summary>The statements and the answers as they are asked and read, the same in the form, on the page and in the file.</summary>
public static class SurveyText
{
    private static readonly Sentences Sentences = new("Surveys.SurveyTexts");

    public static string Of(SurveyStatement statement, CultureInfo culture) => Sentences.For(culture, $"statement-{statement}");

    public static string Of(SurveyAnswer answer, CultureInfo culture) => Sentences.For(culture, $"answer-{answer}");
}
