using System.Diagnostics;

namespace Budget.Bench;

/// <summary>Seconds per operation, one for each round (or for each request), in the order in which they were measured.</summary>
internal sealed class Sample
{
    private readonly double[] sorted;

    public Sample(IEnumerable<double> seconds)
    {
        InOrder = [.. seconds];
        sorted = [.. InOrder.Order()];
    }

    public IReadOnlyList<double> InOrder { get; }
    public double Median => At(0.50);
    public double P95 => At(0.95);
    public double Fastest => sorted[0];
    public double Slowest => sorted[^1];

    /// <summary>Round by round: whatever else the machine did weighed on both.</summary>
    public Sample Over(Sample other) => new(InOrder.Zip(other.InOrder, (mine, theirs) => mine / theirs));

    private double At(double part) => sorted[(int)Math.Ceiling(part * sorted.Length) - 1];
}

/// <summary>
/// Runs work in rounds. Work and what it is measured beside take turns within one run, so that whatever else the machine does weighs on
/// both, and their ratio says more than either time alone. Before the rounds that count, some that do not: until the JIT compiler is done,
/// which takes it seconds, the same work costs twice as much.
/// </summary>
internal static class Measure
{
    public const int Rounds = 7;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(6);

    /// <summary>Each work is done so often in a round; the round is worth the median of those.</summary>
    public static Task<Sample[]> InTurns(int perRound, params Func<Task>[] works) =>
        RoundsOf([.. works.Select<Func<Task>, Func<Task<double>>>(work => () => MedianOf(perRound, work))]);

    /// <param name="rounds">Each does a round of its work and says how many seconds an operation took.</param>
    public static Task<Sample[]> RoundsOf(params Func<Task<double>>[] rounds) => RoundsOf(Rounds, int.MaxValue, rounds);

    /// <param name="mostWarmUp">For work of which there is not enough for six seconds.</param>
    public static async Task<Sample[]> RoundsOf(int count, int mostWarmUp, params Func<Task<double>>[] rounds)
    {
        var warmedUp = 0;
        var times = rounds.Select(_ => new List<double>()).ToArray();
        var started = Stopwatch.GetTimestamp();
        for (var round = -1; round < count; round++)
        {
            for (var work = 0; work < rounds.Length; work++)
            {
                var time = await rounds[work]();
                if (round >= 0)
                {
                    times[work].Add(time);
                }
            }

            if (round < 0 && ++warmedUp < mostWarmUp && Stopwatch.GetElapsedTime(started) < WarmUp)
            {
                round--;
            }
        }

        return [.. times.Select(time => new Sample(time))];
    }

    /// <summary>Seconds an operation, when this many callers each do that many, all at the same time.</summary>
    public static async Task<double> Together(int callers, int each, Func<int, Task> work)
    {
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            for (var done = 0; done < each; done++)
            {
                await work(caller);
            }
        })));
        return Stopwatch.GetElapsedTime(started).TotalSeconds / (callers * each);
    }

    public static async Task<double> Once(Func<Task> work)
    {
        var started = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    /// <summary>Seconds an operation, one after the other, with whatever happens between them (a log that is folded back into the file).</summary>
    public static Task<double> InARow(int count, Func<Task> work) => Together(callers: 1, count, _ => work());

    /// <summary>The median of so many operations.</summary>
    public static async Task<double> MedianOf(int count, Func<Task> work)
    {
        var times = new double[count];
        for (var done = 0; done < count; done++)
        {
            times[done] = await Once(work);
        }

        return new Sample(times).Median;
    }
}
