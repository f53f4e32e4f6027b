using System.Globalization;

namespace Budget.Core;

/// <summary>
/// An amount in euro, kept in whole cents. Arithmetic is checked: an amount that does not fit is a fault, never a wrong figure.
/// A fraction of a cent never exists; what must be divided is split so that no cent is lost (<see cref="Split"/>).
/// </summary>
public readonly record struct Money(long Cents) : IComparable<Money>
{
    private static readonly CultureInfo Dutch = CultureInfo.GetCultureInfo("nl-NL");

    public static readonly Money Zero = new(0);

    public bool IsPositive => Cents > 0;
    public bool IsNegative => Cents < 0;

    public static Money operator +(Money left, Money right) => new(checked(left.Cents + right.Cents));
    public static Money operator -(Money left, Money right) => new(checked(left.Cents - right.Cents));
    public static Money operator -(Money amount) => new(checked(-amount.Cents));
    public static bool operator <(Money left, Money right) => left.Cents < right.Cents;
    public static bool operator >(Money left, Money right) => left.Cents > right.Cents;
    public static bool operator <=(Money left, Money right) => left.Cents <= right.Cents;
    public static bool operator >=(Money left, Money right) => left.Cents >= right.Cents;

    public static Money Min(Money left, Money right) => left <= right ? left : right;

    public static Money Max(Money left, Money right) => left >= right ? left : right;

    public int CompareTo(Money other) => Cents.CompareTo(other.Cents);

    /// <summary>Rate × volume, rounded once, half a cent away from zero. Only totals are rounded (administratieprotocol iWmo).</summary>
    public static Money Of(Money rate, Quantity volume) =>
        new(checked((long)decimal.Round(rate.Cents * volume.Value, 0, MidpointRounding.AwayFromZero)));

    /// <summary>Divides an amount over parts so that the parts add up to the whole; earlier parts get the odd cents.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one part.</exception>
    public IReadOnlyList<Money> Split(int parts)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(parts, 1);
        var (share, rest) = Math.DivRem(Cents, parts);
        var odd = Math.Abs(rest);
        var sign = Math.Sign(rest);
        return [.. Enumerable.Range(0, parts).Select(part => new Money(share + (part < odd ? sign : 0)))];
    }

    /// <summary>
    /// Reads an amount as people type it: "1234,56", "1.234,56", "€ 12", "12.50". A dot or comma followed by one or two last digits
    /// is the decimal sign; a dot between groups of three digits separates thousands when decimals or a second group follow: "1.234" alone
    /// may be either. Anything doubtful is refused rather than guessed.
    /// </summary>
    public static bool TryParse(string? text, out Money amount)
    {
        amount = Zero;
        if (!DecimalText.TryRead(text, maximumDecimals: 2, out var value) || value > 99_999_999_999m)
        {
            return false;
        }

        amount = new Money((long)(value * 100m));
        return true;
    }

    /// <summary>
    /// The same where amounts of thousands are usual, as people of this language group them: "250.000" in Dutch, "250,000" in English, "250 000" in both. Grouped as in the other language one group may be a fraction, and is refused.
    /// </summary>
    public static bool TryParseGrouped(string? text, CultureInfo culture, out Money amount) => TryParse(DecimalText.WithoutGroups(text, culture), out amount);

    /// <summary>The one place where an amount becomes text for people: "€ 1.234,56", also in English, because the bank writes it so.</summary>
    public override string ToString() =>
        (Cents < 0 ? "-" : "") + "€\u00A0" + (Math.Abs((decimal)Cents) / 100m).ToString("N2", Dutch);

    /// <summary>In whole euros, for a picture: "€ 1.235". The exact amount stands beside it.</summary>
    public string ToWholeEuros()
    {
        var euros = decimal.Round(Cents / 100m, 0, MidpointRounding.AwayFromZero);
        return (euros < 0 ? "-" : "") + "€\u00A0" + Math.Abs(euros).ToString("N0", Dutch);
    }

    /// <summary>The amount for machines that expect Dutch decimals (CSV): "1234,56".</summary>
    public string ToDecimalComma() => (Cents / 100m).ToString("0.00", CultureInfo.InvariantCulture).Replace('.', ',');

    /// <summary>The amount for machines that expect a decimal point (hledger, XML): "1234.56".</summary>
    public string ToDecimalPoint() => (Cents / 100m).ToString("0.00", CultureInfo.InvariantCulture);
}
