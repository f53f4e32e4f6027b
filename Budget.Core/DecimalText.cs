using System.Globalization;
using System.Text.RegularExpressions;

namespace Budget.Core;

/// <summary>
/// The one strict reader of numbers that people type. `decimal.Parse("1234,56")` reads 123456 in an English culture;
/// this reader knows no culture, takes Dutch and English decimal signs, and refuses what is ambiguous ("1.234" may be either). Only where thousands are usual
/// the language of the page says how they are grouped.
/// </summary>
internal static partial class DecimalText
{
    public static bool TryRead(string? text, int maximumDecimals, out decimal value)
    {
        value = 0;
        var trimmed = WithoutEuroSign((text ?? "").Trim());
        if (trimmed.Length is 0 or > 20)
        {
            return false;
        }

        if (Grouped().IsMatch(trimmed))
        {
            trimmed = trimmed.Replace(".", "", StringComparison.Ordinal);
        }

        var match = Plain().Match(trimmed);
        if (!match.Success || match.Groups["decimals"].Length > maximumDecimals)
        {
            return false;
        }

        var digits = $"{match.Groups["whole"].Value}.{match.Groups["decimals"].Value}0";
        return decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>Without what separates the thousands, when all of it is grouped as people of this language do; otherwise as it was typed.</summary>
    public static string WithoutGroups(string? text, CultureInfo culture)
    {
        var (isDutch, typed) = (culture.TwoLetterISOLanguageName == "nl", text ?? "");
        var plain = string.Concat(WithoutEuroSign(typed.Trim()).Select(letter => char.IsWhiteSpace(letter) ? ' ' : letter));
        return (isDutch ? GroupedInDutch() : GroupedInEnglish()).IsMatch(plain) ? string.Concat(plain.Where(letter => letter != ' ' && letter != (isDutch ? '.' : ','))) : typed;
    }

    /// <summary>One sign, in front or behind: inside a number it means that something went wrong ("1€2").</summary>
    private static string WithoutEuroSign(string text) =>
        text.StartsWith('€') ? text[1..].TrimStart() : text.EndsWith('€') ? text[..^1].TrimEnd() : text;

    // One group alone ("1.234") may be an English fraction: thousands only when decimals or a second group follow.
    [GeneratedRegex(@"^[0-9]{1,3}((\.[0-9]{3})+,[0-9]+|(\.[0-9]{3}){2,})$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 100)]
    private static partial Regex Grouped();

    // Nobody writes a nought in front of thousands: "0.250" is a fraction.
    [GeneratedRegex(@"^[1-9][0-9]{0,2}((\.[0-9]{3})+|( [0-9]{3})+)(,[0-9]{1,2})?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 100)]
    private static partial Regex GroupedInDutch();

    [GeneratedRegex(@"^[1-9][0-9]{0,2}((,[0-9]{3})+|( [0-9]{3})+)(\.[0-9]{1,2})?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 100)]
    private static partial Regex GroupedInEnglish();

    [GeneratedRegex(@"^(?<whole>[0-9]{1,15})([.,](?<decimals>[0-9]{1,6}))?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 100)]
    private static partial Regex Plain();
}
