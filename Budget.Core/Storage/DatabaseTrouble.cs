using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using SQLitePCL;

namespace Budget.Core.Storage;

/// <summary>
/// A fault of the database for whoever runs a command: one sentence with the file or the server, what is wrong with it and what to do, and on a second
/// line what the engine itself said. No password stands in either. For whoever visits the portal: whether it is worth coming back.
/// </summary>
public static class DatabaseTrouble
{
    /// <summary>Less than this left is a full disk, whatever SQLite calls it: a write of which a part fitted is a "disk I/O error" to it.</summary>
    private const long NoRoom = 1024 * 1024;

    /// <summary>
    /// Whether the database cannot do it now and somebody else can mend that without us: a full or failing disk, a file or a server that is away, busy
    /// or only to be read. The deed was not done, or it was done and its key knows: it may be sent again as it is. A damaged file is none of these.
    /// </summary>
    public static bool IsAway(Exception fault) => fault switch
    {
        SqliteException sqlite => sqlite.SqliteErrorCode is raw.SQLITE_FULL or raw.SQLITE_IOERR or raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY or raw.SQLITE_BUSY or raw.SQLITE_LOCKED,
        // Connection, resources, operator and system, by their class; read-only, and what another transaction holds, by their code.
        PostgresException server => server.SqlState[..2] is "08" or "53" or "57" or "58" || server.SqlState is "25006" or "40001" or "40P01" or "55P03",
        NpgsqlException => true,
        _ => false,
    };

    /// <returns>Nothing when it is not a fault of the database, or one that only who wrote the statement can mend.</returns>
    public static string? Explain(DbException fault, string connectionString) => fault switch
    {
        SqliteException sqlite when OfFile(sqlite, Path.GetFullPath(new SqliteConnectionStringBuilder(connectionString).DataSource)) is { } sentence =>
            $"{sentence}\n({sqlite.Message.ReplaceLineEndings(" ")} Code {sqlite.SqliteExtendedErrorCode}.)",
        NpgsqlException server when OfServer(server, new NpgsqlConnectionStringBuilder(connectionString)) is { } sentence =>
            $"{sentence}\n({server.Message.ReplaceLineEndings(" ")}{(server.InnerException is { } inner ? $" {inner.Message.ReplaceLineEndings(" ")}" : "")})",
        _ => null,
    };

    private static string? OfFile(SqliteException fault, string file) => fault.SqliteErrorCode switch
    {
        raw.SQLITE_CANTOPEN => NotOpened(file, Path.GetDirectoryName(file)),
        raw.SQLITE_READONLY => $"{file} cannot be written: it, its folder or its disk is read-only or belongs to somebody else. Run the command as the portal's own user; verify and export also work on a file that can only be read.",
        raw.SQLITE_FULL => Full(file),
        raw.SQLITE_IOERR => HasRoom(file)
            ? $"The disk of {file} failed while it was read or written. See what the system says of that disk; run verify when it works again, and restore a backup if that finds a fault."
            : Full(file),
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => $"Somebody else is writing to {file} and does not end. Wait for that command, or stop it, and run this one again.",
        raw.SQLITE_CORRUPT => $"{file} is damaged. Keep it as it is, for whoever looks into it, and restore a backup.",
        raw.SQLITE_NOTADB => $"{file} is no database of SQLite. Look at ConnectionStrings__Budget.",
        _ => null,
    };

    private static string NotOpened(string file, string? folder) =>
        !File.Exists(file) ? $"There is no file {file}, or it may not be seen. Look at ConnectionStrings__Budget, and at who may read and write in {folder}."
        : !IsReadable(file) ? $"{file} may not be read. Run the command as the portal's own user, or give yourself the right to read it."
        : SqliteFile.LogBeside(file) is { } log ? $"{file} cannot be read by itself: {log} holds what is not in it yet, and {folder} cannot be written. Copy both to a folder that can be written and look there."
        : SqliteFile.HasRoomBeside(file) ? $"{file} cannot be opened, although it can be read and {folder} can be written. See what the system says, and whether it has too many files open."
        : $"{file} cannot be opened: SQLite keeps a log beside it, and {folder} cannot be written. Run the command as the portal's own user; verify and export also work without.";

    private static string Full(string file) => $"The disk of {file} is full. Make room and run the command again: what was not finished was not kept.";

    private static bool HasRoom(string file)
    {
        try
        {
            return new DriveInfo(Path.GetDirectoryName(file)!).AvailableFreeSpace >= NoRoom;
        }
        catch (IOException)
        {
            // A disk that cannot even say so is worse than full.
            return true;
        }
    }

    private static bool IsReadable(string file)
    {
        try
        {
            File.OpenRead(file).Dispose();
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string? OfServer(NpgsqlException fault, NpgsqlConnectionStringBuilder settings)
    {
        var server = $"PostgreSQL at {settings.Host}:{settings.Port}";
        return (fault as PostgresException)?.SqlState switch
        {
            "28P01" or "28000" => NotLetIn(server, settings.Username),
            // The server asks for one, and we have none to give: said by Npgsql, without a code.
            null when string.IsNullOrEmpty(settings.Password) && fault.Message.Contains("password", StringComparison.OrdinalIgnoreCase) => NotLetIn(server, settings.Username),
            null => $"{server} does not answer. See whether it runs, and look at its address in ConnectionStrings__Budget.",
            "3D000" => $"{server} has no database {settings.Database}. Make it, or look at ConnectionStrings__Budget.",
            "25006" or "42501" => $"The database {settings.Database} of {server} cannot be written by {settings.Username}: it stands by, or the user may only read. verify and export also work then.",
            "53100" => $"The disk of {server} is full. Make room and run the command again: what was not finished was not kept.",
            "53300" => $"{server} has no connection left. Stop what holds so many, or raise max_connections.",
            "57P01" or "57P02" or "57P03" => $"{server} is starting or stopping. Run the command again in a moment.",
            "58030" or "XX001" or "XX002" => $"{server} found its disk failing or its files damaged. See what its log says, and restore a backup if need be.",
            "40001" or "40P01" or "55P03" => $"Somebody else is writing to the database {settings.Database} of {server} and does not end. Run the command again when that is done.",
            _ => null,
        };
    }

    private static string NotLetIn(string server, string? user) =>
        $"{server} does not let {user ?? "us"} in. Look at the user's name and password in ConnectionStrings__Budget, and at the server's pg_hba.conf.";
}
