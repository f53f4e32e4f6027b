using System.Globalization;

namespace Budget.Core.Pdf;

/// <summary>Sets a drawing as one figure with its alternative, and text beside it where there is room.</summary>
internal sealed class DrawingSection(PageFlow flow, PdfTheme theme, StructureElement parent)
{
    private const double Gap = 16;
    private const double GapAfter = 14;

    /// <param name="beside">Paragraphs to the right of it; the drawing leaves them at least a third of the page.</param>
    public void Draw(PdfDrawing drawing, IReadOnlyList<string> beside)
    {
        var style = theme.Paragraph(PdfTextStyle.Normal);
        var left = PageFlow.Side + drawing.Width + Gap;
        var paragraphs = beside.Select(text => LineBreaker.Break(text, style, PageFlow.Side + PageFlow.Width - left)).Where(lines => lines.Count > 0).ToList();
        var textHeight = paragraphs.Sum(lines => (lines.Count * style.Leading) + (style.Leading * 0.4));
        flow.Need(Math.Max(drawing.Height, textHeight));

        var top = flow.Y;
        DrawFigure(drawing, top);
        var y = top;
        foreach (var lines in paragraphs)
        {
            flow.Page.Begin(parent.Add("P"));
            foreach (var line in lines)
            {
                flow.Page.Text(line.Text, style, left, y + (0.75 * style.Leading));
                y += style.Leading;
            }

            flow.Page.End();
            y += style.Leading * 0.4;
        }

        flow.Y = top + Math.Max(drawing.Height, textHeight) + GapAfter;
    }

    private void DrawFigure(PdfDrawing drawing, double top)
    {
        var figure = parent.Add("Figure", Place(drawing, top), PdfText.Plain(drawing.Alternative));
        flow.Page.Begin(figure);
        foreach (var box in drawing.Boxes)
        {
            flow.Page.Area(PageFlow.Side + box.Left, top + box.Top, box.Width, box.Height, theme.Tone(box.Tone));
        }

        foreach (var label in drawing.Labels)
        {
            var line = LineBreaker.Fit(label.Text, theme.ChartLabel, label.Room);
            flow.Page.Text(line.Text, theme.ChartLabel, PageFlow.Side + label.Middle - (line.Width / 2), top + label.Baseline);
        }

        flow.Page.End();
    }

    // A figure says where on its page it stands (ISO 32000-1, 14.8.5.4.3): from the lower left corner.
    private static string Place(PdfDrawing drawing, double top) => string.Create(
        CultureInfo.InvariantCulture,
        $"<</O/Layout/Placement/Block/BBox[{PageFlow.Side:0.##} {PdfPage.Height - top - drawing.Height:0.##} {PageFlow.Side + drawing.Width:0.##} {PdfPage.Height - top:0.##}]>>");
}
