using System.Diagnostics;
using Npgsql;

namespace Budget.Tests.Support;

/// <summary>A PostgreSQL of a test's own (bin/postgres), which may be killed as a power cut would.</summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), $"eigenregie-server-{Path.GetRandomFileName()}");

    private PostgresServer()
    {
    }

    public string ConnectionString { get; private set; } = "";

    public static async Task<PostgresServer> Start()
    {
        var server = new PostgresServer();
        server.ConnectionString = $"{await server.Script("start")};Maximum Pool Size=20";
        return server;
    }

    public Task Kill() => Script("kill");

    /// <summary>On the same port; it takes connections when this returns.</summary>
    public async Task StartAgain()
    {
        await Script("again");
        // What a test kept open to ask by itself died with the server.
        await using var lost = new NpgsqlConnection(ConnectionString);
        NpgsqlConnection.ClearPool(lost);
    }

    public async Task Crash()
    {
        await Kill();
        await StartAgain();
    }

    public async ValueTask DisposeAsync() => await Script("stop");

    private async Task<string> Script(string action)
    {
        using var script = Process.Start(new ProcessStartInfo(Path.Combine(Repository.Root, "bin", "postgres"), [action, folder])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        })!;
        // The server keeps the pipe open: one line is all there is.
        var line = await script.StandardOutput.ReadLineAsync() ?? "";
        await script.WaitForExitAsync();
        return line.Trim();
    }
}
