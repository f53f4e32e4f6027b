using System.Text;

namespace Budget.Core.Payments;

/// <summary>
/// International bank account number (ISO 13616) of a country that takes part in SEPA: as long as its country writes them, with check digits
/// that fit (ISO 7064, modulo 97). Passing means well-formed, not existing. It is kept without spaces, in capitals.
/// </summary>
public readonly record struct Iban
{
    /// <summary>How many signs an IBAN has, by country (register of ISO 13616; countries of the European Payments Council, 2025).</summary>
    private static readonly Dictionary<string, int> Lengths = new(StringComparer.Ordinal)
    {
        ["AD"] = 24, ["AL"] = 28, ["AT"] = 20, ["BE"] = 16, ["BG"] = 22, ["CH"] = 21, ["CY"] = 28, ["CZ"] = 24, ["DE"] = 22, ["DK"] = 18, ["EE"] = 20,
        ["ES"] = 24, ["FI"] = 18, ["FR"] = 27, ["GB"] = 22, ["GI"] = 23, ["GR"] = 27, ["HR"] = 21, ["HU"] = 28, ["IE"] = 22, ["IS"] = 26, ["IT"] = 27,
        ["LI"] = 21, ["LT"] = 20, ["LU"] = 20, ["LV"] = 21, ["MC"] = 27, ["MD"] = 24, ["ME"] = 22, ["MK"] = 19, ["MT"] = 31, ["NL"] = 18, ["NO"] = 15,
        ["PL"] = 28, ["PT"] = 25, ["RO"] = 24, ["RS"] = 22, ["SE"] = 24, ["SI"] = 19, ["SK"] = 24, ["SM"] = 27, ["VA"] = 22,
    };

    private readonly string? signs;

    private Iban(string signs) => this.signs = signs;

    /// <summary>As machines write it: "NL91ABNA0417164300". For the bank and the database; never for a log.</summary>
    /// <exception cref="InvalidOperationException">It was never read: the default of the type is no number.</exception>
    public string Compact => signs ?? throw new InvalidOperationException("This IBAN was never read.");

    /// <summary>
    /// Reads an IBAN without spaces, or with one behind each four signs as people write it. Small letters are taken for capitals; any other sign,
    /// and a space anywhere else, is refused rather than guessed away.
    /// </summary>
    public static bool TryParse(string? text, out Iban iban)
    {
        iban = default;
        if (Ungrouped(text ?? "") is not { Length: >= 4 } read || !Lengths.TryGetValue(read[..2], out var length) || read.Length != length || !Fits(read))
        {
            return false;
        }

        iban = new Iban(read);
        return true;
    }

    /// <summary>The one way in which people see it: "NL91 ABNA 0417 1643 00".</summary>
    public string ToGroups() => string.Join(' ', Compact.Chunk(4).Select(group => new string(group)));

    /// <summary>Country and last four signs, "NL…4300": a log may meet this text.</summary>
    public override string ToString() => signs is null ? "" : $"{signs[..2]}…{signs[^4..]}";

    private static string? Ungrouped(string text)
    {
        var isGrouped = text.Any(IsSpace);
        var read = new StringBuilder(text.Length);
        for (var index = 0; index < text.Length; index++)
        {
            var isGap = isGrouped && index % 5 == 4 && index < text.Length - 1;
            if (IsSpace(text[index]) != isGap)
            {
                return null;
            }

            if (!isGap)
            {
                read.Append(char.IsAsciiLetterLower(text[index]) ? (char)(text[index] - 'a' + 'A') : text[index]);
            }
        }

        return read.ToString();
    }

    /// <summary>A plain space, or the one that keeps the groups on one line.</summary>
    private static bool IsSpace(char sign) => sign is ' ' or '\u00A0';

    /// <summary>Check digits 00, 01 and 99 leave the same remainder as 97, 98 and 02, which are the ones that are given out.</summary>
    private static bool Fits(string read) =>
        read.All(char.IsAsciiLetterOrDigit) && char.IsAsciiDigit(read[2]) && char.IsAsciiDigit(read[3])
        && read[2..4] is not ("00" or "01" or "99") && Remainder(read) == 1;

    /// <summary>Of the number that comes of putting the first four signs last and writing A as 10 … Z as 35.</summary>
    private static int Remainder(string read)
    {
        var remainder = 0;
        foreach (var sign in string.Concat(read.AsSpan(4), read.AsSpan(0, 4)))
        {
            remainder = char.IsAsciiDigit(sign) ? ((remainder * 10) + sign - '0') % 97 : ((remainder * 100) + sign - 'A' + 10) % 97;
        }

        return remainder;
    }
}
