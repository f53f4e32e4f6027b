using System.Text;

namespace Budget.Core.Payments;

/// <summary>
/// International bank account number (ISO 13616) of a country that takes part in SEPA: as long as its country writes them, with check digits
/// that fit (ISO 7064, modulo 97). Passing means well-formed, not existing. It is kept without spaces, in capitals.
/// </summary>
public readonly record struct Iban
{
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
        if (Ungrouped(text ?? "") is not { Length: >= 4 } read || read.Length != LengthIn(read[..2]) || !Fits(read))
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

    /// <summary>How many signs an IBAN has, by country (register of ISO 13616; countries of the European Payments Council, 2025); none elsewhere.</summary>
    private static int? LengthIn(string country) => country switch
    {
        "NO" => 15,
        "BE" => 16,
        "DK" or "FI" or "NL" => 18,
        "MK" or "SI" => 19,
        "AT" or "EE" or "LT" or "LU" => 20,
        "CH" or "HR" or "LI" or "LV" => 21,
        "BG" or "DE" or "GB" or "IE" or "ME" or "RS" or "VA" => 22,
        "GI" => 23,
        "AD" or "CZ" or "ES" or "MD" or "RO" or "SE" or "SK" => 24,
        "PT" => 25,
        "IS" => 26,
        "FR" or "GR" or "IT" or "MC" or "SM" => 27,
        "AL" or "CY" or "HU" or "PL" => 28,
        "MT" => 31,
        _ => null,
    };

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
