using System.Globalization;
using Budget.Core.Invoices;
using Budget.Core.Iwmo;

namespace Budget.Bench;

/// <summary>
/// A declaration of 100,000 lines beside one of half as many, each in a fresh town and in one durable transaction, and what it takes of memory.
/// A file may measure 25 MB, in which fewer lines fit, so the message is given as it was read; <see cref="ReadLarge"/> measures the reading.
/// </summary>
internal static class ImportLarge
{
    private const int Assignments = 5_000;
    private const int Months = 20;
    private const int Rounds = 3;

    public static async Task<IReadOnlyList<Figure>> Run() =>
    [
        await Import("SQLite", () => Task.FromResult(BenchStorage.Sqlite())),
        .. BenchStorage.HasPostgreSql ? [await Import("PostgreSQL", BenchStorage.PostgreSql)] : Array.Empty<Figure>(),
    ];

    /// <param name="storage">A fresh one: a town each time, for the longer its history, the longer a line takes.</param>
    private static async Task<Figure> Import(string engine, Func<Task<BenchStorage>> storage)
    {
        List<double> whole = [], half = [];
        var grown = 0L;
        for (var round = 0; round < Rounds; round++)
        {
            half.Add((await Take(storage, Months / 2)).Seconds);
            var (seconds, bytes) = await Take(storage, Months);
            whole.Add(seconds);
            grown = Math.Max(grown, bytes);
        }

        return new Figure($"ImportDeclaration, a message of {Assignments * Months:#,0} lines, {engine}", new Sample(whole), new Sample(half), "half as many lines", Assignments * Months)
        {
            Remark = string.Create(CultureInfo.InvariantCulture, $"per second: lines; memory grew by {grown / 1e6:0} MB at most"),
            Targets = [Target.AtLeastPerSecond(5_000), Target.RatioAtMost(2.2), new Target("≤ 100 MB", _ => grown <= 100_000_000)],
        };
    }

    private static async Task<(double Seconds, long Grown)> Take(Func<Task<BenchStorage>> storage, int months)
    {
        await using var town = await BenchTown.On(await storage());
        var declarations = await Declarations.In(town, Assignments);
        var message = declarations.Next(months);
        var file = new DeclarationFile(new MessageReading<Declaration>(message, Fault: null), $"hash of {message.Header.Identification}");
        PeakMemory.Reset();
        var before = PeakMemory.Bytes;
        var seconds = await Measure.Once(() => declarations.Import(file));
        return (seconds, PeakMemory.Bytes - before);
    }
}
