using System.Runtime.InteropServices;

namespace Budget.Bench;

/// <param name="Explained">What is measured, and beside what.</param>
internal sealed record Measurement(string Name, string Explained, Func<Task<IReadOnlyList<Figure>>> Run);

/// <param name="PeakMemory">The most memory held meanwhile, in bytes.</param>
internal sealed record Measured(Measurement Measurement, IReadOnlyList<Figure> Figures, long PeakMemory);

/// <summary>The measurements as markdown: on the screen, and between two marks in docs/performance.md; what stands around them is written by hand.</summary>
internal static class Report
{
    private const string Begin = "<!-- measured by bin/bench --write -->";
    private const string End = "<!-- end of what was measured -->";

    public static string Tables(IReadOnlyList<Measured> measured) => $"""
        Measured on {Environment.ProcessorCount} cores ({RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}), {RuntimeInformation.FrameworkDescription}, in one run.

        {string.Join('\n', Lines(measured))}

        Peak memory of the process meanwhile: {string.Join(", ", measured.Select(one => FormattableString.Invariant($"{one.Measurement.Name} {one.PeakMemory / 1e6:0} MB")))}.

        {string.Join('\n', measured.Select(one => $"- `{one.Measurement.Name}`: {one.Measurement.Explained}"))}
        """;

    public static void WriteInto(string path, IReadOnlyList<Measured> measured)
    {
        var page = File.ReadAllText(path);
        var (begin, end) = (page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, page.IndexOf(End, StringComparison.Ordinal));
        File.WriteAllText(path, $"{page[..begin]}\n\n{Tables(measured)}\n\n{page[end..]}");
    }

    private static IEnumerable<string> Lines(IReadOnlyList<Measured> measured) =>
    [
        Line(Figure.Columns),
        "|---|---|---:|---|---|---|---|",
        .. measured.SelectMany(one => one.Figures).Select(figure => Line(figure.Cells)),
    ];

    private static string Line(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |";
}
