using System.Runtime.InteropServices;

namespace Budget.Bench;

/// <param name="Explained">What is measured, and beside what.</param>
internal sealed record Measurement(string Name, string Explained, Func<Task<IReadOnlyList<Figure>>> Run);

/// <summary>The measurements as a markdown table, on the screen and in docs/performance.md.</summary>
internal static class Report
{
    public static string Machine =>
        $"{Environment.ProcessorCount} cores ({RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}), {RuntimeInformation.FrameworkDescription}";

    public static string Table(IEnumerable<Figure> figures) => string.Join('\n',
    [
        Line(Figure.Columns),
        "|---|---:|---:|---:|---:|---:|---|",
        .. figures.Select(figure => Line(figure.Cells)),
    ]);

    public static string Page(IEnumerable<Measurement> measurements, IEnumerable<Figure> figures) => $"""
        # How fast

        Measured by `Budget.Bench` on {Machine}; one process does the asking and the answering.
        These are times of one machine, which others were using: compare the ratios, and repeat it on your own.

        {Table(figures)}

        *Median* and *spread* are of {Measure.Rounds} rounds after warming up (fastest – slowest), for the page of 300 requests (p95).
        *Floor* is the least that the same work could cost on the same machine, measured in the same run, turn by turn with the work itself:

        {string.Join('\n', measurements.Select(one => $"- `{one.Name}`: {one.Explained}"))}

        ## Repeat it

        ```
        dotnet run -c Release --project Budget.Bench                 # everything
        dotnet run -c Release --project Budget.Bench page posting    # some of it
        dotnet run -c Release --project Budget.Bench -- --write      # everything, and this page anew
        ```

        `question` also measures PostgreSQL when `EIGENREGIE_POSTGRES` holds a connection string; `bin/postgres start FOLDER` starts a
        private server and prints it, `bin/postgres stop FOLDER` ends it. Every budget, claim and message is written by the product's own
        deeds, in a temporary folder (`TMPDIR` chooses the disk) or a database that is dropped afterwards.

        """;

    private static string Line(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |";
}
