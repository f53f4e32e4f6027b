namespace Budget.Core.Storage;

/// <summary>
/// Rows as they stand in the database, one at a time and without an object for each: for <see cref="Ledger.VerifyLedger"/>, which reads millions,
/// and for a statement, which reads a hundred while somebody waits.
/// What stands in a column in another form than it should (a number as text, nothing where there must be something) reads as
/// <see cref="Unreadable"/>, which no column can hold: whoever compares finds it. A span is good until the next row.
/// </summary>
internal abstract class StoredRows : IDisposable
{
    /// <summary>Not a number, not an instant that anything has.</summary>
    public const long NoNumber = long.MinValue;

    /// <summary>U+0000: neither engine is ever given it (SqlTypes).</summary>
    public static ReadOnlySpan<byte> Unreadable => "\0"u8;

    public abstract bool Next();

    /// <summary>A text that is always there, in UTF-8.</summary>
    public ReadOnlySpan<byte> Text(int column) => TryText(column, out var text) ? text : Unreadable;

    /// <summary>A text that may be absent, and then is empty; one that is there is not.</summary>
    public ReadOnlySpan<byte> OptionalText(int column) => TryText(column, out var text) && text.IsEmpty ? Unreadable : text;

    public string TextOf(int column) => System.Text.Encoding.UTF8.GetString(Text(column));

    /// <summary>A text that may be absent.</summary>
    public string? OptionalTextOf(int column) => TryText(column, out var text) ? System.Text.Encoding.UTF8.GetString(text) : null;

    public long Number(int column) => TryNumber(column, out var number) ? number : NoNumber;

    public long? OptionalNumber(int column) => TryNumber(column, out var number) ? number : null;

    public Money Amount(int column) => new(Number(column));

    /// <summary>A day as yyyy-MM-dd.</summary>
    public ReadOnlySpan<byte> Day(int column) => TryDay(column, out var day) ? day : Unreadable;

    public DateOnly? DayOf(int column) => ParseDay(Day(column));

    /// <summary>An instant in whole milliseconds since 1970.</summary>
    public long Instant(int column) => TryInstant(column, out var instant) ? instant : NoNumber;

    /// <summary>Whatever stands there, in the words in which SQLite keeps it; a number in digits. Good until the next column.</summary>
    /// <returns>False when there is nothing.</returns>
    public abstract bool TryPlain(int column, out ReadOnlySpan<byte> plain);

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Exactly yyyy-MM-dd, or none.</summary>
    public static DateOnly? ParseDay(ReadOnlySpan<byte> text) =>
        text.Length == 10 && text[4] == '-' && text[7] == '-'
        && Digits(text[..4]) is var year and > 0 && Digits(text[5..7]) is var month and >= 1 and <= 12
        && Digits(text[8..]) is var day and > 0 && day <= DateTime.DaysInMonth(year, month)
            ? new DateOnly(year, month, day)
            : null;

    /// <summary>What the digits say; below zero when one is none.</summary>
    protected static int Digits(ReadOnlySpan<byte> text)
    {
        var value = 0;
        foreach (var sign in text)
        {
            if (!char.IsAsciiDigit((char)sign))
            {
                return -1;
            }

            value = (value * 10) + (sign - '0');
        }

        return value;
    }

    /// <summary>False when there is nothing in the column.</summary>
    protected abstract bool TryText(int column, out ReadOnlySpan<byte> text);

    protected abstract bool TryNumber(int column, out long number);

    protected abstract bool TryDay(int column, out ReadOnlySpan<byte> day);

    protected abstract bool TryInstant(int column, out long instant);

    protected abstract void Dispose(bool disposing);
}
