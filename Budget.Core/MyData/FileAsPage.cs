using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Budget.Core.MyData;

/// <summary>Somebody's own file as a page to read and print: plain headings, lists and tables, one style sheet beside it, and nothing from elsewhere.</summary>
internal sealed class FileAsPage(FileText text)
{
    private static readonly HtmlEncoder Letters = HtmlEncoder.Create(UnicodeRanges.All);

    public const string StyleSheet = """
        :root { color-scheme: light; }
        body { background: #fff; color: #1c2328; font: 1.0625rem/1.55 "Source Sans 3", "Segoe UI", Roboto, sans-serif; margin: 0 auto; max-width: 60rem; padding: 1.5rem 1rem 4rem; }
        h1, h2 { color: #0b5563; line-height: 1.2; }
        h2 { border-top: 2px solid #0b5563; margin-top: 2.5rem; padding-top: 1rem; }
        h3 { margin: 1.5rem 0 .25rem; }
        a { color: #0b5563; }
        p { max-width: 42rem; }
        dl { margin: 0; }
        dl > div { border-top: 1px solid #d3dade; padding: .4rem 0; }
        dt { color: #556068; }
        dd { margin: 0; }
        dd, td { overflow-wrap: anywhere; white-space: pre-line; }
        table { border-collapse: collapse; width: 100%; }
        caption { font-weight: bold; padding: .5rem 0; text-align: left; }
        th, td { border-bottom: 1px solid #d3dade; padding: .4rem .75rem .4rem 0; text-align: left; vertical-align: top; }
        td > div + div { color: #556068; font-size: .9375rem; }
        @media (max-width: 40rem) {
            table, caption, tbody, tr, td { display: block; }
            thead { display: none; }
            tr { border: 1px solid #d3dade; margin: .75rem 0; padding: .25rem .75rem; }
            td { border: 0; padding: .25rem 0; }
            td::before { color: #556068; content: attr(data-name); display: block; font-size: .9375rem; }
        }
        @media (min-width: 40.01rem) { dl > div { display: grid; gap: 0 1.5rem; grid-template-columns: 1fr 2fr; } }
        @media print { body { font-size: 10pt; max-width: none; padding: 0; } nav { display: none; } h2, h3 { break-after: avoid; } tr, dl > div { break-inside: avoid; } }

        """;

    /// <param name="whose">The resident's name.</param>
    public async Task Write(Stream stream, WhatIsKept kept, string whose, string municipality, DateTimeOffset madeAt)
    {
        await using var page = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        await page.WriteAsync($"""
            <!DOCTYPE html>
            <html lang="{(DayText.IsEnglish(text.Culture) ? "en" : "nl")}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{Safe(text.Say("title", whose))}</title>
            <link rel="stylesheet" href="{EverythingAboutMe.StyleSheetName}">
            </head>
            <body>
            <main>
            <h1>{Safe(text.Say("title", whose))}</h1>
            <p>{Safe(text.Say("lead", municipality, madeAt.InWords(text.Culture)))}</p>
            <p>{Safe(text.Say("careful"))}</p>
            <nav aria-label="{Safe(text.Say("contents"))}"><ul>

            """);
        foreach (var part in WhatIsKept.Parts)
        {
            await page.WriteLineAsync($"<li><a href=\"#{part.Name}\">{Safe(text.Title(part))}</a></li>");
        }

        await page.WriteLineAsync("</ul></nav>");
        foreach (var part in WhatIsKept.Parts)
        {
            await WritePart(page, kept, part);
        }

        await page.WriteLineAsync("</main>\n</body>\n</html>");
    }

    private async Task WritePart(StreamWriter page, WhatIsKept kept, FilePart part)
    {
        await page.WriteLineAsync($"<section aria-labelledby=\"{part.Name}\">\n<h2 id=\"{part.Name}\">{Safe(text.Title(part))}</h2>\n<p>{Safe(text.About(part))}</p>");
        var any = false;
        await foreach (var rows in kept.Of(part))
        {
            if (!any && part.Shape == FileShape.Table)
            {
                await page.WriteAsync(HeadOf(part));
            }

            any = true;
            await page.WriteAsync(string.Concat(rows.Select(row => part.Shape == FileShape.Table ? RowOf(part, row) : RecordOf(part, row))));
        }

        await page.WriteLineAsync(!any ? $"<p>{Safe(text.Say("nothing"))}</p>\n</section>" : part.Shape == FileShape.Table ? "</tbody></table>\n</section>" : "</section>");
    }

    private string HeadOf(FilePart part)
    {
        var heads = FileText.ColumnsOf(part).Select(column => $"<th scope=\"col\">{Safe(text.Name(part.Fields[column[0]]))}</th>");
        return $"<table><caption>{Safe(text.Title(part))}</caption>\n<thead><tr>{string.Concat(heads)}</tr></thead>\n<tbody>\n";
    }

    private string RowOf(FilePart part, object?[] row)
    {
        var cells = FileText.ColumnsOf(part).Select(column =>
            $"<td data-name=\"{Safe(text.Name(part.Fields[column[0]]))}\">{string.Concat(text.Cell(part, row, column).Select(LineOf))}</td>");
        return $"<tr>{string.Concat(cells)}</tr>\n";
    }

    private static string LineOf((FileField Field, string Text) line) =>
        line.Field.Kind == FieldKind.File ? $"<div><a href=\"{Safe(line.Text)}\">{Safe(line.Text)}</a></div>" : $"<div>{Safe(line.Text)}</div>";

    private string RecordOf(FilePart part, object?[] row)
    {
        var record = new StringBuilder($"<h3>{Safe(text.Of(part, row, 0))}</h3>\n<dl>\n");
        for (var index = 0; index < row.Length; index++)
        {
            if (text.Of(part, row, index) is { Length: > 0 } value)
            {
                record.Append(CultureInfo.InvariantCulture, $"<div><dt>{Safe(text.Name(part.Fields[index]))}</dt><dd>{Safe(value)}</dd></div>\n");
            }
        }

        return record.Append("</dl>\n").ToString();
    }

    private static string Safe(string text) => Letters.Encode(text);
}
