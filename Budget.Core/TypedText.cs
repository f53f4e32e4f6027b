using System.Globalization;

namespace Budget.Core;

/// <summary>What somebody typed, as others will see it.</summary>
public static class TypedText
{
    /// <summary>
    /// Without what nobody sees and what turns other text around: control characters other than a new line or a tab, marks of direction, spaces without width. And
    /// without spaces at the ends. What is left of a field that only looks filled in is nothing.
    /// </summary>
    public static string Seen(string text) => string.Concat(text.Where(letter => char.GetUnicodeCategory(letter) switch
    {
        UnicodeCategory.Control => letter is '\n' or '\r' or '\t',
        // Joiners make one sign of several, in emoji and in other scripts; alone they are nothing, which the question below sees.
        UnicodeCategory.Format => letter is '\u200C' or '\u200D',
        _ => true,
    })).Trim() is var seen && seen.Any(letter => letter is not ('\u200C' or '\u200D') && !char.IsWhiteSpace(letter)) ? seen : "";

    /// <summary>The same of what stands on one line, as a name does: what breaks a line is a space, and of several spaces one is left.</summary>
    public static string Line(string text) => string.Join(' ', Seen(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
