using System.Globalization;

namespace Portal.Text;

/// <summary>A time of the day as people type it.</summary>
internal static class ClockText
{
    /// <summary>9, 9.30, 09:30, 9u30, 0930; and 24.00 for the end of the day, at which nobody begins.</summary>
    public static bool TryParse(string? text, bool isEnd, out TimeOnly time)
    {
        var typed = (text ?? "").Trim().Replace('.', ':').Replace('u', ':').Replace('h', ':').TrimEnd(':');
        return TimeOnly.TryParseExact(isEnd && typed is "24:00" or "2400" or "24" ? "00:00" : typed, ["H:mm", "HH:mm", "HHmm", "%H"], CultureInfo.InvariantCulture, DateTimeStyles.None, out time);
    }
}
