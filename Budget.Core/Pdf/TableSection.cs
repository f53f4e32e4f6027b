namespace Budget.Core.Pdf;

/// <summary>Sets a whole table: caption, header, rows, totals; decides what goes to the next page.</summary>
internal sealed class TableSection(PageFlow flow, PdfTheme theme, StructureElement parent)
{
    private const double CaptionGap = 3;
    private const double GapAfter = 14;

    /// <summary>A table with a header above its columns.</summary>
    public void Draw(PdfTable table)
    {
        var layout = new TableLayout(flow, theme, table.Columns);
        var header = layout.Measure([.. table.Columns.Select(column => column.Header)], theme.HeaderCell);
        var rows = table.Rows.Select(row => layout.Measure(row, theme.Cell)).ToList();
        var totals = (table.Totals ?? []).Select(row => layout.Measure(row, theme.TotalCell)).ToList();
        var caption = Caption(table.Caption);

        var page = PageFlow.Bottom - PageFlow.Top - header.Height;
        var (first, second) = (Together(rows, 0, totals, page), rows.Count > 1 ? Together(rows, 1, totals, page) : 0);
        // One row below its head at the foot of a page looks like all there is: two begin together, where a page holds them.
        flow.Need(HeightOf(caption) + header.Height + first + (HeightOf(caption) + first + second <= page ? second : 0));
        var element = Open(caption);
        // A head or a foot is of a body (PDF/UA-1, 7.2): of a table without rows its row stands by itself.
        var headerCells = Cells(rows.Count > 0 ? element.Add("THead") : element, table.Columns.Count, "TH", "TH", StructureElement.ColumnScope);
        layout.Draw(header, headerCells, strong: true, static () => { });
        DrawRows(layout, element, rows, totals, () => layout.Repeat(header, strong: true));
        DrawTotals(layout, element, rows.Count > 0, totals, () => layout.Repeat(header, strong: true));
        flow.Y += GapAfter;
    }

    /// <summary>A table of two columns in which the first cell of a row names the second.</summary>
    public void DrawFacts(string? captionText, IReadOnlyList<(string Term, string Value)> facts)
    {
        var layout = new TableLayout(flow, theme, [new PdfColumn("", 30), new PdfColumn("", 70)]);
        var rows = facts.Select(fact => layout.Measure([fact.Term, fact.Value], theme.Term, theme.Fact)).ToList();
        var caption = Caption(captionText);

        flow.Need(HeightOf(caption) + rows[0].Height);
        var body = Open(caption).Add("TBody");
        foreach (var row in rows)
        {
            flow.Need(row.Height);
            layout.Draw(row, Cells(body, 2, "TH", "TD", StructureElement.RowScope), strong: false, static () => { });
        }

        flow.Y += GapAfter;
    }

    // Totals on a page of their own would be totals of nothing: the last row goes with them, unless together they need more than a page.
    private static double Together(List<TableRow> rows, int first, List<TableRow> totals, double page)
    {
        var row = first < rows.Count ? rows[first].Height : 0;
        var sum = totals.Sum(total => total.Height);
        return first >= rows.Count - 1 && row + sum <= page ? row + sum : Math.Min(row, page);
    }

    private static StructureElement[] Cells(StructureElement section, int count, string first, string others, string firstScope)
    {
        var row = section.Add("TR");
        var cells = new StructureElement[count];
        for (var i = 0; i < count; i++)
        {
            var type = i == 0 ? first : others;
            cells[i] = row.Add(type, type == "TH" ? firstScope : null);
        }

        return cells;
    }

    private void DrawRows(TableLayout layout, StructureElement table, List<TableRow> rows, List<TableRow> totals, Action header)
    {
        if (rows.Count == 0)
        {
            return;
        }

        var body = table.Add("TBody");
        for (var i = 0; i < rows.Count; i++)
        {
            if (Together(rows, i, totals, PageFlow.Bottom - PageFlow.Top) > flow.Room && i > 0)
            {
                flow.NextPage();
                header();
            }

            layout.Draw(rows[i], Cells(body, rows[i].Lines.Length, "TD", "TD", ""), strong: false, header);
        }
    }

    private void DrawTotals(TableLayout layout, StructureElement table, bool isOfRows, List<TableRow> totals, Action header)
    {
        if (totals.Count == 0)
        {
            return;
        }

        var foot = isOfRows ? table.Add("TFoot") : table;
        layout.DrawStrongRuleAbove();
        foreach (var total in totals)
        {
            if (total.Height > flow.Room)
            {
                flow.NextPage();
                header();
            }

            layout.Draw(total, Cells(foot, total.Lines.Length, "TD", "TD", ""), strong: false, header);
        }
    }

    private List<PdfLine> Caption(string? text) => LineBreaker.Break(text, theme.Caption, PageFlow.Width);

    private double HeightOf(List<PdfLine> caption) => caption.Count == 0 ? 0 : (caption.Count * theme.Caption.Leading) + CaptionGap;

    private StructureElement Open(List<PdfLine> caption)
    {
        var table = parent.Add("Table");
        if (caption.Count > 0)
        {
            flow.Page.Begin(table.Add("Caption"));
            foreach (var line in caption)
            {
                flow.Page.Text(line.Text, theme.Caption, PageFlow.Side, flow.Y + (0.72 * theme.Caption.Leading));
                flow.Y += theme.Caption.Leading;
            }

            flow.Page.End();
            flow.Y += CaptionGap;
        }

        return table;
    }
}
