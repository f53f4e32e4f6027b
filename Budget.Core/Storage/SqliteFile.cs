namespace Budget.Core.Storage;

/// <summary>What stands beside a database of SQLite, and what can.</summary>
internal static class SqliteFile
{
    /// <summary>The log of commits that are not in the file yet, and the journal of one that was not finished; empty, neither says anything.</summary>
    private static readonly string[] Beside = ["-wal", "-journal"];

    /// <summary>Whether the file says all there is to say, and nothing can be put beside it.</summary>
    public static bool StandsAlone(string file) => File.Exists(file) && LogBeside(file) is null && !HasRoomBeside(file);

    public static string? LogBeside(string file) => Beside.Select(end => file + end).FirstOrDefault(path => new FileInfo(path) is { Exists: true, Length: > 0 });

    /// <summary>Tried, because rights, owners and disks each have a say in it.</summary>
    public static bool HasRoomBeside(string file)
    {
        try
        {
            File.Create($"{file}-{Path.GetRandomFileName()}", bufferSize: 1, FileOptions.DeleteOnClose).Dispose();
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
