using System.Globalization;

namespace Budget.Core.Configuration;

/// <summary>
/// The colour of a municipality, of which the portal makes the four shades that it draws with. Letters in it, and white letters on it, keep the contrast of WCAG 2.2
/// (1.4.3: 4.5 to 1), also on its own lightest shade.
/// </summary>
public readonly record struct TownColour(byte Red, byte Green, byte Blue)
{
    private const double LeastContrast = 4.5;
    private static readonly TownColour White = new(255, 255, 255), Black = new(0, 0, 0), Paper = new(0xfa, 0xf7, 0xf1);

    /// <summary>For what is pressed, and the foot of the page.</summary>
    public TownColour Dark => Mix(Black, 0.4);

    public TownColour Light => Mix(White, 0.72);

    public TownColour Lightest => Mix(White, 0.88);

    public bool IsReadable => Contrast(this, White) >= LeastContrast && Contrast(this, Paper) >= LeastContrast && Contrast(this, Lightest) >= LeastContrast && Contrast(Dark, Light) >= LeastContrast;

    /// <param name="text">"#0b5563".</param>
    public static bool TryParse(string? text, out TownColour colour)
    {
        colour = default;
        if (text is not ['#', ..] || text.Length != 7 || !int.TryParse(text.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        colour = new((byte)(number >> 16), (byte)(number >> 8), (byte)number);
        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"#{Red:x2}{Green:x2}{Blue:x2}");

    /// <summary>WCAG's contrast ratio, from 1 to 21.</summary>
    public static double Contrast(TownColour one, TownColour other)
    {
        var (light, dark) = (double.Max(one.Luminance, other.Luminance), double.Min(one.Luminance, other.Luminance));
        return (light + 0.05) / (dark + 0.05);
    }

    private double Luminance => (0.2126 * Linear(Red)) + (0.7152 * Linear(Green)) + (0.0722 * Linear(Blue));

    private static double Linear(byte part) => part / 255.0 is var share && share <= 0.04045 ? share / 12.92 : Math.Pow((share + 0.055) / 1.055, 2.4);

    private TownColour Mix(TownColour with, double share) => new(Part(Red, with.Red, share), Part(Green, with.Green, share), Part(Blue, with.Blue, share));

    private static byte Part(byte own, byte other, double share) => (byte)Math.Round(own + ((other - own) * share));
}
