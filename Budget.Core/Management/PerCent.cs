namespace Budget.Core.Management;

/// <summary>What part of a whole is, in per cent.</summary>
public static class PerCent
{
    /// <summary>Rounded half up to a whole one. What would read as nothing or as all, and is not, is told in tenths instead, on its own side of it: 0,1 or 99,9, and 100,1 of what passes the whole.</summary>
    /// <returns>None where there is no whole.</returns>
    public static decimal? Of(long part, long whole)
    {
        if (whole <= 0)
        {
            return null;
        }

        var exact = part * 100m / whole;
        var rounded = decimal.Round(exact, 0, MidpointRounding.AwayFromZero);
        if (rounded == exact || rounded is not (0m or 100m))
        {
            return rounded;
        }

        return (exact < rounded ? decimal.Floor(exact * 10) : decimal.Ceiling(exact * 10)) / 10;
    }
}
