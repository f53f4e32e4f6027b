using System.Data.Common;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace Budget.Core.Storage;

/// <summary>
/// The columns of a row where SQLite has them, without a copy. Asked of the library itself: by way of SQLitePCLRaw each value costs two
/// counted handles, two locks and two changes of the garbage collector's mode, which together are more than reading and hashing the row.
/// The values are good until the next step of the statement, which only the one who holds this takes.
/// </summary>
internal sealed partial class SqliteRows : StoredRows
{
    private const string Library = "e_sqlite3";
    private const int Integer = 1;
    private const int TextType = 3;
    private const int Null = 5;
    /// <summary>1 January 1970.</summary>
    private const int FirstDay = 719_162;
    private readonly DbCommand command;
    private readonly SqliteDataReader reader;
    private readonly nint statement;
    private readonly nint mutex;

    public SqliteRows(DbCommand command)
    {
        this.command = command;
        reader = (SqliteDataReader)command.ExecuteReader();
        // The reader holds the handle for as long as we hold the reader.
        statement = reader.Handle!.DangerousGetHandle();
        // The connection's own lock, taken with each value: taking it again while we hold it costs a quarter of taking it anew.
        mutex = MutexOf(ConnectionOf(statement));
        EnterMutex(mutex);
    }

    public override bool Next() => reader.Read();

    protected override unsafe bool TryText(int column, out ReadOnlySpan<byte> text)
    {
        var value = Column(statement, column);
        var type = ValueType(value);
        text = type == TextType ? new ReadOnlySpan<byte>(ValueBytes(value), ValueLength(value)) : type == Null ? default : Unreadable;
        return type != Null;
    }

    protected override bool TryNumber(int column, out long number)
    {
        var value = Column(statement, column);
        var type = ValueType(value);
        number = type == Integer ? ValueNumber(value) : NoNumber;
        return type != Null;
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

    [LibraryImport(Library, EntryPoint = "sqlite3_db_handle"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint ConnectionOf(nint statement);

    [LibraryImport(Library, EntryPoint = "sqlite3_db_mutex"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint MutexOf(nint connection);

    [LibraryImport(Library, EntryPoint = "sqlite3_mutex_enter"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial void EnterMutex(nint mutex);

    [LibraryImport(Library, EntryPoint = "sqlite3_mutex_leave"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial void LeaveMutex(nint mutex);

    // Each takes some nanoseconds and waits for nobody: no need to tell the garbage collector.
    [LibraryImport(Library, EntryPoint = "sqlite3_column_value"), SuppressGCTransition, DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint Column(nint statement, int column);

    [LibraryImport(Library, EntryPoint = "sqlite3_value_type"), SuppressGCTransition, DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ValueType(nint value);

    [LibraryImport(Library, EntryPoint = "sqlite3_value_int64"), SuppressGCTransition, DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial long ValueNumber(nint value);

    [LibraryImport(Library, EntryPoint = "sqlite3_value_blob"), SuppressGCTransition, DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static unsafe partial void* ValueBytes(nint value);

    [LibraryImport(Library, EntryPoint = "sqlite3_value_bytes"), SuppressGCTransition, DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ValueLength(nint value);
}
