using System.Globalization;
using Budget.Core;
using Budget.Core.Statements;

namespace Portal.Text;

/// <summary>The time that an address says: <c>?jaar=</c>, with <c>kwartaal=</c> or without, or <c>?van=</c> and <c>tot=</c>; of nothing at all, this year.</summary>
internal static class AskedPeriod
{
    /// <returns>None when what the address says is no time.</returns>
    public static Period? Read(string? jaar, string? kwartaal, string? van, string? tot, DateOnly today)
    {
        if (van is { Length: > 0 } || tot is { Length: > 0 })
        {
            return DayText.TryParse(van, out var from) && DayText.TryParse(tot, out var until) && from <= until && from.Year >= 2000 ? new Period(from, until) : null;
        }

        var year = today.Year;
        if (jaar is { Length: > 0 } && (!int.TryParse(jaar, NumberStyles.None, CultureInfo.InvariantCulture, out year) || year is < 2000 or > 2100))
        {
            return null;
        }

        return kwartaal switch
        {
            null or "" => Period.Year(year),
            "1" or "2" or "3" or "4" => StatementSheet.QuarterOf(year, kwartaal[0] - '0'),
            _ => null,
        };
    }
}
