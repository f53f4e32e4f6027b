using System.Globalization;
using System.Text;

namespace Budget.Core.Payments;

/// <summary>
/// Text in the signs that every bank in SEPA passes on: letters without marks, figures and <c>/ - ? : ( ) . , ' +</c> and the space (EPC132-08).
/// What is something else is written as near to it as it can be (EPC217-08): é as e, ß as ss, &amp; as +; what has nothing near it as a full stop.
/// </summary>
internal static class SepaText
{
    /// <summary>ISO 20022 wants something where there is nothing to say.</summary>
    public const string Nothing = "NOTPROVIDED";

    private const string Marks = "/-?:().,'+ ";

    /// <summary>Never empty and never longer than asked; one space where there were several, or a tab or a new line.</summary>
    public static string Of(string text, int maximum)
    {
        var written = new StringBuilder();
        // A half surrogate comes out of this as U+FFFD, which is a full stop like anything else that has nothing near it.
        foreach (var sign in text.EnumerateRunes().SelectMany(Written))
        {
            if (sign != ' ' || (written.Length > 0 && written[^1] != ' '))
            {
                written.Append(sign);
            }
        }

        var kept = written.ToString(0, Math.Min(written.Length, maximum)).TrimEnd();
        return kept.Length > 0 ? kept : Nothing;
    }

    /// <summary>
    /// Something that a bank hands back as it got it: 1 to so many of its signs, no space or slash at an end, no two slashes together (EPC132-08).
    /// </summary>
    public static bool IsReference(string text, int maximum) =>
        text.Length >= 1 && text.Length <= maximum && text.All(IsAllowed)
        && text[0] is not ('/' or ' ') && text[^1] is not ('/' or ' ') && !text.Contains("//", StringComparison.Ordinal);

    private static bool IsAllowed(char sign) => char.IsAsciiLetterOrDigit(sign) || Marks.Contains(sign, StringComparison.Ordinal);

    private static string Written(Rune sign)
    {
        if (sign.IsAscii && IsAllowed((char)sign.Value))
        {
            return sign.ToString();
        }

        if (Near(sign) is { } near)
        {
            return near;
        }

        switch (Rune.GetUnicodeCategory(sign))
        {
            case UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format:
                return "";
            case UnicodeCategory.Control or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator:
                return " ";
            case UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse:
                return ".";
        }

        var whole = sign.ToString();
        var parts = whole.Normalize(NormalizationForm.FormKD);
        return parts == whole ? "." : string.Concat(parts.EnumerateRunes().Select(Written));
    }

    /// <summary>What Unicode itself does not take apart into a letter and its marks.</summary>
    private static string? Near(Rune sign) => sign.Value switch
    {
        'ß' => "ss",
        'ẞ' => "SS",
        'æ' => "ae",
        'Æ' => "AE",
        'œ' => "oe",
        'Œ' => "OE",
        'ø' => "o",
        'Ø' => "O",
        'đ' or 'ð' => "d",
        'Đ' or 'Ð' => "D",
        'þ' => "th",
        'Þ' => "TH",
        'ł' => "l",
        'Ł' => "L",
        'ħ' => "h",
        'Ħ' => "H",
        'ı' => "i",
        'ŧ' => "t",
        'Ŧ' => "T",
        '&' => "+",
        '_' or '~' or '‐' or '‑' or '‒' or '–' or '—' or '−' => "-",
        '\\' or '|' or '⁄' => "/",
        '[' or '{' => "(",
        ']' or '}' => ")",
        ';' => ",",
        '`' or '‘' or '’' or '‚' or '‛' or '′' or '´' or 'ʼ' or '"' or '“' or '”' or '„' or '«' or '»' => "'",
        '×' => "x",
        '€' => "E",
        _ => null,
    };
}
