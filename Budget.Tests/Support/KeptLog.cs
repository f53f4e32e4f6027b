namespace Budget.Tests.Support;

/// <summary>What every portal of every test says, kept where EIGENREGIE_LOGS names a folder: bin/test looks through all of it at the end (bin/look-through-logs).</summary>
internal static class KeptLog
{
    private static readonly Lock Gate = new();

    /// <returns>None when nobody looks.</returns>
    public static string? For(int process) => Environment.GetEnvironmentVariable("EIGENREGIE_LOGS") is { Length: > 0 } logs
        ? Path.Combine(Directory.CreateDirectory(logs).FullName, $"{process}-{Path.GetRandomFileName()}.log")
        : null;

    public static void Keep(string? file, string? line)
    {
        if (file is not null && line is not null)
        {
            lock (Gate)
            {
                File.AppendAllText(file, $"{line}\n");
            }
        }
    }
}
