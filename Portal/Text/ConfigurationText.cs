using System.Globalization;
using System.Text.Json;
using Budget.Core;

namespace Portal.Text;

/// <summary>What stood before or after a change of a contract, as people read it: an amount, a last day, a first day.</summary>
internal static class ConfigurationText
{
    /// <param name="json">As the deed wrote it; a value that is not known here is not told.</param>
    public static string Of(string json, CultureInfo culture)
    {
        using var facts = JsonDocument.Parse(json);
        return string.Join(", ", facts.RootElement.EnumerateObject().Select(fact => fact.Name switch
        {
            "RateCents" => new Money(fact.Value.GetInt64()).ToString(),
            "StartsOn" => $"{(DayText.IsEnglish(culture) ? "from" : "vanaf")} {Day(fact.Value).InWords(culture)}",
            "EndsOn" => $"{(DayText.IsEnglish(culture) ? "until" : "tot en met")} {Day(fact.Value).InWords(culture)}",
            _ => "",
        }).Where(text => text.Length > 0));
    }

    private static DateOnly Day(JsonElement value) => DateOnly.ParseExact(value.GetString()!, "O", CultureInfo.InvariantCulture);
}
