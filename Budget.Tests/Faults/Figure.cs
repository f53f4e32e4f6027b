namespace Budget.Tests.Faults;

/// <summary>What a fault test reached, for who reads along; bin/faults collects them (EIGENREGIE_FIGURES names its file).</summary>
internal static class Figure
{
    private static readonly Lock Gate = new();

    public static void Tell(string what, string reached)
    {
        var line = $"{what}: {reached}";
        TestContext.Out.WriteLine(line);
        if (Environment.GetEnvironmentVariable("EIGENREGIE_FIGURES") is { Length: > 0 } file)
        {
            lock (Gate)
            {
                File.AppendAllText(file, $"{line}\n");
            }
        }
    }

    /// <summary>The middle one, and both ends.</summary>
    public static string Spread(IEnumerable<TimeSpan> times) =>
        times.Order().ToList() is { Count: > 0 } all ? $"median {all[all.Count / 2].TotalSeconds:0.00} s ({all[0].TotalSeconds:0.00} to {all[^1].TotalSeconds:0.00})" : "never";
}
