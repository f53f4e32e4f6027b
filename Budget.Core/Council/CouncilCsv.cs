using System.Globalization;
using Budget.Core.Statements;

namespace Budget.Core.Council;

/// <summary>The figures for the council as CSV, version 1: what the page shows, and as much hidden.</summary>
public static class CouncilCsv
{
    public const string Version = "1";

    /// <summary>In the place of a figure that is not shown. What is not there yet is empty.</summary>
    public const string Hidden = "verborgen";

    public static readonly IReadOnlyList<string> Columns = ["gemeente", "jaar", "onderdeel", "regel", "eerste_halfjaar", "tweede_halfjaar", "heel_jaar", "jaar_ervoor"];

    private static readonly bool[] MedianFirst = [true, false];

    public static byte[] Write(CouncilFigures.Answer answer)
    {
        var dutch = CultureInfo.GetCultureInfo("nl");
        var counts =
            from list in answer.Lists
            from line in list.Total is null ? list.Lines : list.Lines.Append(list.Total)
            select (string[])[CouncilText.Of(list, dutch), CouncilText.Of(line, dutch), Told(line.First), Told(line.Second), Told(line.Year), Told(line.YearBefore)];
        var waits =
            from line in answer.Waits
            from isMedian in MedianFirst
            select (string[])
            [
                CouncilText.Of(line.Wait, dutch), isMedian ? "mediaan in dagen" : "90% binnen zoveel dagen",
                Told(line.First, isMedian), Told(line.Second, isMedian), Told(line.Year, isMedian), Told(line.YearBefore, isMedian),
            ];
        var year = answer.Year.ToString(CultureInfo.InvariantCulture);
        return CsvFile.Write(Columns, counts.Concat(waits).Select(row => (string[])[answer.MunicipalityCode, year, .. row]));
    }

    private static string Told(CouncilFigure figure) => figure.IsHidden ? Hidden : Number(figure.Count);

    private static string Told(WaitedDays days, bool isMedian) => days.IsHidden ? Hidden : Number(isMedian ? days.Median : days.NinetyPercent);

    private static string Number(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
