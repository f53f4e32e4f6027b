using Budget.Core.Storage;

namespace Budget.Tests.Simulation;

/// <summary>The program died here. Not a fault that passes, so nobody tries again until the next program runs.</summary>
internal sealed class CrashException(Moment moment) : Exception($"crash {moment}")
{
    public Moment Moment { get; } = moment;
}

/// <summary>
/// The file of one seed, and the program that has it open. A crash takes the files as they are at that moment, in the middle of a transaction,
/// with a torn end on the log; the next program opens those. A full disk is SQLite's own: it may not take another page.
/// </summary>
internal sealed class SimulatedDisk(string path, TimeProvider clock, Random random) : IAsyncDisposable
{
    private readonly string left = $"{path}-left";

    public Database Database { get; private set; } = Open(path, clock, random);

    public bool IsCrashed => File.Exists(left);

    private static Database Open(string path, TimeProvider clock, Random random) => new($"Data Source={path}", clock, random.Next(), masterKeys: () => TestDatabase.Keys);

    /// <summary>To be called at a moment: keeps the files as a killed program leaves them, and dies.</summary>
    public void Crash(Moment moment)
    {
        File.Copy(path, left);
        File.Copy($"{path}-wal", $"{left}-wal");
        if (moment == Moment.BeforeCommit)
        {
            using var log = new FileStream($"{left}-wal", FileMode.Append);
            var torn = new byte[random.Next(5_000)];
            random.NextBytes(torn);
            log.Write(torn);
        }

        throw new CrashException(moment);
    }

    /// <summary>The next program, on what the last one left.</summary>
    public async Task StartAgain()
    {
        await Database.DisposeAsync();
        File.Move(left, path, overwrite: true);
        File.Move($"{left}-wal", $"{path}-wal", overwrite: true);
        Database = Open(path, clock, random);
    }

    /// <summary>From now on there is room for this many pages more; none means all one wants. Said in a write, because it is the writer's connection that counts.</summary>
    public Task LeaveRoomFor(int? pages) => Database.Overwrite(async session =>
        await session.Single<long>($"PRAGMA max_page_count = {(pages is { } few ? await session.Single<long>("PRAGMA page_count") + few : 1_000_000)}"));

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        File.Delete(path);
    }
}
