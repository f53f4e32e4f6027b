using System.Globalization;
using System.Xml;
using Budget.Core.Invoices;

namespace Budget.Bench;

/// <summary>The reader of declarations alone, beside a bare loop of XmlReader over the same bytes.</summary>
internal static class ReadLarge
{
    private const int Rounds = 15;

    public static async Task<IReadOnlyList<Figure>> Run()
    {
        await using var town = await BenchTown.On(BenchStorage.Sqlite());
        var declarations = await Declarations.In(town, assignments: 1_000);
        using var file = new MemoryStream();
        // As many months as fit in 25 MB.
        WriteDeclaration.Write(file, declarations.Next(months: 24));
        var bytes = file.ToArray();
        var lines = 0;
        var times = await Measure.RoundsOf(
            Rounds, mostWarmUp: 5,
            () => Measure.Once(() => Bare(bytes)),
            () => Measure.Once(() =>
            {
                using var source = new MemoryStream(bytes);
                lines = ReadDeclaration.Read(source, BenchTown.Today).Message!.Lines.Count;
                return Task.CompletedTask;
            }));
        return [new Figure(string.Create(CultureInfo.InvariantCulture, $"ReadDeclaration, {bytes.Length / 1e6:0.0} MB"), times[1], times[0], "a bare XmlReader loop over the same bytes", lines)
        {
            Remark = "per second: lines",
            Targets = [Target.RatioAtMost(2)],
        }];
    }

    private static Task Bare(byte[] bytes)
    {
        using var source = new MemoryStream(bytes);
        using var reader = XmlReader.Create(source);
        while (reader.Read())
        {
        }

        return Task.CompletedTask;
    }
}
