namespace Budget.Core.Storage;

/// <summary>
/// SQLite has one writer at a time, and most of a write is waiting for the disk. Callers who come while a commit is on its way queue up and
/// share the next one: each runs in a savepoint of its own, so that one that is refused or fails takes nothing of the others with it, and
/// each gets its own answer, but only when the shared commit is on the disk. A caller who comes alone waits for nobody and hands its work
/// to no other thread; those who shared a commit wait for one another once more, never longer than that commit took
/// (docs/decisions/0005-group-commit.md).
/// </summary>
/// <param name="stopwatch">Tells how long a commit took.</param>
internal sealed class GroupCommit(Func<ValueTask<SqliteLease>> lease, Action<Moment> atMoment, TimeProvider stopwatch)
{
    /// <summary>More would only make the first of a group wait for the last.</summary>
    private const int LargestGroup = 64;
    /// <summary>A disk that stood still for a second is no reason to let the next caller wait for another.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(5);
    private readonly Queue<Turn> waiting = [];
    private bool someoneLeads;
    // Its own connection: a SQLite connection that sees another one write throws its whole page cache away.
    private SqliteLease? own;
    // Of the last commit; only the leader touches them.
    private int lastGroup;
    private long committedAt;
    private TimeSpan worthWaiting;

    /// <param name="work">Gives its answer, and whether what it wrote is to be kept.</param>
    public async Task<T> Write<T>(Func<PreparingConnection, Task<(T Answer, bool Keep)>> work)
    {
        var turn = new Turn<T>(work);
        bool lead;
        lock (waiting)
        {
            waiting.Enqueue(turn);
            lead = !someoneLeads;
            someoneLeads = true;
        }

        if (lead)
        {
            await LeadOnce();
        }

        return await turn.Answer;
    }

    /// <summary>Gives the connection back.</summary>
    public void Close()
    {
        own?.Dispose();
        own = null;
    }

    /// <summary>Takes everybody who waits, one commit for all. Who came meanwhile is led by another thread: the caller has its answer.</summary>
    private async Task LeadOnce()
    {
        await LetTheLastGroupComeAgain();
        var group = NextGroup();
        if (group.Count > 0)
        {
            await Commit(group);
        }

        lock (waiting)
        {
            if (waiting.Count == 0)
            {
                someoneLeads = false;
                return;
            }
        }

        _ = Task.Run(LeadOnce);
    }

    /// <summary>
    /// Right after a shared commit all who shared it are answered; the first to come again would commit alone, and all the others after it. What
    /// waiting for them saves is one commit, so no longer than that took. Who comes later than that after it waits for nobody.
    /// </summary>
    private async ValueTask LetTheLastGroupComeAgain()
    {
        while (lastGroup > 1 && stopwatch.GetElapsedTime(committedAt) < worthWaiting && CountWaiting() < lastGroup)
        {
            await Task.Yield();
        }
    }

    private int CountWaiting()
    {
        lock (waiting)
        {
            return waiting.Count;
        }
    }

    private List<Turn> NextGroup()
    {
        lock (waiting)
        {
            var group = new List<Turn>(Math.Min(waiting.Count, LargestGroup));
            while (group.Count < LargestGroup && waiting.TryDequeue(out var turn))
            {
                group.Add(turn);
            }

            return group;
        }
    }

    private async Task Commit(List<Turn> group)
    {
        Exception? shared = null;
        try
        {
            own ??= await lease();
            own.Execute("BEGIN IMMEDIATE");
            foreach (var turn in group)
            {
                await Take(turn, own, alone: group.Count == 1);
            }

            if (group.Exists(turn => turn.Keeps))
            {
                atMoment(Moment.BeforeCommit);
                var started = stopwatch.GetTimestamp();
                own.Execute("COMMIT");
                committedAt = stopwatch.GetTimestamp();
                var took = stopwatch.GetElapsedTime(started, committedAt);
                (lastGroup, worthWaiting) = (group.Count, took < LongestWait ? took : LongestWait);
                atMoment(Moment.AfterCommit);
            }
            else if (own.IsInTransaction)
            {
                own.Execute("ROLLBACK");
            }
        }
        catch (Exception fault)
        {
            // Nothing was kept of anybody; who was to hear a refusal may have been refused for what another wrote.
            shared = fault;
        }

        if (shared is not null)
        {
            // Given back, it is rolled back first, or thrown away when it cannot even do that.
            Close();
        }

        group.ForEach(turn => turn.Tell(shared));
    }

    private static async Task Take(Turn turn, SqliteLease connection, bool alone)
    {
        if (alone)
        {
            await turn.Run(connection.Connection);
            return;
        }

        connection.ExecuteAtOnce("SAVEPOINT turn");
        await turn.Run(connection.Connection);
        if (!connection.IsInTransaction)
        {
            // A full disk or a read fault makes SQLite roll back everything: then nobody's work is there any more.
            throw turn.Fault ?? new InvalidOperationException("The transaction ended inside a deed.");
        }

        if (!turn.Keeps)
        {
            connection.ExecuteAtOnce("ROLLBACK TO turn");
        }

        connection.ExecuteAtOnce("RELEASE turn");
    }

    private abstract class Turn
    {
        private readonly ExecutionContext? context = ExecutionContext.Capture();

        public bool Keeps { get; protected set; }
        public Exception? Fault { get; private set; }

        /// <summary>In the caller's own context (its culture, its trace), on whoever's thread.</summary>
        public async Task Run(PreparingConnection connection)
        {
            try
            {
                if (context is null)
                {
                    await Do(connection);
                    return;
                }

                Task done = Task.CompletedTask;
                ExecutionContext.Run(context, _ => done = Do(connection), null);
                await done;
            }
            catch (Exception fault)
            {
                (Fault, Keeps) = (fault, false);
            }
        }

        public abstract void Tell(Exception? shared);

        protected abstract Task Do(PreparingConnection connection);
    }

    private sealed class Turn<T>(Func<PreparingConnection, Task<(T Answer, bool Keep)>> work) : Turn
    {
        private readonly TaskCompletionSource<T> told = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? answer;

        public Task<T> Answer => told.Task;

        protected override async Task Do(PreparingConnection connection) => (answer, Keeps) = await work(connection);

        public override void Tell(Exception? shared)
        {
            if ((Fault ?? shared) is { } fault)
            {
                told.SetException(fault);
                return;
            }

            told.SetResult(answer!);
        }
    }
}
