using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Budget.Core.Storage;

namespace Budget.Tests.Support;

/// <summary>
/// The real portal in a process of its own, with a database of its own and the demo town on 15 June 2026: what a browser sees here is what
/// a visitor sees. Its verbs run against the same database. Gone, with everything it wrote, when disposed.
/// </summary>
public sealed partial class RunningPortal : IAsyncDisposable
{
    public static readonly DateOnly Today = new(2026, 6, 15);

    private readonly TestDatabase storage;
    private readonly Process server;
    private readonly StringBuilder errors;

    private RunningPortal(TestDatabase storage, Process server, StringBuilder errors, Uri address, string folder) =>
        (this.storage, this.server, this.errors, Address, Folder) = (storage, server, errors, address, folder);

    public Uri Address { get; }

    /// <summary>Where the verbs write their files; gone with the portal.</summary>
    public string Folder { get; }

    /// <summary>Another door to the same database, to look behind the pages.</summary>
    public Database Database => storage.Database;

    /// <summary>What the server wrote to standard error so far: an unexpected fault shows up here.</summary>
    public string Errors
    {
        get
        {
            lock (errors)
            {
                return errors.ToString();
            }
        }
    }

    public static async Task<RunningPortal> Start(Engine engine = Engine.Sqlite, string environment = "Development")
    {
        var database = await TestDatabase.Create(engine, TimeProvider.System);
        var folder = Directory.CreateTempSubdirectory("eigenregie-files-").FullName;
        // Port 0: the system picks one that is free, and the portal says which.
        var process = Launch(database.ConnectionString, environment, folder, ["--urls", "http://127.0.0.1:0"], [("Keys__File", TestDatabase.KeysFileIn(folder))]);
        var complaints = new StringBuilder();
        process.ErrorDataReceived += (_, line) =>
        {
            lock (complaints)
            {
                complaints.AppendLine(line.Data);
            }
        };
        var heard = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is null)
            {
                heard.TrySetException(new InvalidOperationException($"The portal ended before it served: {complaints}"));
            }
            else if (AddressLine().Match(line.Data) is { Success: true } match)
            {
                heard.TrySetResult(new Uri(match.Groups["address"].Value));
            }
        };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        var portal = new RunningPortal(database, process, complaints, await heard.Task.WaitAsync(TimeSpan.FromSeconds(60)), folder);
        using var client = new HttpClient { BaseAddress = portal.Address };
        Assert.That(await client.GetStringAsync("/health/ready"), Is.EqualTo("Healthy"));
        return portal;
    }

    /// <summary>What a verb answered.</summary>
    public sealed record Verb(int ExitCode, string Output, string Errors);

    /// <summary>A verb of the same program, against this portal's database: <c>Run("verify")</c>.</summary>
    public Task<Verb> Run(params string[] arguments) =>
        Run(storage.ConnectionString, "Development", Folder, arguments, ("Keys__File", TestDatabase.KeysFileIn(Folder)));

    /// <summary>The program without a portal around it: what it says and how it ends.</summary>
    /// <param name="settings">Environment variables on top, such as Demo__Enabled.</param>
    public static Task<Verb> Run(
        string connectionString, string environment, string folder, string[] arguments, params (string Name, string Value)[] settings) =>
        AnswerOf(Launch(connectionString, environment, folder, arguments, settings));

    /// <summary>As <see cref="Run(string, string, string, string[], ValueTuple{string, string}[])"/>, by way of another program that takes rights or room away from it.</summary>
    public static Task<Verb> RunBy(string[] program, string connectionString, string folder, params string[] arguments) =>
        // The runtime writes its own code by way of a file, for which there may be no room.
        AnswerOf(Launch(connectionString, "Production", folder, arguments, [("DOTNET_EnableWriteXorExecute", "0")], program));

    private static async Task<Verb> AnswerOf(Process started)
    {
        using var process = started;
        var output = process.StandardOutput.ReadToEndAsync();
        var complaints = process.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return new Verb(process.ExitCode, await output, await complaints);
    }

    public async ValueTask DisposeAsync()
    {
        if (!server.HasExited)
        {
            server.Kill(entireProcessTree: true);
            await server.WaitForExitAsync();
        }

        server.Dispose();
        await storage.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private static Process Launch(
        string connectionString, string environment, string folder, string[] arguments, (string Name, string Value)[]? settings = null, string[]? by = null)
    {
        string[] line = [.. by ?? [], "dotnet", Program(), .. arguments];
        var start = new ProcessStartInfo(line[0], line[1..])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            WorkingDirectory = folder,
        };
        // Settings of the machine that runs the tests are not the portal's.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("ASPNETCORE_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["ASPNETCORE_ENVIRONMENT"] = environment;
        start.Environment["ConnectionStrings__Budget"] = connectionString;
        if (environment != "Production")
        {
            start.Environment["Demo__Today"] = $"{Today:yyyy-MM-dd}";
        }

        foreach (var (name, value) in settings ?? [])
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    /// <summary>The program in its own output folder, where its style sheets are; built with the tests because they refer to it.</summary>
    private static string Program()
    {
        var own = Path.TrimEndingDirectorySeparator(TestContext.CurrentContext.TestDirectory);
        var build = Path.GetRelativePath(Path.Combine(Repository.Root, "Budget.Tests"), own);
        var program = Path.Combine(Repository.Root, "Portal", build, "Portal.dll");
        return File.Exists(program) ? program : Path.Combine(own, "Portal.dll");
    }

    [GeneratedRegex(@"^Eigen Regie: (?<address>http://\S+) ", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex AddressLine();
}
