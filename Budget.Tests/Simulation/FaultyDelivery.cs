using Budget.Core.Ledger;
using Budget.Core.Storage;
using Microsoft.Data.Sqlite;

namespace Budget.Tests.Simulation;

/// <summary>
/// Brings deeds to the product over bad roads, and holds every answer against the model's. Who hears nothing sends the same deed with the same
/// key again, as a client does. Several deeds at once: while the first is being committed the others come, so that they share the next commit.
/// </summary>
internal sealed class FaultyDelivery(SimulatedDisk disk, ModelTown model, Random random, List<string> story)
{
    private const int SqliteBusy = 5;
    private const int SqliteFull = 13;

    private enum Fault { None, CrashBefore, CrashAfter, DiskFull, Passing }

    /// <summary>How often each of these really came about: a simulator whose faults miss proves nothing.</summary>
    public Dictionary<string, int> Events { get; } = new(StringComparer.Ordinal);

    public async Task Of(IReadOnlyList<Deed> deeds)
    {
        var fault = random.Next(200) switch
        {
            < 16 => Fault.CrashBefore,
            < 32 => Fault.CrashAfter,
            < 46 => Fault.DiskFull,
            < 48 when deeds.Count == 1 => Fault.Passing,
            _ => Fault.None,
        };
        if (fault == Fault.DiskFull)
        {
            await disk.LeaveRoomFor(random.Next(2));
        }

        var answers = await Send(deeds, fault);
        var heard = deeds.Zip(answers).Where(pair => pair.Second is { IsCompletedSuccessfully: true }).ToList();
        var unheard = deeds.Zip(answers).Where(pair => pair.Second is not { IsCompletedSuccessfully: true }).ToList();
        heard.ForEach(pair => Compare(pair.First, pair.Second!.Result, maybeAgain: fault == Fault.Passing));
        foreach (var (deed, answer) in unheard)
        {
            if (Explain(deed, answer) is CrashException { Moment: Moment.AfterCommit })
            {
                // Done; only the answer was lost. The model is asked now, the client will hear it in the end.
                deed.ExpectOf(model);
            }
        }

        if (fault == Fault.DiskFull)
        {
            await disk.LeaveRoomFor(null);
        }
        else if (disk.IsCrashed)
        {
            await disk.StartAgain();
        }

        foreach (var (deed, _) in unheard)
        {
            Compare(deed, await deed.SendTo(disk.Database));
        }
    }

    /// <summary>The heads have no key: what was written before a crash stays, and the next run writes the rest.</summary>
    public async Task OfHeads()
    {
        var (countdown, moment) = (random.Next(6), random.Next(2) == 0 ? Moment.BeforeCommit : Moment.AfterCommit);
        var written = 0;
        disk.Database.AtMoment = at =>
        {
            written += at == Moment.AfterCommit ? 1 : 0;
            if (at == moment && countdown-- == 0)
            {
                disk.Crash(at);
            }
        };
        var heads = new WriteLedgerHeads(disk.Database).Do();
        await Task.WhenAny(heads);
        disk.Database.AtMoment = null;
        story.Add($"   heads, {written} commits{(disk.IsCrashed ? $", crash {moment}" : "")}");
        if (disk.IsCrashed)
        {
            // Hilversum comes first and has nothing to write.
            model.Ledger.WriteHeads(Math.Max(0, written - 1));
            await disk.StartAgain();
            heads = new WriteLedgerHeads(disk.Database).Do();
        }

        Assert.That(await heads, Is.EqualTo(model.Ledger.WriteHeads(int.MaxValue)), "how many heads are written");
    }

    /// <summary>The fault strikes the first commit; when several deeds come at once the second, which the others share.</summary>
    /// <returns>What became of each deed; none when the program was gone before it could be sent.</returns>
    private async Task<Task<Reply>?[]> Send(IReadOnlyList<Deed> deeds, Fault fault)
    {
        var answers = new Task<Reply>?[deeds.Count];
        var (commits, struck, mayShare) = (0, false, deeds.Count > 1);
        disk.Database.AtMoment = moment =>
        {
            commits += moment == Moment.BeforeCommit ? 1 : 0;
            if (mayShare)
            {
                mayShare = false;
                deeds.Skip(1).Select(deed => deed.SendTo(disk.Database)).ToArray().CopyTo(answers, 1);
            }

            if (!struck && commits == Math.Min(2, deeds.Count) && Strikes(fault, moment))
            {
                struck = true;
                Strike(fault, moment);
            }
        };
        for (var index = 0; index < deeds.Count; index++)
        {
            if ((answers[index] ??= disk.IsCrashed ? null : deeds[index].SendTo(disk.Database)) is { } answer)
            {
                await Task.WhenAny(answer);
            }

            mayShare = false;
        }

        disk.Database.AtMoment = null;
        return answers;
    }

    private bool Strikes(Fault fault, Moment moment) => (fault, moment) switch
    {
        (Fault.CrashBefore, Moment.BeforeCommit) or (Fault.CrashAfter, Moment.AfterCommit) or (Fault.Passing, Moment.AfterCommit) => true,
        (Fault.Passing, Moment.BeforeCommit) => random.Next(2) == 0,
        _ => false,
    };

    private void Strike(Fault fault, Moment moment)
    {
        if (fault == Fault.Passing)
        {
            Count("passing fault");
            throw new SqliteException("busy for a moment", SqliteBusy);
        }

        disk.Crash(moment);
    }

    private Exception? Explain(Deed deed, Task<Reply>? answer)
    {
        var fault = answer?.Exception?.InnerException;
        story.Add($"   {deed} -> {fault?.Message ?? "not sent any more"}");
        if (fault is not (null or CrashException or SqliteException { SqliteErrorCode: SqliteFull }))
        {
            Assert.Fail($"{deed}\n{fault}");
        }

        Count(fault is CrashException crash ? crash.Message : fault is null ? "not sent" : "disk full");
        return fault;
    }

    private void Compare(Deed deed, Reply actual, bool maybeAgain = false)
    {
        story.Add($"   {deed} -> {actual}");
        Count(actual.IsRefused ? actual.Text is "no: not-allowed" or "no: not-found" ? $"{actual.Text[4..]}" : "refused" : actual.IsReplay ? "again" : "done");
        var expected = deed.ExpectOf(model);
        if (actual != expected && !(maybeAgain && actual == expected with { IsReplay = true }))
        {
            Assert.Fail($"{deed}\n  the product: {actual}\n  the model:   {expected}");
        }
    }

    private void Count(string what) => Events[what] = Events.GetValueOrDefault(what) + 1;
}
