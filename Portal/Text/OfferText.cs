using System.Globalization;
using Budget.Core;
using Budget.Core.OpenOffer;

namespace Portal.Text;

/// <summary>An offer for everybody in the visitor's language; in Dutch when nobody wrote the English.</summary>
internal static class OfferText
{
    private const int ShortLength = 160;

    /// <summary>An amount that somebody typed stays on one line.</summary>
    public static string Of(string dutch, string english, CultureInfo culture) =>
        (DayText.IsEnglish(culture) && english.Length > 0 ? english : dutch).Replace("€ ", "€\u00A0", StringComparison.Ordinal);

    /// <summary>The beginning, cut between two words.</summary>
    public static string Short(string text)
    {
        var line = text.Split('\n')[0].Trim();
        return line.Length <= ShortLength ? line : $"{line[..Math.Max(line.LastIndexOf(' ', ShortLength), ShortLength / 2)].TrimEnd(' ', ',', '.')}…";
    }

    /// <summary>"1,2" or "1.2".</summary>
    public static string Kilometres(decimal kilometres, CultureInfo culture) => kilometres.ToString("0.0", culture);

    /// <summary>Where it is on one line; empty when it has no place.</summary>
    public static string Place(OfferSearch.Card card) => string.Join(", ", new[] { card.Location, card.NeighbourhoodName ?? "" }.Where(part => part.Length > 0));
}
