using System.Runtime.InteropServices;

namespace Budget.Core.Storage;

/// <summary>
/// SQLite asked itself, for the rows that are read or written by the million: by way of SQLitePCLRaw each value costs two counted handles, two
/// locks and two changes of the garbage collector's mode, which together are more than the row
/// (docs/decisions/0007-where-the-mapper-stops.md). Whoever calls holds the connection and what the pointers point at.
/// </summary>
internal static partial class SqliteLibrary
{
    private const string Library = "e_sqlite3";

    [LibraryImport(Library, EntryPoint = "sqlite3_db_handle"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial nint ConnectionOf(nint statement);

    [LibraryImport(Library, EntryPoint = "sqlite3_db_mutex"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial nint MutexOf(nint connection);

    [LibraryImport(Library, EntryPoint = "sqlite3_mutex_enter"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial void EnterMutex(nint mutex);

    [LibraryImport(Library, EntryPoint = "sqlite3_mutex_leave"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial void LeaveMutex(nint mutex);

    [LibraryImport(Library, EntryPoint = "sqlite3_step"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Step(nint statement);

    [LibraryImport(Library, EntryPoint = "sqlite3_reset"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Reset(nint statement);

    [LibraryImport(Library, EntryPoint = "sqlite3_changes"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Changes(nint connection);

    // Each of the rest takes some nanoseconds and, with one thread a connection, waits for nobody: no need to tell the garbage collector.
    [LibraryImport(Library, EntryPoint = "sqlite3_column_value"), SuppressGCTransition, DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial nint Column(nint statement, int column);

    [LibraryImport(Library, EntryPoint = "sqlite3_value_type"), SuppressGCTransition, DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int ValueType(nint value);

    [LibraryImport(Library, EntryPoint = "sqlite3_value_int64"), SuppressGCTransition, DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial long ValueNumber(nint value);

    [LibraryImport(Library, EntryPoint = "sqlite3_value_blob"), SuppressGCTransition, DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial nint ValueBytes(nint value);

    [LibraryImport(Library, EntryPoint = "sqlite3_value_bytes"), SuppressGCTransition, DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int ValueLength(nint value);

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_null"), SuppressGCTransition, DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int BindNull(nint statement, int at);

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_int64"), SuppressGCTransition, DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int BindNumber(nint statement, int at, long number);

    /// <param name="whoFrees">0: nobody; the text stays where it is until the statement is bound anew.</param>
    [LibraryImport(Library, EntryPoint = "sqlite3_bind_text"), SuppressGCTransition, DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int BindText(nint statement, int at, nint text, int length, nint whoFrees);
}
