namespace Budget.Tests.Support;

/// <summary>What is set up wrong is said at the start: in Production, to whoever starts it, in one line.</summary>
internal static class DoesNotStart
{
    public static readonly string[] Serving = ["--urls", "http://127.0.0.1:0"];

    /// <param name="named">What the line has to name.</param>
    public static Task Naming(string named, string[] arguments, params (string Name, string Value)[] settings) => Naming(named, arguments, connectionString: null, settings);

    /// <param name="connectionString">By itself a SQLite file.</param>
    public static async Task Naming(string named, string[] arguments, string? connectionString, params (string Name, string Value)[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("eigenregie-").FullName;
        var ended = await RunningPortal.Run(connectionString ?? $"Data Source={Path.Combine(folder, "test.db")}", "Production", folder, arguments, settings);
        var left = Directory.GetFiles(folder);
        Directory.Delete(folder, recursive: true);
        Assert.That(ended.ExitCode, Is.Not.Zero);
        Assert.That(ended.Errors.Trim(), Does.Contain(named).And.Not.Contains("\n"));
        Assert.That(left, Is.Empty, "nothing was made");
    }
}
