using System.Diagnostics;

namespace Budget.Bench;

/// <summary>Times in seconds per operation: one for each request, or the mean of each round. Sorted, so that order statistics are plain to read.</summary>
internal sealed class Sample
{
    private readonly double[] sorted;

    public Sample(IEnumerable<double> seconds) => sorted = [.. seconds.Order()];

    public double Median => At(0.50);
    public double P95 => At(0.95);
    public double Fastest => sorted[0];
    public double Slowest => sorted[^1];

    private double At(double part) => sorted[(int)Math.Ceiling(part * sorted.Length) - 1];
}

/// <summary>
/// Runs work in rounds. The work and its floor take turns within one run, so that whatever else the machine does weighs on both,
/// and their ratio says more than either time alone. Before the rounds that count, some that do not: the JIT compiler needs them.
/// </summary>
internal static class Measure
{
    public const int Rounds = 7;

    public static async Task<(Sample Work, Sample Floor)> InTurns(int perRound, Func<Task> floor, Func<Task> work, int warmUp = 2)
    {
        var times = (Work: new List<double>(), Floor: new List<double>());
        for (var round = -warmUp; round < Rounds; round++)
        {
            var floorTime = await Round(perRound, floor);
            var workTime = await Round(perRound, work);
            if (round >= 0)
            {
                times.Floor.Add(floorTime);
                times.Work.Add(workTime);
            }
        }

        return (new Sample(times.Work), new Sample(times.Floor));
    }

    /// <returns>Seconds per operation.</returns>
    public static async Task<double> Round(int count, Func<Task> work)
    {
        var started = Stopwatch.GetTimestamp();
        for (var done = 0; done < count; done++)
        {
            await work();
        }

        return Stopwatch.GetElapsedTime(started).TotalSeconds / count;
    }
}
