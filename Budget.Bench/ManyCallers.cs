using System.Diagnostics;
using System.Text.Json;
using Budget.Core;
using Budget.Core.Decisions;

namespace Budget.Bench;

/// <summary>
/// Thirty-two callers at once against one, each answer durable: how much sharing a commit is worth. The disks of some machines answer a
/// sync before it is done, others take a millisecond: so once more in a process of its own, whose every fsync and fdatasync the kernel
/// holds up by a millisecond (strace does that to the real calls).
/// </summary>
internal static class ManyCallers
{
    /// <summary>The word by which this program runs the measurement again inside the slow process.</summary>
    public const string RawMode = "callers-raw";
    private const int Callers = 32;
    private const int Each = 40;
    private const int Alone = 200;

    private sealed record Times(double[] Bare, double[] Single, double[] Together);

    public static async Task<IReadOnlyList<Figure>> Run()
    {
        List<Figure> figures = [.. Figures(await Take(), "", atLeast: 2)];
        if (!OperatingSystem.IsLinux() || !Programs.Has("strace"))
        {
            await Console.Error.WriteLineAsync("  strace is not there: nothing is slowed down.");
            return figures;
        }

        var json = await Programs.Output("strace",
        [
            "--follow-forks", "--seccomp-bpf", "--quiet=all", "--output=/dev/null", "--trace=fsync,fdatasync", "--inject=fsync,fdatasync:delay_exit=1ms",
            Environment.ProcessPath!, .. Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal) ? [typeof(ManyCallers).Assembly.Location] : Array.Empty<string>(), RawMode,
        ]);
        return [.. figures, .. Figures(JsonSerializer.Deserialize<Times>(json)!, ", each sync slowed by 1 ms", atLeast: 10)];
    }

    public static async Task Raw() => Console.WriteLine(JsonSerializer.Serialize(await Take()));

    private static Figure[] Figures(Times times, string how, double atLeast)
    {
        var single = new Sample(times.Single);
        return
        [
            new Figure($"One caller{how}", single, new Sample(times.Bare), "a bare durable row"),
            new Figure($"{Callers} callers at once{how}", new Sample(times.Together), single, "one caller") { IsRace = true, Targets = [Target.RatioAtLeast(atLeast)] },
        ];
    }

    private static async Task<Times> Take()
    {
        await using var town = await BenchTown.On(BenchStorage.Sqlite());
        List<(Actor Holder, BudgetId Id)> budgets = [];
        for (var caller = 0; caller < Callers; caller++)
        {
            var budget = await town.Grant(await town.Resident($"holder{caller}"), FundingForm.PersonHeld);
            budgets.Add((budget.Holder, await town.IdOf(budget)));
        }

        await using var floor = await BareCommit.On(BenchStorage.Sqlite());
        var times = await Measure.RoundsOf(
            () => Measure.Together(1, Alone, _ => floor.Do()),
            () => Measure.Together(1, Alone, caller => BarePosting.Do(town, budgets[caller].Holder, budgets[caller].Id)),
            () => Measure.Together(Callers, Each, caller => BarePosting.Do(town, budgets[caller].Holder, budgets[caller].Id)));
        return new Times([.. times[0].InOrder], [.. times[1].InOrder], [.. times[2].InOrder]);
    }
}
