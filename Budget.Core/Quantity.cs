using System.Globalization;

namespace Budget.Core;

/// <summary>A volume of support in its own unit (hours, day-parts, pieces), with at most two decimals: 12,5 hours.</summary>
public readonly record struct Quantity(decimal Value) : IComparable<Quantity>
{
    private static readonly CultureInfo Dutch = CultureInfo.GetCultureInfo("nl-NL");

    public static Quantity operator *(Quantity left, int times) => new(left.Value * times);
    public static bool operator <(Quantity left, Quantity right) => left.Value < right.Value;
    public static bool operator >(Quantity left, Quantity right) => left.Value > right.Value;
    public static bool operator <=(Quantity left, Quantity right) => left.Value <= right.Value;
    public static bool operator >=(Quantity left, Quantity right) => left.Value >= right.Value;

    public int CompareTo(Quantity other) => Value.CompareTo(other.Value);

    /// <summary>Hundredths, the form in which a volume is stored: exact on both engines.</summary>
    /// <exception cref="InvalidOperationException">The value has more than two decimals.</exception>
    public long Hundredths => decimal.IsInteger(Value * 100m)
        ? checked((long)(Value * 100m))
        : throw new InvalidOperationException($"A volume has at most two decimals: {Value}");

    public static Quantity FromHundredths(long hundredths) => new(hundredths / 100m);

    public static bool TryParse(string? text, out Quantity quantity)
    {
        var read = DecimalText.TryRead(text, maximumDecimals: 2, out var value) && value <= 999_999m;
        quantity = read ? new Quantity(value) : default;
        return read;
    }

    public override string ToString() => Value.ToString("#,0.##", Dutch);
}
