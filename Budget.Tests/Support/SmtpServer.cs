using System.Diagnostics;
using System.Text.Json;

namespace Budget.Tests.Support;

/// <summary>A real SMTP server (npm smtp-server) in a process of its own, and all that was said to it.</summary>
internal sealed class SmtpServer : IAsyncDisposable
{
    /// <summary>Of whoever signs in there.</summary>
    public const string Secret = "a secret of tests";

    private readonly Process server;
    private readonly List<JsonElement> heard;

    private SmtpServer(Process server, int port, List<JsonElement> heard) => (this.server, Port, this.heard) = (server, port, heard);

    public int Port { get; }

    /// <param name="words">"tls CERTIFICATE KEY", "login".</param>
    public static async Task<SmtpServer> Start(params string[] words)
    {
        var started = Process.Start(new ProcessStartInfo("node", [Path.Combine(Repository.Root, "Budget.Tests", "MailServer", "server.mjs"), .. words])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        started.ErrorDataReceived += static (_, line) => TestContext.Progress.WriteLine(line.Data);
        started.BeginErrorReadLine();
        var port = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        List<JsonElement> all = [];
        started.OutputDataReceived += (_, line) => Hear(line.Data, all, port);
        started.BeginOutputReadLine();
        return new SmtpServer(started, await port.Task.WaitAsync(TimeSpan.FromSeconds(30)), all);
    }

    /// <summary>What was said so far, of one kind: "login", "from", "mail".</summary>
    public IReadOnlyList<JsonElement> Heard(string kind)
    {
        lock (heard)
        {
            return [.. heard.Where(one => one.GetProperty("kind").GetString() == kind)];
        }
    }

    /// <summary>Waits for so many, and no longer than a minute.</summary>
    public async Task<IReadOnlyList<JsonElement>> Mails(int count)
    {
        var watch = Stopwatch.StartNew();
        while (Heard("mail").Count < count && watch.Elapsed < TimeSpan.FromMinutes(1))
        {
            await Task.Delay(50);
        }

        return Heard("mail");
    }

    public async ValueTask DisposeAsync()
    {
        server.Kill(entireProcessTree: true);
        await server.WaitForExitAsync();
        server.Dispose();
    }

    private static void Hear(string? line, List<JsonElement> all, TaskCompletionSource<int> port)
    {
        if (line is null)
        {
            port.TrySetException(new InvalidOperationException("The mail server did not start: is npm ci done?"));
            return;
        }

        var said = JsonDocument.Parse(line).RootElement;
        lock (all)
        {
            all.Add(said);
        }

        if (said.TryGetProperty("port", out var number))
        {
            port.TrySetResult(number.GetInt32());
        }
    }
}
