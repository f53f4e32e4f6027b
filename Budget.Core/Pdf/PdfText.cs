using System.Globalization;
using System.Text;

namespace Budget.Core.Pdf;

/// <summary>Makes any text printable: of characters that the font has, each with a glyph of its own.</summary>
internal static class PdfText
{
    /// <summary>Binds two words on a line; drawn and copied as an ordinary space.</summary>
    public const char HardSpace = '\u00A0';

    // White square: says "there was something here" for emoji and scripts that the font lacks.
    private const char Missing = '\u25A1';

    /// <summary>
    /// Composes accents (NFC), drops control, direction and invisible characters, makes every space a plain or a hard one,
    /// writes what the font lacks with the parts it has ("ǆ" as "dž", "ȯ" as an o with its dot), and puts a white square for
    /// what it cannot draw at all. Line ends stay, as <c>\n</c>.
    /// </summary>
    public static string Printable(string? text)
    {
        if (string.IsNullOrEmpty(text) || !Ascii.IsValid(text) || HasControls(text))
        {
            return string.IsNullOrEmpty(text) ? "" : Rebuilt(text);
        }

        return text;
    }

    /// <summary>For metadata and bookmarks, which no font draws: printable characters of any script, on one line.</summary>
    public static string Plain(string? text) => Filtered(text ?? "", fontOnly: false).Replace('\n', ' ').Trim();

    private static bool HasControls(string text) => text.AsSpan().ContainsAnyInRange('\0', '\x1F') || text.Contains('\x7F');

    private static string Rebuilt(string text) => Filtered(text, fontOnly: true);

    private static string Filtered(string text, bool fontOnly)
    {
        var composed = WithoutHalfPairs(text.ReplaceLineEndings("\n")).Normalize(NormalizationForm.FormC);
        var result = new StringBuilder(composed.Length);
        foreach (var rune in composed.EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            if (rune.Value is '\n' or '\t')
            {
                result.Append(rune.Value == '\n' ? '\n' : ' ');
            }
            else if (rune.Value is 0xA0 or 0x2007 or 0x202F)
            {
                result.Append(HardSpace);
            }
            else if (category == UnicodeCategory.SpaceSeparator)
            {
                result.Append(' ');
            }
            else if (!IsInvisible(rune, category))
            {
                result.Append(fontOnly && !CanDraw(rune, category) ? Parts(rune) : rune.ToString());
            }
        }

        return result.ToString();
    }

    // Format characters hold the soft hyphen, joiners and the direction overrides that make text lie about itself.
    private static bool IsInvisible(Rune rune, UnicodeCategory category) =>
        category is UnicodeCategory.Control or UnicodeCategory.Format
        || rune.Value is (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0000 and <= 0xE0FFF);

    // Of letters only: a sign that falls apart is another sign.
    private static string Parts(Rune rune)
    {
        foreach (var form in Rune.IsLetter(rune) ? (NormalizationForm[])[NormalizationForm.FormKC, NormalizationForm.FormKD] : [])
        {
            var parts = rune.ToString().Normalize(form);
            if (parts.EnumerateRunes().All(part => CanDraw(part, Rune.GetUnicodeCategory(part))))
            {
                return parts;
            }
        }

        return Missing.ToString();
    }

    private static bool CanDraw(Rune rune, UnicodeCategory category) =>
        rune.IsBmp && category != UnicodeCategory.PrivateUse
        && TrueTypeFont.Regular.Glyph((char)rune.Value) != 0 && TrueTypeFont.Bold.Glyph((char)rune.Value) != 0;

    // Half a surrogate pair is no text, and normalising it throws.
    private static string WithoutHalfPairs(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            // Non-characters may not stand in XML either.
            result.Append(rune.Value is 0xFFFE or 0xFFFF ? Rune.ReplacementChar.ToString() : rune.ToString());
        }

        return result.ToString();
    }
}
