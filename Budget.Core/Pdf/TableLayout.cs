namespace Budget.Core.Pdf;

/// <summary>Sets the rows of one table: text in cells, a thin rule below each row.</summary>
/// <param name="flow">The pages to fill.</param>
/// <param name="theme">Colours.</param>
/// <param name="columns">With weights above zero.</param>
internal sealed class TableLayout(PageFlow flow, PdfTheme theme, IReadOnlyList<PdfColumn> columns)
{
    private const double Gutter = 12;
    private const double Padding = 2.75;
    private const double Rule = 0.5;
    private const double StrongRule = 1;

    private readonly double _perWeight =
        (PageFlow.Width - (Gutter * (columns.Count - 1))) / columns.Sum(column => column.Weight);

    /// <summary>Breaks the text of a row; styles are by column, the last one for the columns that remain.</summary>
    public TableRow Measure(IReadOnlyList<string> cells, params TypeStyle[] styles)
    {
        var lines = new List<PdfLine>[columns.Count];
        var most = 1;
        var leading = 0.0;
        for (var i = 0; i < lines.Length; i++)
        {
            var style = styles[Math.Min(i, styles.Length - 1)];
            lines[i] = LineBreaker.Break(cells[i], style, columns[i].Weight * _perWeight);
            most = Math.Max(most, lines[i].Count);
            leading = Math.Max(leading, style.Leading);
        }

        return new TableRow(lines, styles, most, leading, (most * leading) + (2 * Padding) + Rule);
    }

    /// <summary>Draws a row as part of the structure, on the page that is being filled, or over pages if no page can hold it.</summary>
    /// <param name="row">Measured by this layout.</param>
    /// <param name="cells">The nodes of its cells.</param>
    /// <param name="strong">Whether the rule below is heavy.</param>
    /// <param name="onNewPage">Draws what comes before the rest of the row on a new page.</param>
    public void Draw(TableRow row, IReadOnlyList<StructureElement> cells, bool strong, Action onNewPage)
    {
        var from = 0;
        while (row.HeightFrom(from) > flow.Room && flow.Room > row.Leading + (2 * Padding))
        {
            // A line is left for the next page: the row ends where its rule is drawn.
            var fitting = Math.Min((int)((flow.Room - (2 * Padding)) / row.Leading), row.LineCount - from - 1);
            DrawLines(row, cells, from, fitting);
            from += fitting;
            flow.NextPage();
            onNewPage();
        }

        DrawLines(row, cells, from, row.LineCount - from);
        DrawRule(strong);
    }

    /// <summary>Draws a row that was drawn before, at the top of a new page: readers have heard it.</summary>
    public void Repeat(TableRow row, bool strong)
    {
        flow.Page.BeginPagination();
        for (var column = 0; column < columns.Count; column++)
        {
            DrawCell(row, column, 0, row.LineCount);
        }

        flow.Page.End();
        flow.Y += (row.LineCount * row.Leading) + (2 * Padding);
        DrawRule(strong);
    }

    /// <summary>The heavy rule above totals takes the place of the thin one below the last row.</summary>
    public void DrawStrongRuleAbove() =>
        flow.Page.Box(PageFlow.Side, flow.Y - Rule, PageFlow.Width, StrongRule, theme.Accent);

    private void DrawLines(TableRow row, IReadOnlyList<StructureElement> cells, int from, int count)
    {
        for (var column = 0; column < columns.Count; column++)
        {
            if (row.Lines[column].Count > from)
            {
                flow.Page.Begin(cells[column]);
                DrawCell(row, column, from, count);
                flow.Page.End();
            }
        }

        flow.Y += (count * row.Leading) + (2 * Padding);
    }

    private void DrawCell(TableRow row, int column, int from, int count)
    {
        var left = PageFlow.Side + (column * Gutter);
        for (var before = 0; before < column; before++)
        {
            left += columns[before].Weight * _perWeight;
        }

        var style = row.StyleOf(column);
        var lines = row.Lines[column];
        for (var i = from; i < Math.Min(from + count, lines.Count); i++)
        {
            var indent = columns[column].Align == PdfAlign.Right ? (columns[column].Weight * _perWeight) - lines[i].Width : 0;
            var baseline = flow.Y + Padding + ((i - from) * row.Leading) + (0.72 * row.Leading);
            flow.Page.Text(lines[i].Text, style, left + indent, baseline);
        }
    }

    private void DrawRule(bool strong)
    {
        flow.Page.Box(PageFlow.Side, flow.Y, PageFlow.Width, strong ? StrongRule : Rule, strong ? theme.Accent : theme.Hairline);
        flow.Y += Rule;
    }
}

/// <summary>A row whose text was broken into lines; <paramref name="Height"/> in points, with its rule.</summary>
internal sealed record TableRow(List<PdfLine>[] Lines, TypeStyle[] Styles, int LineCount, double Leading, double Height)
{
    public TypeStyle StyleOf(int column) => Styles[Math.Min(column, Styles.Length - 1)];

    /// <summary>The height of what is left when the first lines were drawn elsewhere.</summary>
    public double HeightFrom(int line) => Height - (line * Leading);
}
