using System.Globalization;
using System.Text;

namespace Budget.Core.Residents;

/// <summary>
/// A name as people search for it: lower case, without accents, and with the letters that have no accent to take off spelled plainly,
/// so that "yilmaz", "sahin" and "dordevic" find Yılmaz, Şahin and Đorđević. The same on both engines, because we fold and they compare.
/// </summary>
public static class SearchName
{
    public static string Fold(string name)
    {
        var folded = new StringBuilder(name.Length);
        foreach (var letter in name.ToLowerInvariant().Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark)
            {
                folded.Append(letter switch { 'ı' => "i", 'ł' => "l", 'đ' => "d", 'ð' => "d", 'ø' => "o", 'ß' => "ss", 'æ' => "ae", 'œ' => "oe", 'þ' => "th", _ => letter.ToString() });
            }
        }

        return folded.ToString();
    }

    /// <summary>A pattern for LIKE … ESCAPE '!' that finds the text anywhere and takes its signs literally.</summary>
    public static string Pattern(string search)
    {
        var literal = Fold(search.Trim())
            .Replace("!", "!!", StringComparison.Ordinal)
            .Replace("%", "!%", StringComparison.Ordinal)
            .Replace("_", "!_", StringComparison.Ordinal);
        return $"%{literal}%";
    }
}
