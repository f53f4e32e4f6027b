using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;

namespace Budget.Core.Ledger;

/// <summary>
/// What verify found, as people read it. Its reasons are English, for the command line and the log, and stand where they are found; the
/// Dutch of each stands in LedgerFaultTexts.resx under the English itself, with {0} where that has a figure. A test finds one without Dutch.
/// </summary>
public static class LedgerFaultText
{
    private static readonly ResourceManager Dutch = new("Budget.Core.Ledger.LedgerFaultTexts", typeof(LedgerFaultText).Assembly);

    private static readonly Lazy<IReadOnlyList<(Regex English, string Dutch)>> WithFigures = new(() =>
    [
        .. Dutch.GetResourceSet(CultureInfo.InvariantCulture, createIfNotExists: true, tryParents: false)!.Cast<DictionaryEntry>()
            .Where(entry => ((string)entry.Key).Contains("{0}", StringComparison.Ordinal))
            .Select(entry => (Pattern((string)entry.Key), (string)entry.Value!)),
    ]);

    /// <summary>The reason as a sentence, and the language it is in: one that has no Dutch (an older or a newer portal found it) stays English.</summary>
    public static (string Text, string Language) Why(VerifyLedger.Fault fault, CultureInfo culture) =>
        !DayText.IsEnglish(culture) && InDutch(fault.Why) is { } dutch ? (dutch, "nl") : ($"{fault.Why[..1].ToUpperInvariant()}{fault.Why[1..]}.", "en");

    private static string? InDutch(string why) => Dutch.GetString(why, CultureInfo.InvariantCulture)
        ?? WithFigures.Value.Select(one => (Match: one.English.Match(why), one.Dutch)).FirstOrDefault(one => one.Match.Success) switch
        {
            { Dutch: { } dutch } found => string.Format(CultureInfo.InvariantCulture, dutch, [.. found.Match.Groups.Values.Skip(1).Select(group => group.Value)]),
            _ => null,
        };

    private static Regex Pattern(string english) => new(
        $"^{string.Join("(.+)", Regex.Split(english, @"\{[0-9]\}", RegexOptions.None, TimeSpan.FromSeconds(1)).Select(Regex.Escape))}$",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    /// <summary>What a fault is in ("posting", "budget", "decision", "payment", "svb", "agreement", "day", "year", "declaration" or "ledger"), and the words that name it: budget, municipality or sender, then which of it.</summary>
    public static (string Kind, string Of, string Which) Where(VerifyLedger.Fault fault, CultureInfo culture) => fault.Where.Split('/', 3) switch
    {
        ["payment", var number] => ("payment", number, ""),
        ["svb", var number] => ("svb", number, ""),
        ["agreement", var number] => ("agreement", number, ""),
        ["decision", var number] => ("decision", number, ""),
        [_, var sender, var number] => ("declaration", sender, number),
        [var budget, "0"] when IsBudget(budget) => ("budget", budget, ""),
        [var budget, var number] when IsBudget(budget) => ("posting", budget, number),
        [var town, var text] when DayText.TryParse(text, out var day) => ("day", town, day.InWords(culture)),
        [var town, { Length: 4 } year] when town != "?" => ("year", town, year),
        _ => ("ledger", "", ""),
    };

    /// <summary>A number, or the id of a budget that is not there: both have a dash.</summary>
    private static bool IsBudget(string text) => text.Contains('-', StringComparison.Ordinal);
}
