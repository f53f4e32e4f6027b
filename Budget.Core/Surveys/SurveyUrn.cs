using System.Text.Json;
using Budget.Core.Secrecy;

namespace Budget.Core.Surveys;

/// <summary>
/// What all have answered, as it is stored: sums and a list, each in an order that follows from itself, hidden together as one text. Who puts one answer in leaves nothing behind that tells it from the others. Pure.
/// </summary>
/// <param name="Counts">How often each answer was given to each statement, by the name of both.</param>
/// <param name="Words">In the order of the alphabet.</param>
internal sealed record SurveyUrn(IReadOnlyDictionary<string, long> Counts, IReadOnlyList<string> Words)
{
    /// <summary>It is as long as a multiple of this: what one resident answers nearly never makes it longer, whether there are words with it or not.</summary>
    public const int Step = 16 * 1024;

    public static readonly SurveyUrn Empty = new(new Dictionary<string, long>(StringComparer.Ordinal), []);

    public static SurveyUrn Show(TextKey key, string municipalityCode, long year, string stored) => Read(key.Show(HiddenColumn.SurveyAnswers, Row(municipalityCode, year), stored));

    public string Hide(TextKey key, string municipalityCode, long year) => key.Hide(HiddenColumn.SurveyAnswers, Row(municipalityCode, year), Text());

    /// <summary>With what one resident answered in it.</summary>
    /// <param name="typed">Empty of who wrote nothing.</param>
    public SurveyUrn With(IReadOnlyDictionary<SurveyStatement, SurveyAnswer> answers, string typed)
    {
        // Sorted, or the order would say which answers the first had given.
        var sums = new SortedDictionary<string, long>(Counts.ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal);
        foreach (var (statement, answer) in answers)
        {
            var name = Name(statement, answer);
            sums[name] = sums.GetValueOrDefault(name) + 1;
        }

        return new SurveyUrn(sums, typed.Length == 0 ? Words : [.. Words.Append(typed).Order(StringComparer.Ordinal)]);
    }

    /// <summary>How often each answer was given to a statement, in the order of <see cref="SurveyAnswer"/>.</summary>
    public IReadOnlyList<long> Of(SurveyStatement statement) => [.. Enum.GetValues<SurveyAnswer>().Select(answer => Counts.GetValueOrDefault(Name(statement, answer)))];

    /// <summary>What is hidden of it. The signs of JSON are one byte each, so that it is as long as it looks; blanks behind it are no part of it.</summary>
    internal string Text()
    {
        var text = JsonSerializer.Serialize(this);
        return text.PadRight((text.Length + Step - 1) / Step * Step);
    }

    /// <param name="text">Empty when nobody answered.</param>
    internal static SurveyUrn Read(string text) => text.Length == 0 ? Empty : JsonSerializer.Deserialize<SurveyUrn>(text)!;

    private static string Row(string municipalityCode, long year) => FormattableString.Invariant($"{municipalityCode}/{year}");

    private static string Name(SurveyStatement statement, SurveyAnswer answer) => $"{statement}/{answer}";
}
