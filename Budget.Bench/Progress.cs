namespace Budget.Bench;

/// <summary>How far a long piece of work has come, on one line of standard error that is written over.</summary>
internal static class Progress
{
    public static void Show(string what, long done, long total)
    {
        if (!Console.IsErrorRedirected)
        {
            Console.Error.Write(FormattableString.Invariant($"\r  {what}: {100 * done / total} %\u001b[K{(done == total ? "\r\u001b[K" : "")}"));
        }
    }
}
