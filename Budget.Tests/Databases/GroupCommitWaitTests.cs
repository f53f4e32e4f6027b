using Budget.Core.Storage;

namespace Budget.Tests.Databases;

/// <summary>Who shared a commit waits once more for those who shared it, as long as that commit took and no longer: on a clock that stands still.</summary>
public sealed class GroupCommitWaitTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly HandClock clock = new();
    private string folder = "";
    private PreparingConnection connection = null!;
    private GroupCommit writer = null!;
    private int commits;
    private Action beforeCommit = () => { };

    [SetUp]
    public async Task Open()
    {
        folder = Directory.CreateTempSubdirectory("eigenregie-").FullName;
        connection = new PreparingConnection($"Data Source={Path.Combine(folder, "test.db")};Pooling=False");
        await connection.OpenAsync();
        connection.Execute("CREATE TABLE kept (caller TEXT)");
        (commits, beforeCommit) = (0, () => { });
        writer = new GroupCommit(() => ValueTask.FromResult(new SqliteLease(connection, _ => { })), At, clock);
    }

    [TearDown]
    public void Close()
    {
        connection.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [TestCase(2_000, 1_900, true, TestName = "Within_the_time_that_the_shared_commit_took_the_first_to_come_again_waits_for_the_other")]
    [TestCase(2_000, 2_000, false, TestName = "When_as_long_as_the_shared_commit_took_is_over_nobody_waits")]
    [TestCase(900_000, 4_900, true, TestName = "After_a_slow_commit_the_first_to_come_again_waits_a_little")]
    [TestCase(900_000, 5_000, false, TestName = "After_a_slow_commit_nobody_waits_longer_than_five_milliseconds")]
    public async Task Two_who_shared_a_commit(int tookMicroseconds, int laterMicroseconds, bool waits)
    {
        await ShareACommit(tookMicroseconds);
        clock.Advance(laterMicroseconds);

        var first = Write("first");
        // On a clock that stands still a wait that is in order lasts until the other comes; one that is not would be over by now.
        await Task.WhenAny(first, Task.Delay(waits ? TimeSpan.FromMilliseconds(200) : Patience));
        Assert.That(first.IsCompleted, Is.Not.EqualTo(waits));
        await Task.WhenAll(first, Write("second")).WaitAsync(Patience);

        Assert.That(commits, Is.EqualTo(waits ? 1 : 2));
    }

    [Test]
    public async Task Who_comes_alone_after_one_who_came_alone_waits_for_nobody()
    {
        beforeCommit = () => clock.AdvanceAtSecondReading(2_000);
        await Write("alone");

        await Write("alone again").WaitAsync(Patience);

        Assert.That(commits, Is.EqualTo(2));
    }

    /// <summary>One leads and is held until two others queue; they share the next commit.</summary>
    private async Task ShareACommit(int tookMicroseconds)
    {
        var leading = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var queued = new ManualResetEventSlim();
        beforeCommit = () =>
        {
            beforeCommit = () => clock.AdvanceAtSecondReading(tookMicroseconds);
            leading.SetResult();
            queued.Wait(Patience);
        };
        var leader = Task.Run(() => Write("leader"));
        await leading.Task.WaitAsync(Patience);
        var others = new[] { Write("other"), Write("another") };
        queued.Set();
        await Task.WhenAll([leader, .. others]).WaitAsync(Patience);
        Assert.That(commits, Is.EqualTo(2));
        commits = 0;
    }

    private Task<bool> Write(string caller) => writer.Write(connection =>
    {
        connection.Write("INSERT INTO kept (caller) VALUES ($1)", [caller]);
        return Task.FromResult((true, Keep: true));
    });

    private void At(Moment moment)
    {
        if (moment == Moment.BeforeCommit)
        {
            beforeCommit();
            return;
        }

        commits++;
    }

    /// <summary>Stands still but where it is moved; in microseconds.</summary>
    private sealed class HandClock : TimeProvider
    {
        private readonly Lock gate = new();
        private (int Readings, int Microseconds) next;
        private long now;

        public override long TimestampFrequency => 1_000_000;

        public override long GetTimestamp()
        {
            lock (gate)
            {
                now += next.Readings == 1 ? next.Microseconds : 0;
                next.Readings--;
                return now;
            }
        }

        public void Advance(int microseconds)
        {
            lock (gate)
            {
                now += microseconds;
            }
        }

        /// <summary>Between the reading before a commit and the one after it.</summary>
        public void AdvanceAtSecondReading(int microseconds)
        {
            lock (gate)
            {
                next = (2, microseconds);
            }
        }
    }
}
