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

    /// <param name="scale">Of all type: 1, or larger for who reads with difficulty.</param>
    public PdfTheme(PdfColor accent, double scale = 1)
    {
        Regular = new FontSubset(TrueTypeFont.Regular);
        Bold = new FontSubset(TrueTypeFont.Bold);
        Accent = accent.LegibleOnWhite();
        Wash = Accent.Tint(0.06);
        _paragraphs = [Style(Regular, 10, 14.5, Ink), Style(Regular, 8.5, 12, Muted), Style(Regular, 12, 17, Ink), Style(Bold, 10, 14.5, Ink)];
        _headings = [Style(Bold, 21, 26, Accent), Style(Bold, 13.5, 18, Accent), Style(Bold, 11, 15, Ink)];
        Running = Style(Regular, 8.5, 12, Muted);
        Caption = Style(Bold, 10, 14.5, Ink);
        HeaderCell = Style(Bold, 8.5, 12, Accent);
        Cell = Style(Regular, 9, 12.5, Ink);
        TotalCell = Style(Bold, 9, 12.5, Ink);
        Term = Style(Regular, 9.5, 13, Muted);
        Fact = Style(Regular, 9.5, 13, Ink);
        FigureLabel = Style(Regular, 9, 12, Muted);
        FigureValue = Style(Bold, 15, 19, Accent);
        ChartLabel = Style(Regular, 7.5, 10, Muted);

        TypeStyle Style(FontSubset font, double size, double leading, PdfColor color) => new(font, size * scale, leading * scale, color);
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

    public TypeStyle ChartLabel { get; }

    public PdfColor Tone(PdfTone tone) => tone switch
    {
        PdfTone.Accent => Accent,
        PdfTone.Pale => Accent.Tint(0.35),
        PdfTone.Line => Hairline,
        _ => Ink,
    };

    public TypeStyle Paragraph(PdfTextStyle style) => _paragraphs[(int)style];

    public TypeStyle Heading(int level) => _headings[level - 1];
}
