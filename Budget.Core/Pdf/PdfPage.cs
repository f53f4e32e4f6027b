namespace Budget.Core.Pdf;

/// <summary>
/// One A4 page: draws text, lines and boxes, each as part of the structure or as decoration (an artifact).
/// Measures in points from the upper left corner.
/// </summary>
internal sealed class PdfPage(int index, PdfTheme theme)
{
    public const double Width = 595.28;
    public const double Height = 841.89;

    private readonly List<StructureElement> _marked = [];
    private TypeStyle? _font;
    private PdfColor? _fill;

    /// <summary>Position in the document, from 0.</summary>
    public int Index { get; } = index;

    public PdfBuffer Content { get; } = new(16 * 1024);

    /// <summary>The node of each piece of this page, by marked-content number.</summary>
    public IReadOnlyList<StructureElement> Marked => _marked;

    /// <summary>What is drawn until <see cref="End"/> belongs to this node.</summary>
    public void Begin(StructureElement element)
    {
        Content.Ascii("/").Ascii(element.Type).Ascii("<</MCID ").Integer(_marked.Count).Ascii(">>BDC\n");
        element.Pieces.Add((Index, _marked.Count));
        _marked.Add(element);
    }

    /// <summary>What is drawn until <see cref="End"/> repeats on each page, and is not read aloud.</summary>
    public void BeginPagination(string? subtype = null) =>
        Content.Ascii("/Artifact<</Type/Pagination").Ascii(subtype is null ? "" : "/Subtype/" + subtype).Ascii(">>BDC\n");

    public void End() => Content.Ascii("EMC\n");

    /// <summary>Draws a line of text; must stand between a begin and an end.</summary>
    public void Text(string printable, TypeStyle style, double x, double baseline)
    {
        Fill(style.Color);
        Content.Ascii("BT");
        if (_font is null || _font.Font != style.Font || _font.Size != style.Size)
        {
            Content.Ascii(style.Font == theme.Regular ? "/R " : "/B ").Number(style.Size).Ascii(" Tf");
            _font = style;
        }

        Content.Ascii(" ").Number(x).Ascii(" ").Number(Height - baseline).Ascii(" Td<");
        foreach (var character in printable)
        {
            Content.Hex(style.Font.Number(character == PdfText.HardSpace ? ' ' : character));
        }

        Content.Ascii(">Tj ET\n");
    }

    /// <summary>A decorative rectangle, which is also what a rule is.</summary>
    public void Box(double x, double top, double width, double height, PdfColor color)
    {
        Content.Ascii("/Artifact<</Type/Layout>>BDC ");
        Area(x, top, width, height, color);
        Content.Ascii("EMC\n");
    }

    /// <summary>A rectangle of a figure; must stand between a begin and an end.</summary>
    public void Area(double x, double top, double width, double height, PdfColor color)
    {
        Fill(color);
        Content.Number(x).Ascii(" ").Number(Height - top - height).Ascii(" ").Number(width).Ascii(" ").Number(height).Ascii(" re f ");
    }

    /// <summary>The document's one picture, as decoration: what it says stands in the text as well.</summary>
    public void Picture(double x, double top, double width, double height) =>
        Content.Ascii("/Artifact<</Type/Layout>>BDC q ").Number(width).Ascii(" 0 0 ").Number(height).Ascii(" ").Number(x).Ascii(" ").Number(Height - top - height).Ascii(" cm /L Do Q EMC\n");

    private void Fill(PdfColor color)
    {
        if (_fill != color)
        {
            Content.Number(color.Red / 255.0).Ascii(" ").Number(color.Green / 255.0).Ascii(" ").Number(color.Blue / 255.0).Ascii(" rg ");
            _fill = color;
        }
    }
}
