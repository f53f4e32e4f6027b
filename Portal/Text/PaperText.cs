using System.Globalization;

namespace Portal.Text;

/// <summary>How large a paper is, as people say it.</summary>
internal static class PaperText
{
    public static string Size(long bytes, CultureInfo culture) =>
        bytes < 1024 * 1024 ? string.Create(culture, $"{Math.Max(1, bytes / 1024)} kB") : string.Create(culture, $"{bytes / 1024.0 / 1024.0:0.0} MB");
}
