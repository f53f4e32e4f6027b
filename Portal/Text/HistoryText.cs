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
        "SignsUpHere" or "IsLight" => value == "true" ? Say("yes") : Say("no"),
        "ContractRate" when !value.Contains(' ', StringComparison.Ordinal) => new Money(long.Parse(value, CultureInfo.InvariantCulture)).ToString(),
        "ContractRate" or "RateProfessional" or "RateFreelancer" or "RateNetwork" => RateOf(value, culture),
        _ when (name.EndsWith("On", StringComparison.Ordinal) || name == "EndedAt") && DayText.TryParse(value, out var day) => day.InWords(culture),
        _ => value,
    };

    /// <param name="value">"2027-01-01 6600": a day and cents.</param>
    private static string RateOf(string value, CultureInfo culture)
    {
        var (day, cents) = (DateOnly.ParseExact(value[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture), long.Parse(value[11..], CultureInfo.InvariantCulture));
        return Say("rate-from", new Money(cents), day.InWords(culture));
    }

    private static string Say(string key, params object?[] parts) => PageText.For(Page, key, parts);

    private static string Each(string list, Func<string, string> word) => string.Join(", ", list.Split(", ").Select(word));
}
