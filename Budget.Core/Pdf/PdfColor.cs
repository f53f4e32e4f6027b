using System.Globalization;

namespace Budget.Core.Pdf;

/// <summary>An sRGB colour.</summary>
public readonly record struct PdfColor(byte Red, byte Green, byte Blue)
{
    // WCAG 2.2, 1.4.3: the least contrast of body text.
    private const double LeastContrast = 4.5;

    /// <summary>Reads <c>#rrggbb</c>.</summary>
    /// <exception cref="FormatException">The text is anything else.</exception>
    public static PdfColor FromHex(string hex)
    {
        ArgumentNullException.ThrowIfNull(hex);
        return hex.Length == 7 && hex[0] == '#' && uint.TryParse(hex.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var rgb)
            ? new PdfColor((byte)(rgb >> 16), (byte)(rgb >> 8), (byte)rgb)
            : throw new FormatException($"A colour is written as #rrggbb, not as '{hex}'.");
    }

    /// <summary>This colour, darkened as far as white paper asks for (contrast 4.5 : 1).</summary>
    internal PdfColor LegibleOnWhite()
    {
        var color = this;
        while (1.05 / (color.Luminance() + 0.05) < LeastContrast)
        {
            color = color.Mixed(new PdfColor(0, 0, 0), 0.95);
        }

        return color;
    }

    /// <summary>Thinned with white; <paramref name="share"/> of this colour is left, 0 to 1.</summary>
    internal PdfColor Tint(double share) => Mixed(new PdfColor(255, 255, 255), share);

    private PdfColor Mixed(PdfColor other, double share) => new(
        (byte)((Red * share) + (other.Red * (1 - share))),
        (byte)((Green * share) + (other.Green * (1 - share))),
        (byte)((Blue * share) + (other.Blue * (1 - share))));

    private double Luminance() => (0.2126 * Linear(Red)) + (0.7152 * Linear(Green)) + (0.0722 * Linear(Blue));

    private static double Linear(byte channel)
    {
        var value = channel / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
    }
}
