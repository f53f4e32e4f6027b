using System.Globalization;

namespace Budget.Bench;

/// <summary>One line of the table: what was measured, how long it took, and how many times the least it could have taken.</summary>
/// <param name="Items">How many things one operation handles (the lines of a message); gives the column "per second".</param>
/// <param name="EachRequest">The sample holds a time for each request: its p95 is told; otherwise the fastest and the slowest round.</param>
internal sealed record Figure(string What, Sample Time, Sample? Floor, long Items = 1, bool EachRequest = false, string Remark = "")
{
    public static readonly string[] Columns = ["Measured", "Median", "Spread", "Floor", "× floor", "Per second", "Remark"];

    public string[] Cells =>
    [
        What,
        Span(Time.Median),
        EachRequest ? $"p95 {Span(Time.P95)}" : $"{Span(Time.Fastest)} – {Span(Time.Slowest)}",
        Floor is null ? "–" : Span(Floor.Median),
        Floor is null ? "–" : (Time.Median / Floor.Median).ToString(Time.Median < 10 * Floor.Median ? "0.0" : "0", CultureInfo.InvariantCulture),
        (Items / Time.Median).ToString("#,0", CultureInfo.InvariantCulture),
        Remark,
    ];

    /// <summary>Three figures are as many as such a measurement can bear.</summary>
    private static string Span(double seconds) => seconds switch
    {
        < 0.001 => $"{Three(seconds * 1e6)} µs",
        < 1 => $"{Three(seconds * 1e3)} ms",
        _ => $"{Three(seconds)} s",
    };

    private static string Three(double value) =>
        value.ToString(value < 10 ? "0.00" : value < 100 ? "0.0" : "0", CultureInfo.InvariantCulture);
}
