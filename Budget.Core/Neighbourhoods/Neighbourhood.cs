namespace Budget.Core.Neighbourhoods;

/// <summary>A part of a municipality, with its centre in metres of the Dutch grid (Rijksdriehoek, EPSG:28992).</summary>
public sealed record Neighbourhood(string Code, string Name, long X, long Y)
{
    public const int LongestCode = 12;
    public const int LongestName = 60;

    /// <summary>Whether it lies where the grid has land of the Netherlands.</summary>
    public bool IsOnTheMap => X is >= 0 and <= 300_000 && Y is >= 300_000 and <= 625_000;

    public Providers.Place Place => new(X, Y);

    /// <summary>In a straight line, in kilometres with one decimal: enough to say what is near. The grid is flat, so this is Pythagoras.</summary>
    public static decimal Kilometres(long x, long y, long otherX, long otherY) =>
        decimal.Round((decimal)double.Hypot(x - otherX, y - otherY) / 1000, 1, MidpointRounding.AwayFromZero);
}
