using System.Globalization;
using Budget.Core.Pdf;

namespace Budget.Core.Statements;

/// <summary>What was spent month by month, as columns with their amounts; the words of the picture say each amount.</summary>
internal static class SpentChart
{
    private const double Height = 108;
    private const double Floor = 92;
    private const double Ceiling = 14;

    /// <summary>None where one month, or nothing, would be shown.</summary>
    public static PdfDrawing? Of(Statement statement, CultureInfo culture)
    {
        if (!statement.HasChart)
        {
            return null;
        }

        var months = statement.Months;
        var most = months.Max(month => month.Spent);
        var room = PdfDrawing.FullWidth / months.Count;
        var width = Math.Min(room * 0.62, 34);
        List<PdfBox> boxes = [new PdfBox(0, Floor, PdfDrawing.FullWidth, 0.75, PdfTone.Line)];
        List<PdfLabel> labels = [];
        for (var i = 0; i < months.Count; i++)
        {
            var (month, spent) = months[i];
            var middle = (i + 0.5) * room;
            var height = spent.IsPositive ? Math.Max(1, (Floor - Ceiling) * ((double)spent.Cents / most.Cents)) : 0;
            if (height > 0)
            {
                boxes.Add(new PdfBox(middle - (width / 2), Floor - height, width, height, PdfTone.Accent));
            }

            labels.Add(new PdfLabel(Name(month, months, culture), middle, Floor + 11, room));
            // Above a column there is room for whole euros when there are a year's; the cents are in the table.
            if (spent.Cents != 0 && months.Count <= 13)
            {
                labels.Add(new PdfLabel(Whole(spent), middle, Floor - height - 4, room));
            }
        }

        return new PdfDrawing(StatementSheet.ChartWords(statement, culture), PdfDrawing.FullWidth, Height, boxes, labels);
    }

    private static string Name(DateOnly month, IReadOnlyList<(DateOnly Month, Money Spent)> months, CultureInfo culture)
    {
        var name = month.ToString("MMM", DayText.IsEnglish(culture) ? English : Dutch).TrimEnd('.');
        return months[0].Month.Year == months[^1].Month.Year || months.Count > 13 ? name : $"{name} {month:yy}";
    }

    private static string Whole(Money amount) => $"€ {Math.Round(amount.Cents / 100m, MidpointRounding.AwayFromZero).ToString("#,0", Dutch)}";

    private static readonly CultureInfo Dutch = CultureInfo.GetCultureInfo("nl-NL");
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");
}
