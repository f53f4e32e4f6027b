namespace Budget.Core.Pdf;

/// <summary>
/// Sets a row of boxes, each with a label above a big number. Tagged as a list of label and body, so that it reads as
/// "granted, 1,234.56; spent, 400.00" and not as a table of one row.
/// </summary>
internal sealed class FigureSection(PageFlow flow, PdfTheme theme, StructureElement parent)
{
    private const double Gap = 8;
    private const double Padding = 9;
    private const double Edge = 2;

    // Capitals do not fill their line: without this the box looks emptier below than above.
    private const double Drop = 2;
    private const double GapBefore = 4;
    private const double GapAfter = 16;

    public void Draw(IReadOnlyList<(string Label, string Value)> figures)
    {
        var width = (PageFlow.Width - (Gap * (figures.Count - 1))) / figures.Count;
        var inner = width - (2 * Padding) - Edge;
        var valueStyle = ValueStyle(figures, inner);
        var labels = figures.Select(figure => LineBreaker.Break(figure.Label, theme.FigureLabel, inner)).ToList();
        var values = figures.Select(figure => LineBreaker.Break(figure.Value, valueStyle, inner)).ToList();
        var labelHeight = labels.Max(lines => lines.Count) * theme.FigureLabel.Leading;
        var height = labelHeight + (values.Max(lines => lines.Count) * valueStyle.Leading) + (2 * Padding);

        flow.Need(GapBefore + height);
        flow.Y += flow.AtTop ? 0 : GapBefore;
        var list = parent.Add("L", StructureElement.PlainList);
        for (var i = 0; i < figures.Count; i++)
        {
            var x = PageFlow.Side + (i * (width + Gap));
            flow.Page.Box(x, flow.Y, width, height, theme.Wash);
            flow.Page.Box(x, flow.Y, Edge, height, theme.Accent);
            var item = list.Add("LI");
            DrawLines(item.Add("Lbl"), labels[i], theme.FigureLabel, x + Edge + Padding, flow.Y + Padding);
            DrawLines(item.Add("LBody"), values[i], valueStyle, x + Edge + Padding, flow.Y + Padding + labelHeight + Drop);
        }

        flow.Y += height + GapAfter;
    }

    // One size for all boxes, small enough for the longest number to stay on one line.
    private TypeStyle ValueStyle(IReadOnlyList<(string Label, string Value)> figures, double inner)
    {
        var widest = figures.Max(figure => LineBreaker.WidthOf(PdfText.Printable(figure.Value), theme.FigureValue));
        var scale = Math.Clamp(inner / widest, 0.6, 1);
        var style = theme.FigureValue;
        return style with { Size = Math.Floor(style.Size * scale * 4) / 4, Leading = style.Leading * scale };
    }

    private void DrawLines(StructureElement element, List<PdfLine> lines, TypeStyle style, double x, double top)
    {
        if (lines.Count == 0)
        {
            return;
        }

        flow.Page.Begin(element);
        for (var i = 0; i < lines.Count; i++)
        {
            flow.Page.Text(lines[i].Text, style, x, top + (i * style.Leading) + (0.75 * style.Leading));
        }

        flow.Page.End();
    }
}
