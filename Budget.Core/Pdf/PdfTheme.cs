namespace Budget.Core.Pdf;

/// <summary>The voice of a paragraph.</summary>
public enum PdfTextStyle
{
    Normal,
    Small,
    Lead,
    Bold,
}

/// <summary>A font at a size, in points; <paramref name="Leading"/> is the distance between baselines.</summary>
internal sealed record TypeStyle(FontSubset Font, double Size, double Leading, PdfColor Color);

/// <summary>Every size, weight and colour of a document, in one place.</summary>
internal sealed class PdfTheme
{
    private static readonly PdfColor Ink = new(0x1c, 0x23, 0x28);
    private static readonly PdfColor Muted = new(0x55, 0x60, 0x68);

    private readonly TypeStyle[] _paragraphs;
    private readonly TypeStyle[] _headings;

    public PdfTheme(PdfColor accent)
    {
        Regular = new FontSubset(TrueTypeFont.Regular);
        Bold = new FontSubset(TrueTypeFont.Bold);
        Accent = accent.LegibleOnWhite();
        Wash = Accent.Tint(0.06);
        _paragraphs = [new(Regular, 10, 14.5, Ink), new(Regular, 8.5, 12, Muted), new(Regular, 12, 17, Ink), new(Bold, 10, 14.5, Ink)];
        _headings = [new(Bold, 21, 26, Accent), new(Bold, 13.5, 18, Accent), new(Bold, 11, 15, Ink)];
        Running = new(Regular, 8.5, 12, Muted);
        Caption = new(Bold, 10, 14.5, Ink);
        HeaderCell = new(Bold, 8.5, 12, Accent);
        Cell = new(Regular, 9, 12.5, Ink);
        TotalCell = new(Bold, 9, 12.5, Ink);
        Term = new(Regular, 9.5, 13, Muted);
        Fact = new(Regular, 9.5, 13, Ink);
        FigureLabel = new(Regular, 9, 12, Muted);
        FigureValue = new(Bold, 15, 19, Accent);
    }

    public FontSubset Regular { get; }

    public FontSubset Bold { get; }

    public PdfColor Accent { get; }

    /// <summary>The background of the boxes round big numbers.</summary>
    public PdfColor Wash { get; }

    public PdfColor Hairline { get; } = new(0xd3, 0xda, 0xde);

    public TypeStyle Running { get; }

    public TypeStyle Caption { get; }

    public TypeStyle HeaderCell { get; }

    public TypeStyle Cell { get; }

    public TypeStyle TotalCell { get; }

    public TypeStyle Term { get; }

    public TypeStyle Fact { get; }

    public TypeStyle FigureLabel { get; }

    public TypeStyle FigureValue { get; }

    public TypeStyle Paragraph(PdfTextStyle style) => _paragraphs[(int)style];

    public TypeStyle Heading(int level) => _headings[level - 1];
}
