using System.Globalization;

namespace Budget.Core;

/// <summary>The one place where a day becomes text for people: "3 mei 2026", "03-05-2026", "mei 2026".</summary>
public static class DayText
{
    private static readonly CultureInfo Dutch = CultureInfo.GetCultureInfo("nl-NL");
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    public static string InWords(this DateOnly day, CultureInfo culture) => day.ToString("d MMMM yyyy", Of(culture));

    /// <summary>A moment on the clock of the Netherlands: "3 mei 2026 om 14.05 uur", "3 May 2026 at 14:05".</summary>
    public static string InWords(this DateTimeOffset instant, CultureInfo culture) =>
        $"{AmsterdamDay.Of(instant).InWords(culture)} {(IsEnglish(culture) ? $"at {AmsterdamDay.TimeOf(instant):HH\\:mm}" : $"om {AmsterdamDay.TimeOf(instant):HH\\.mm} uur")}";

    /// <summary>Digits only, day first, the same in both languages: for columns.</summary>
    public static string InDigits(this DateOnly day) => day.ToString("dd-MM-yyyy", CultureInfo.InvariantCulture);

    public static string MonthName(this DateOnly day, CultureInfo culture) => day.ToString("MMMM yyyy", Of(culture));

    /// <summary>"mei 2026" for a whole month, otherwise "12-05-2026 t/m 20-05-2026".</summary>
    public static string Text(this Period period, CultureInfo culture)
    {
        if (period.IsWholeMonth)
        {
            return period.StartsOn.MonthName(culture);
        }

        return period.Days == 1
            ? period.StartsOn.InDigits()
            : $"{period.StartsOn.InDigits()} {(IsEnglish(culture) ? "to" : "t/m")} {period.EndsOn.InDigits()}";
    }

    /// <summary>
    /// Reads a day as people type it: 3-5-2026, 03-05-2026, 3/5/2026, 3.5.2026, or 2026-05-03 as a date field of a browser sends it.
    /// </summary>
    public static bool TryParse(string? text, out DateOnly day) => DateOnly.TryParseExact(
        (text ?? "").Trim(), ["yyyy-MM-dd", "d-M-yyyy", "d/M/yyyy", "d.M.yyyy", "d MMMM yyyy"], Dutch, DateTimeStyles.None, out day)
        && day.Year is >= 1900 and <= 2200;

    /// <summary>Reads a month: 2026-05 or 5-2026 or 05/2026; answers its first day.</summary>
    public static bool TryParseMonth(string? text, out DateOnly firstDay) => DateOnly.TryParseExact(
        (text ?? "").Trim(), ["yyyy-MM", "yyyy-M", "M-yyyy", "M/yyyy", "MMMM yyyy"], Dutch, DateTimeStyles.None, out firstDay)
        && firstDay.Year is >= 1900 and <= 2200;

    public static bool IsEnglish(CultureInfo culture) => culture.TwoLetterISOLanguageName == "en";

    private static CultureInfo Of(CultureInfo culture) => IsEnglish(culture) ? English : Dutch;
}
