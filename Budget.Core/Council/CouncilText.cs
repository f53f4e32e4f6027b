using System.Globalization;
using Budget.Core.Funds;

namespace Budget.Core.Council;

/// <summary>The words of the figures for the council, the same on the page and in the file.</summary>
public static class CouncilText
{
    private static readonly Sentences Sentences = new("Council.CouncilTexts");

    public static string Of(CouncilList list, CultureInfo culture) =>
        list.Topic == CouncilTopic.Support ? Sentences.For(culture, "topic-Support", ProductCategory.Name(list.Part, culture)) : Sentences.For(culture, $"topic-{list.Topic}");

    public static string Of(CouncilLine line, CultureInfo culture) => line.Label.Length > 0 ? line.Label : Sentences.For(culture, $"line-{line.Name}");

    public static string Of(CouncilWait wait, CultureInfo culture) => Sentences.For(culture, $"wait-{wait}");
}
