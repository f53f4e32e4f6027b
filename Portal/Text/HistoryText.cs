using System.Globalization;
using Budget.Core;

namespace Portal.Text;

/// <summary>What stands in the history of the set-up, as people read it: days in words, and the portal's own words in the visitor's language.</summary>
internal static class HistoryText
{
    private const string Page = "/Pages/Shared/_ConfigurationHistory.cshtml";

    public static string Value(string name, string value, CultureInfo culture) => name switch
    {
        "Kind" => Say($"offer-{value}"),
        "Domains" => Each(value, one => Say($"domain-{one}")),
        "Facts" => Each(value, one => Say($"fact-{one}")),
        "SignsUpHere" => value == "true" ? Say("yes") : Say("no"),
        _ when (name.EndsWith("On", StringComparison.Ordinal) || name == "EndedAt") && DayText.TryParse(value, out var day) => day.InWords(culture),
        _ => value,
    };

    private static string Say(string key) => PageText.For(Page, key);

    private static string Each(string list, Func<string, string> word) => string.Join(", ", list.Split(", ").Select(word));
}
