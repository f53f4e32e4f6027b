using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Budget.Core.Storage;
using Budget.Tests.Properties;

namespace Budget.Tests.Support;

/// <summary>
/// The real portal in a process of its own, with a database of its own and the demo town on 15 June 2026: what a browser sees here is what
/// a visitor sees. Its verbs run against the same database. Gone, with everything it wrote, when disposed.
/// </summary>
public sealed partial class RunningPortal : IAsyncDisposable
{
    public static readonly DateOnly Today = new(2026, 6, 15);

    private readonly TestDatabase storage;
    private readonly string environment;
    private readonly string[] by;
    private readonly (string Name, string Value)[] settings;
    private readonly bool isGuest;
    private readonly StringBuilder errors = new();
    private readonly Queue<string> log = new();
    private Process? running;

    private RunningPortal(TestDatabase storage, string environment, string[] by, (string Name, string Value)[] settings, bool isGuest = false) =>
        (this.storage, this.environment, this.by, this.settings, this.isGuest, Address) = (
            storage, environment, by, settings, isGuest,
            new Uri(settings.Any(setting => setting.Name.StartsWith("Kestrel__Certificates", StringComparison.Ordinal)) ? "https://127.0.0.1:0" : "http://127.0.0.1:0"));

    /// <summary>The same for as long as the test lasts, also when the portal is started again.</summary>
    public Uri Address { get; private set; }

    public int ProcessId => Server.Id;

    private Process Server => running ?? throw new InvalidOperationException("The portal was never started.");

    /// <summary>Where the verbs write their files; gone with the portal.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("eigenregie-files-").FullName;

    public string ConnectionString => storage.ConnectionString;

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

    /// <summary>The last that it logged: what was behind a page that says only that something went wrong.</summary>
    public string Log
    {
        get
        {
            lock (log)
            {
                return string.Join('\n', log);
            }
        }
    }

    /// <param name="settings">Environment variables on top, such as Oidc__Authority.</param>
    public static async Task<RunningPortal> Start(Engine engine = Engine.Sqlite, string environment = "Development", params (string Name, string Value)[] settings) =>
        await new RunningPortal(await TestDatabase.Create(engine, TimeProvider.System), environment, [], settings).Started();

    /// <summary>A second portal process on the same database, with the same settings; gone before the first.</summary>
    public async Task<RunningPortal> Beside() => await new RunningPortal(storage, environment, by, settings, isGuest: true).Started();

    /// <summary>The same town on a later day: a second process as <see cref="Beside"/>, whose clock starts there.</summary>
    public async Task<RunningPortal> Later(DateOnly day) =>
        await new RunningPortal(storage, environment, by, [.. settings, ("Demo__Today", $"{day:yyyy-MM-dd}")], isGuest: true).Started();

    /// <summary>On a database that is there, which goes with the portal.</summary>
    /// <param name="by">Another program, that takes rights or room away from it.</param>
    public static async Task<RunningPortal> On(TestDatabase database, string environment = "Development", params string[] by) =>
        await new RunningPortal(database, environment, by, []).Started();

    private async Task<RunningPortal> Started()
    {
        try
        {
            await StartAgain();
            return this;
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    /// <summary>The next program on the same database and, from the second on, the same port; ready when this returns.</summary>
    /// <returns>How long that took.</returns>
    public async Task<TimeSpan> StartAgain()
    {
        var clock = Stopwatch.StartNew();
        // Port 0: the system picks one that is free, and the portal says which.
        running?.Dispose();
        running = Launch(storage.ConnectionString, environment, Folder, ["--urls", Address.ToString()], [("Keys__File", TestDatabase.KeysFileIn(Folder)), ("Limits__RequestsPerMinute", "0"), ("Limits__SignInsPerMinute", "0"), .. settings], by);
        Address = await Heard().WaitAsync(TimeSpan.FromSeconds(120));
        using var client = Door();
        Assert.That(await client.GetStringAsync("/health/ready"), Is.EqualTo("Healthy"));
        return clock.Elapsed;
    }

    /// <summary>As a browser that knows this portal's certificate, which it made itself.</summary>
    public HttpClient Door(SocketsHttpHandler? handler = null)
    {
        handler ??= new SocketsHttpHandler { AllowAutoRedirect = false };
        handler.SslOptions.RemoteCertificateValidationCallback = static (_, certificate, _, _) => certificate?.Subject == "CN=localhost";
        return new HttpClient(handler) { BaseAddress = Address };
    }

    /// <summary>kill -9.</summary>
    public async Task Kill()
    {
        if (!Server.HasExited)
        {
            Server.Kill(entireProcessTree: true);
            await Server.WaitForExitAsync();
        }
    }

    /// <summary>SIGTERM, as a system that stops or a new version that takes over sends it.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{Server.Id}"]);
        await Server.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        return Server.ExitCode;
    }

    private Task<Uri> Heard()
    {
        var file = KeptLog.For(Server.Id);
        Server.ErrorDataReceived += (_, line) =>
        {
            KeptLog.Keep(file, line.Data);
            lock (errors)
            {
                errors.AppendLine(line.Data);
            }
        };
        var heard = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        Server.OutputDataReceived += (_, line) =>
        {
            KeptLog.Keep(file, line.Data);
            if (line.Data is null)
            {
                heard.TrySetException(new InvalidOperationException($"The portal ended before it served: {Errors}"));
            }
            else if (AddressLine().Match(line.Data) is { Success: true } match)
            {
                heard.TrySetResult(new Uri(match.Groups["address"].Value));
            }

            Remember(line.Data);
        };
        Server.BeginErrorReadLine();
        Server.BeginOutputReadLine();
        return heard.Task;
    }

    private void Remember(string? line)
    {
        lock (log)
        {
            log.Enqueue(line ?? "");
            if (log.Count > 60)
            {
                log.Dequeue();
            }
        }
    }

    /// <summary>What a verb answered.</summary>
    public sealed record Verb(int ExitCode, string Output, string Errors);

    /// <summary>A verb of the same program, against this portal's database: <c>Run("verify")</c>.</summary>
    public Task<Verb> Run(params string[] arguments) =>
        Run(storage.ConnectionString, "Development", Folder, arguments, ("Keys__File", TestDatabase.KeysFileIn(Folder)));

    /// <summary>The same, begun and not waited for: to be ended in the middle.</summary>
    internal Process Begin(params string[] arguments) => Launch(storage.ConnectionString, "Development", Folder, arguments, [("Keys__File", TestDatabase.KeysFileIn(Folder))]);

    /// <summary>The program without a portal around it: what it says and how it ends.</summary>
    /// <param name="settings">Environment variables on top, such as Demo__Enabled.</param>
    public static Task<Verb> Run(
        string connectionString, string environment, string folder, string[] arguments, params (string Name, string Value)[] settings) =>
        AnswerOf(Launch(connectionString, environment, folder, arguments, settings));

    /// <summary>As <see cref="Run(string, string, string, string[], ValueTuple{string, string}[])"/>, by way of another program that takes rights or room away from it.</summary>
    public static Task<Verb> RunBy(string[] program, string connectionString, string folder, params string[] arguments) =>
        AnswerOf(Launch(connectionString, "Production", folder, arguments, [("Keys__File", Path.Combine(Path.GetTempPath(), "eigenregie-nowhere.keys"))], program));

    private static async Task<Verb> AnswerOf(Process started)
    {
        using var process = started;
        var output = process.StandardOutput.ReadToEndAsync();
        var complaints = process.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(Thorough.Times(few: 1, many: 10)));
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
        await Kill();
        Server.Dispose();
        if (!isGuest)
        {
            await storage.DisposeAsync();
        }

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
        if (by is { Length: > 0 })
        {
            // The runtime writes its own code by way of a file, for which there may be no room.
            start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        }

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

    /// <summary>Where the build left the program and what lies beside it.</summary>
    internal static string ProgramFolder => Path.GetDirectoryName(Program())!;

    /// <summary>The program in its own output folder, where its style sheets are; built with the tests because they refer to it.</summary>
    private static string Program()
    {
        var own = Path.TrimEndingDirectorySeparator(TestContext.CurrentContext.TestDirectory);
        var build = Path.GetRelativePath(Path.Combine(Repository.Root, "Budget.Tests"), own);
        var program = Path.Combine(Repository.Root, "Portal", build, "Portal.dll");
        return File.Exists(program) ? program : Path.Combine(own, "Portal.dll");
    }

    [GeneratedRegex(@"^Eigen Regie: (?<address>https?://\S+) ", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex AddressLine();
}
