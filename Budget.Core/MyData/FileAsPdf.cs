using Budget.Core.Pdf;

namespace Budget.Core.MyData;

/// <summary>
/// Somebody's own file on paper: the same parts and words as the page. A document stands in memory until it is written, so a long file becomes several, each
/// finished before the next begins.
/// </summary>
internal sealed class FileAsPdf(FileText text, string whose, string municipality, DateTimeOffset madeAt)
{
    /// <summary>Rows in one document: some hundred pages.</summary>
    public const int RowsInOne = 2000;

    /// <param name="save">Takes a finished document and its number, from 1.</param>
    public async Task Write(WhatIsKept kept, Func<byte[], int, Task> save)
    {
        var (number, rowsIn) = (1, 0);
        var document = Begin(number);
        foreach (var part in WhatIsKept.Parts)
        {
            document.Heading(2, text.Title(part));
            document.Paragraph(text.About(part));
            var any = false;
            await foreach (var rows in kept.Of(part))
            {
                if (rowsIn >= RowsInOne)
                {
                    await save(document.ToArray(), number);
                    document = Begin(++number);
                    document.Heading(2, text.Title(part));
                    rowsIn = 0;
                }

                (any, rowsIn) = (true, rowsIn + rows.Count);
                Draw(document, part, rows);
            }

            if (!any)
            {
                document.Paragraph(text.Say("nothing"));
            }
        }

        await save(document.ToArray(), number);
    }

    private PdfDocument Begin(int number)
    {
        var title = number == 1 ? text.Say("title", whose) : text.Say("title-more", whose, number);
        var document = new PdfDocument(new PdfDescription(title, DayText.IsEnglish(text.Culture) ? "en" : "nl", text.Say("author", municipality), text.Say("subject"), madeAt));
        document.RunningHeader(text.Say("author", municipality), text.Say("subject"), onFirstPage: true);
        document.RunningFooter(madeAt.InWords(text.Culture), (page, pages) => text.Say("page", page, pages));
        document.Heading(1, title);
        document.Paragraph(text.Say("lead", municipality, madeAt.InWords(text.Culture)), PdfTextStyle.Lead);
        document.Paragraph(text.Say("careful"));
        return document;
    }

    private void Draw(PdfDocument document, FilePart part, IReadOnlyList<object?[]> rows)
    {
        if (part.Shape == FileShape.Table)
        {
            var columns = FileText.ColumnsOf(part);
            document.Table(new PdfTable(
                text.Title(part),
                [.. columns.Select(column => new PdfColumn(text.Name(part.Fields[column[0]]), column.Count > 4 ? 2 : 1.2))],
                [.. rows.Select(row => (IReadOnlyList<string>)[.. columns.Select(column => string.Join('\n', text.Cell(part, row, column).Select(line => line.Text)))])]));
            return;
        }

        foreach (var row in rows)
        {
            document.Facts(text.Of(part, row, 0), [.. row.Select((_, index) => (text.Name(part.Fields[index]), text.Of(part, row, index))).Where(fact => fact.Item2.Length > 0)]);
        }
    }
}
