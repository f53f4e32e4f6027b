using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using static Budget.Core.Storage.SqliteLibrary;

namespace Budget.Core.Storage;

/// <summary>
/// The columns of a row where SQLite has them, without a copy (<see cref="SqliteLibrary"/>).
/// The values are good until the next step of the statement, which only the one who holds this takes.
/// </summary>
internal sealed class SqliteRows : StoredRows
{
    private const int Integer = 1;
    private const int TextType = 3;
    private const int Null = 5;
    /// <summary>1 January 1970.</summary>
    private const int FirstDay = 719_162;
    private readonly DbCommand command;
    private readonly SqliteDataReader reader;
    private readonly nint statement;
    private readonly nint mutex;
    private readonly Cell[] cells;
    private readonly byte[] digits = new byte[20];
    private int row;

    public SqliteRows(DbCommand command, DbDataReader given)
    {
        this.command = command;
        reader = (SqliteDataReader)given;
        // The reader holds the handle for as long as we hold the reader.
        statement = reader.Handle!.DangerousGetHandle();
        // The connection's own lock, taken with each value: taking it again while we hold it costs a quarter of taking it anew.
        mutex = MutexOf(ConnectionOf(statement));
        cells = new Cell[reader.FieldCount];
        EnterMutex(mutex);
    }

    public override bool Next()
    {
        row++;
        return reader.Read();
    }

    public override bool TryPlain(int column, out ReadOnlySpan<byte> plain)
    {
        ref readonly var cell = ref Fetch(column);
        if (cell.Type != Integer)
        {
            return TryText(column, out plain);
        }

        cell.Number.TryFormat(digits, out var length, default, CultureInfo.InvariantCulture);
        plain = digits.AsSpan(0, length);
        return true;
    }

    protected override unsafe bool TryText(int column, out ReadOnlySpan<byte> text)
    {
        ref readonly var cell = ref Fetch(column);
        text = cell.Type == TextType ? new ReadOnlySpan<byte>((void*)cell.Bytes, (int)cell.Number) : cell.Type == Null ? default : Unreadable;
        return cell.Type != Null;
    }

    protected override bool TryNumber(int column, out long number)
    {
        ref readonly var cell = ref Fetch(column);
        number = cell.Type == Integer ? cell.Number : NoNumber;
        return cell.Type != Null;
    }

    protected override bool TryDay(int column, out ReadOnlySpan<byte> day) => TryText(column, out day);

    /// <summary>Exactly yyyy-MM-ddTHH:mm:ss.fffZ, or no number.</summary>
    protected override bool TryInstant(int column, out long instant)
    {
        var isThere = TryText(column, out var text);
        instant = Milliseconds(text);
        return isThere;
    }

    protected override void Dispose(bool disposing)
    {
        LeaveMutex(mutex);
        reader.Dispose();
        command.Dispose();
    }

    /// <summary>Asked of the library once a row: most columns of a posting are looked at twice.</summary>
    private ref readonly Cell Fetch(int column)
    {
        ref var cell = ref cells[column];
        if (cell.Row != row)
        {
            var value = Column(statement, column);
            var type = ValueType(value);
            cell = type switch
            {
                TextType => new Cell(row, type, ValueBytes(value), ValueLength(value)),
                Integer => new Cell(row, type, 0, ValueNumber(value)),
                _ => new Cell(row, type, 0, 0),
            };
        }

        return ref cell;
    }

    /// <param name="Number">The value of an integer, the length of a text.</param>
    private readonly record struct Cell(int Row, int Type, nint Bytes, long Number);

    private static long Milliseconds(ReadOnlySpan<byte> text)
    {
        if (text.Length != 24 || text[10] != 'T' || text[13] != ':' || text[16] != ':' || text[19] != '.' || text[23] != 'Z' || ParseDay(text[..10]) is not { } day)
        {
            return NoNumber;
        }

        var (hour, minute, second, rest) = (Digits(text[11..13]), Digits(text[14..16]), Digits(text[17..19]), Digits(text[20..23]));
        return hour is < 0 or > 23 || minute is < 0 or > 59 || second is < 0 or > 59 || rest < 0
            ? NoNumber
            : ((((((((day.DayNumber - FirstDay) * 24L) + hour) * 60) + minute) * 60) + second) * 1000) + rest;
    }
}
