using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace Budget.Tests.Faults;

/// <summary>A disk that can be filled to the last byte, and given room again.</summary>
internal abstract class SmallDisk : IAsyncDisposable
{
    protected SmallDisk() => Folder = Directory.CreateTempSubdirectory("eigenregie-disk-").FullName;

    public string Folder { get; }

    /// <summary>By which program the portal is started, so that this disk is what it has.</summary>
    public virtual string[] By => [];

    /// <summary>Not a byte more.</summary>
    public abstract Task Fill(RunningPortal portal);

    public abstract Task MakeRoom(RunningPortal portal);

    public virtual ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    protected static async Task<int> Run(params string[] line)
    {
        using var program = Process.Start(new ProcessStartInfo(line[0], line[1..]) { UseShellExecute = false, RedirectStandardError = true })!;
        await program.StandardError.ReadToEndAsync();
        await program.WaitForExitAsync();
        return program.ExitCode;
    }

    /// <summary>A file system of its own in memory, which is really full. Only who may mount one has it.</summary>
    public sealed class Mounted : SmallDisk
    {
        private string Ballast => Path.Combine(Folder, "ballast");

        public static async Task<SmallDisk?> Make(int megabytes)
        {
            var disk = new Mounted();
            if (OperatingSystem.IsLinux() && await Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "eigenregie", disk.Folder) == 0)
            {
                return disk;
            }

            Directory.Delete(disk.Folder);
            return null;
        }

        public override async Task Fill(RunningPortal portal)
        {
            // A log that has grown is written over and over without taking more of the disk: what it holds goes to the file first, and it has no room of its own left.
            await using (var connection = new SqliteConnection(portal.ConnectionString))
            {
                await connection.OpenAsync();
                await using var truncate = connection.CreateCommand();
                truncate.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
                await truncate.ExecuteNonQueryAsync();
            }

            await using var ballast = new FileStream(Ballast, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
            var some = new byte[4096];
            Assert.That(
                async () =>
                {
                    while (true)
                    {
                        await ballast.WriteAsync(some);
                    }
                },
                Throws.InstanceOf<IOException>(), "the disk is full");
        }

        public override Task MakeRoom(RunningPortal portal)
        {
            File.Delete(Ballast);
            return Task.CompletedTask;
        }

        public override async ValueTask DisposeAsync()
        {
            await Run("umount", "--lazy", Folder);
            await base.DisposeAsync();
        }
    }

    /// <summary>Any disk, of which the system lets the portal write no more (RLIMIT_FSIZE): what everybody can do, also who is not root.</summary>
    public sealed class Limited : SmallDisk
    {
        public override string[] By => ["bash", "-c", "trap '' XFSZ; exec \"$@\"", "-"];

        public override async Task Fill(RunningPortal portal) =>
            Assert.That(await Run("prlimit", "--pid", $"{portal.ProcessId}", "--fsize=4096:unlimited"), Is.Zero);

        public override async Task MakeRoom(RunningPortal portal) =>
            Assert.That(await Run("prlimit", "--pid", $"{portal.ProcessId}", "--fsize=unlimited:unlimited"), Is.Zero);
    }
}
