using System.Globalization;

namespace Budget.Bench;

/// <summary>One line of the table: what was measured, how long it took, beside what, and what it had to reach.</summary>
/// <param name="Beside">What took turns with it in the same run: a floor, a peer, the same work on less.</param>
/// <param name="Items">How many things one operation handles (the lines of a message); gives the column "per second".</param>
internal sealed record Figure(string What, Sample Time, Sample? Beside = null, string BesideWhat = "", long Items = 1)
{
    public static readonly string[] Columns = ["Measured", "Time", "Per second", "Beside", "Ratio", "To reach", "Reached"];

    public string Remark { get; init; } = "";
    public IReadOnlyList<Target> Targets { get; init; } = [];

    /// <summary>The sample holds a time for each request: its p95 is told; otherwise the fastest and the slowest round.</summary>
    public bool EachRequest { get; init; }

    /// <summary>The ratio is told as how many times faster than what stands beside it, instead of how many times its cost.</summary>
    public bool IsRace { get; init; }

    public double PerSecond => Items / Time.Median;

    /// <summary>By medians where requests were counted one by one, else round by round.</summary>
    public Sample? Ratio => Beside is null ? null
        : EachRequest ? new Sample([Time.Median / Beside.Median])
        : IsRace ? Beside.Over(Time) : Time.Over(Beside);

    public string[] Cells =>
    [
        Remark.Length > 0 ? $"{What} ({Remark})" : What,
        $"{Span(Time.Median)} ({(EachRequest ? $"p95 {Span(Time.P95)}" : $"{Span(Time.Fastest)} – {Span(Time.Slowest)}")})",
        Time.InOrder.Count == 1 && Items == 1 ? "" : PerSecond.ToString(PerSecond < 10 ? "0.0" : "#,0", CultureInfo.InvariantCulture),
        Beside is null ? "" : $"{BesideWhat}: {Span(Beside.Median)}",
        Ratio is not { } ratio ? "" : $"{Three(ratio.Median)} × {(IsRace ? "as fast" : "its time")}{(EachRequest ? "" : $" ({Three(ratio.Fastest)} – {Three(ratio.Slowest)})")}",
        string.Join("; ", Targets.Select(target => target.Text)),
        Targets.Count == 0 ? "" : Targets.All(target => target.IsReached(this)) ? "yes" : "**no**",
    ];

    /// <summary>Three figures are as many as such a measurement can bear.</summary>
    private static string Span(double seconds) => seconds switch
    {
        < 0.001 => $"{Three(seconds * 1e6)} µs",
        < 1 => $"{Three(seconds * 1e3)} ms",
        _ => $"{Three(seconds)} s",
    };

    private static string Three(double value) =>
        value.ToString(value < 10 ? "0.00" : value < 100 ? "0.0" : "#,0", CultureInfo.InvariantCulture);
}

/// <summary>What a figure has to reach, by its median.</summary>
internal sealed record Target(string Text, Func<Figure, bool> IsReached)
{
    public static Target AtMost(double milliseconds) => new(
        milliseconds < 1 ? FormattableString.Invariant($"≤ {milliseconds * 1000:0} µs") : milliseconds < 1000 ? FormattableString.Invariant($"≤ {milliseconds:0} ms") : FormattableString.Invariant($"≤ {milliseconds / 1000:0} s"),
        figure => figure.Time.Median * 1000 <= milliseconds);

    public static Target AtLeastPerSecond(int count) => new(FormattableString.Invariant($"≥ {count:#,0} / s"), figure => figure.PerSecond >= count);

    public static Target RatioAtMost(double ratio) => new(FormattableString.Invariant($"≤ {ratio} ×"), figure => figure.Ratio!.Median <= ratio);

    public static Target RatioAtLeast(double ratio) => new(FormattableString.Invariant($"≥ {ratio:#,0.##} ×"), figure => figure.Ratio!.Median >= ratio);
}
