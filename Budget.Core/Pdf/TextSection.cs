namespace Budget.Core.Pdf;

/// <summary>Sets headings and paragraphs.</summary>
internal sealed class TextSection(PageFlow flow, PdfTheme theme, StructureElement parent, List<Bookmark> bookmarks)
{
    /// <summary>Held back until the block after it is placed.</summary>
    public void DrawHeading(int level, string text)
    {
        var style = theme.Heading(level);
        var lines = LineBreaker.Break(text, style, PageFlow.Width);
        var element = parent.Add("H" + (char)('0' + level));
        var gap = level == 1 ? 0 : style.Leading * 0.6;
        var gapAfter = style.Leading * 0.3;
        flow.Keep(gap + (lines.Count * style.Leading) + gapAfter, () =>
        {
            flow.Y += flow.AtTop ? 0 : gap;
            bookmarks.Add(new Bookmark(level, PdfText.Plain(text), flow.Page.Index, flow.Y));
            DrawLines(element, lines, style);
            flow.Y += gapAfter;
        });
    }

    /// <summary>Neither the first nor the last line of a paragraph stands alone on a page.</summary>
    public void DrawParagraph(string text, PdfTextStyle kind)
    {
        var style = theme.Paragraph(kind);
        var lines = LineBreaker.Break(text, style, PageFlow.Width);
        if (lines.Count == 0)
        {
            return;
        }

        flow.Need(Math.Min(lines.Count, lines.Count == 3 ? 3 : 2) * style.Leading);
        DrawLines(parent.Add("P"), lines, style);
        flow.Y += style.Leading * 0.5;
    }

    private void DrawLines(StructureElement element, List<PdfLine> lines, TypeStyle style)
    {
        while (lines.Count > 0)
        {
            var fitting = Math.Min(lines.Count, Math.Max(1, (int)((flow.Room + 0.01) / style.Leading)));
            fitting -= lines.Count - fitting == 1 && fitting > 2 ? 1 : 0;
            flow.Page.Begin(element);
            foreach (var line in lines[..fitting])
            {
                flow.Page.Text(line.Text, style, PageFlow.Side, flow.Y + (0.75 * style.Leading));
                flow.Y += style.Leading;
            }

            flow.Page.End();
            lines = lines[fitting..];
            if (lines.Count > 0)
            {
                flow.NextPage();
            }
        }
    }
}
