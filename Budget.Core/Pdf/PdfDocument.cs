namespace Budget.Core.Pdf;

/// <summary>
/// A document of headings, paragraphs and tables on A4, accessible to screen readers (PDF/UA-1) and fit for an archive
/// (PDF/A-2a). The order of the calls is the order of reading. The same calls give the same bytes.
/// </summary>
/// <remarks>
/// Text may come from anybody: it never becomes syntax, and what the typeface cannot draw becomes a white square.
/// One thread per document; once the bytes were taken nothing can be added.
/// </remarks>
public sealed class PdfDocument
{
    private const int DeepestHeading = 3;
    private const int MostFigures = 6;
    private const double LogoWidth = 114;
    private const double LogoHeight = 40;

    private static readonly PdfColor DeepTeal = new(0x0b, 0x55, 0x63);

    private readonly PdfDescription _description;
    private readonly PdfTheme _theme;
    private readonly PageFlow _flow;
    private readonly RunningText _running;
    private readonly StructureElement _structure = new("Document");
    private readonly List<Bookmark> _bookmarks = [];
    private readonly TextSection _text;
    private int _level;
    private PngPicture? _logo;
    private byte[]? _bytes;

    /// <param name="description">What the document says about itself.</param>
    /// <param name="accent">Colour of headings and rules, darkened if white paper asks for it; deep teal if left out.</param>
    /// <param name="scale">Of all type; 1 for print as usual.</param>
    /// <exception cref="ArgumentException">The title or the language is blank.</exception>
    public PdfDocument(PdfDescription description, PdfColor? accent = null, double scale = 1)
    {
        ArgumentNullException.ThrowIfNull(description);
        if (PdfText.Plain(description.Title).Length == 0 || PdfText.Plain(description.Language).Length == 0)
        {
            throw new ArgumentException("A document has a title and a language: readers announce the one in the voice of the other.", nameof(description));
        }

        _description = description;
        _theme = new PdfTheme(accent ?? DeepTeal, scale);
        _flow = new PageFlow(_theme);
        _running = new RunningText(_theme);
        _text = new TextSection(_flow, _theme, _structure, _bookmarks);
    }

    /// <summary>Text above each page after the first, or above all.</summary>
    public void RunningHeader(string left, string right, bool onFirstPage = false)
    {
        RefuseWhenFinished();
        _running.SetHeader(left, right, onFirstPage);
    }

    /// <summary>Text below each page; <paramref name="right"/> gets the page and the number of pages, from 1.</summary>
    public void RunningFooter(string left, Func<int, int, string> right)
    {
        ArgumentNullException.ThrowIfNull(right);
        RefuseWhenFinished();
        _running.SetFooter(left, right);
    }

    /// <summary>A PNG at the head of the first page, to the right, at most 4 by 1.4 centimetres: decoration, so the text says whose it is. Nothing of what cannot be drawn.</summary>
    public void Logo(byte[] png)
    {
        ArgumentNullException.ThrowIfNull(png);
        RefuseWhenFinished();
        if (PngPicture.Read(png) is not { } picture)
        {
            return;
        }

        _logo = picture;
        var scale = Math.Min(LogoWidth / picture.Width, LogoHeight / picture.Height);
        var (width, height) = (picture.Width * scale, picture.Height * scale);
        _flow.Page.Picture(PageFlow.Side + PageFlow.Width - width, _flow.Y, width, height);
        _flow.Y += height + 8;
    }

    /// <summary>A heading of level 1 to 3, also a bookmark. It stays with what follows.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The level skips one (PDF/UA-1, 7.4.2) or is too deep.</exception>
    /// <exception cref="ArgumentException">The text is blank.</exception>
    public void Heading(int level, string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        ArgumentOutOfRangeException.ThrowIfLessThan(level, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(level, Math.Min(_level + 1, DeepestHeading));
        RefuseWhenFinished();
        _level = level;
        _text.DrawHeading(level, text);
    }

    /// <summary>A paragraph; a line end in the text is a line end on paper. Blank text draws nothing.</summary>
    public void Paragraph(string text, PdfTextStyle style = PdfTextStyle.Normal)
    {
        RefuseWhenFinished();
        _text.DrawParagraph(text, style);
    }

    /// <summary>Terms with their values, one below the other; nothing for an empty list.</summary>
    public void Facts(string? caption, IReadOnlyList<(string Term, string Value)> facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        RefuseWhenFinished();
        if (facts.Count > 0)
        {
            new TableSection(_flow, _theme, _structure).DrawFacts(caption, facts);
        }
    }

    /// <summary>A table over as many pages as it takes.</summary>
    /// <exception cref="ArgumentException">There are no columns, a weight is not positive, or a row has another number of cells.</exception>
    public void Table(PdfTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        RefuseWhenFinished();
        if (table.Columns.Count == 0 || table.Columns.Any(column => !(column.Weight > 0)))
        {
            throw new ArgumentException("A table has at least one column, and each column a weight above zero.", nameof(table));
        }

        if (table.Rows.Concat(table.Totals ?? []).Any(row => row.Count != table.Columns.Count))
        {
            throw new ArgumentException($"Each row of this table has {table.Columns.Count} cells.", nameof(table));
        }

        new TableSection(_flow, _theme, _structure).Draw(table);
    }

    /// <summary>Big numbers in boxes, side by side: up to six, three to five look best.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are none, or more than six.</exception>
    public void Figures(IReadOnlyList<(string Label, string Value)> figures)
    {
        ArgumentNullException.ThrowIfNull(figures);
        ArgumentOutOfRangeException.ThrowIfZero(figures.Count, nameof(figures));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(figures.Count, MostFigures, nameof(figures));
        RefuseWhenFinished();
        new FigureSection(_flow, _theme, _structure).Draw(figures);
    }

    /// <summary>A picture with, to its right, the paragraphs that go with it.</summary>
    /// <exception cref="ArgumentException">It has no alternative: who hears the document would miss it.</exception>
    public void Drawing(PdfDrawing drawing, params IReadOnlyList<string> beside)
    {
        ArgumentNullException.ThrowIfNull(drawing);
        if (string.IsNullOrWhiteSpace(drawing.Alternative))
        {
            throw new ArgumentException("A drawing says in words what it shows: who hears the document would miss it.", nameof(drawing));
        }

        RefuseWhenFinished();
        new DrawingSection(_flow, _theme, _structure).Draw(drawing, beside);
    }

    /// <summary>White space, in points; swallowed at the top of a page.</summary>
    public void Space(double points)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(points);
        RefuseWhenFinished();
        _flow.Keep(points, () => _flow.Y += _flow.AtTop ? 0 : points);
    }

    /// <summary>The finished file.</summary>
    public byte[] ToArray() => [.. Finished()];

    /// <summary>Writes the finished file.</summary>
    public void Write(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        stream.Write(Finished());
    }

    private byte[] Finished()
    {
        if (_bytes is null)
        {
            _flow.Need(0);
            _running.Draw(_flow.Pages);
            _bytes = new PdfFile(_description, _theme, _flow.Pages, _structure, _bookmarks, _logo).ToArray();
        }

        return _bytes;
    }

    private void RefuseWhenFinished()
    {
        if (_bytes is not null)
        {
            throw new InvalidOperationException("The document is finished: its bytes were taken.");
        }
    }
}
