using System.Text.RegularExpressions;

namespace Budget.Core;

/// <summary>
/// Burgerservicenummer: 9 digits that pass the eleven test (weights 9 8 7 6 5 4 3 2 −1). Passing means well-formed, not existing.
/// </summary>
public static partial class Bsn
{
    public static bool IsWellFormed(string? text)
    {
        if (text is not { Length: 9 } || text.AsSpan().ContainsAnyExceptInRange('0', '9') || !text.AsSpan().ContainsAnyExcept('0'))
        {
            return false;
        }

        var sum = -(text[8] - '0');
        for (var index = 0; index < 8; index++)
        {
            sum += (9 - index) * (text[index] - '0');
        }

        return sum % 11 == 0;
    }

    /// <summary>Whether a text names a number that can be a BSN: nine digits, also with a space, dot or hyphen between them. One number in eleven that is something else is taken for one.</summary>
    public static bool StandsIn(string text) => NineDigits().Matches(text).Any(match => IsWellFormed(string.Concat(match.Groups["nine"].Value.Where(char.IsAsciiDigit))));

    // Looked ahead, so that a number is found as well when the digit before it could begin nine others.
    [GeneratedRegex("(?<![0-9])(?=(?<nine>[0-9]([ .-]?[0-9]){8})(?![0-9]))", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 100)]
    private static partial Regex NineDigits();
}
