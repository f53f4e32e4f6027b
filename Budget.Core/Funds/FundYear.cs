using System.Globalization;

namespace Budget.Core.Funds;

/// <summary>
/// Out of the money of which calendar year a budget is paid: that of its first day, all of it, also when it runs on into the next year. The same year as in the account fund:YEAR of the hledger journal
/// (docs/decisions/0036-what-a-fund-has.md).
/// </summary>
public static class FundYear
{
    // The year in which the Wmo 2015 began; the last only keeps out what was typed wrong.
    private const int First = 2015, Last = 2100;

    public static int Of(DateOnly startsOn) => startsOn.Year;

    /// <summary>The days on which the budgets of a fund year begin.</summary>
    public static Period FirstDays(int year) => Period.Year(year);

    /// <summary>Whether there can be such a year: what is outside was typed wrong.</summary>
    public static bool IsPossible(int year) => year is >= First and <= Last;

    /// <summary>Whether money can be put aside for it: up to next year, of which a council decides in the autumn.</summary>
    public static bool MayBePutAside(int year, DateOnly today) => year >= First && year <= today.Year + 1;

    /// <summary>A year as it stands in an address; nothing is the year of today.</summary>
    public static bool TryParse(string? text, DateOnly today, out int year)
    {
        year = today.Year;
        return string.IsNullOrWhiteSpace(text) || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out year) && IsPossible(year));
    }
}
