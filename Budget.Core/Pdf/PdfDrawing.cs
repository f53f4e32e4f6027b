namespace Budget.Core.Pdf;

/// <summary>A picture made of filled boxes and short texts: a chart, a code to scan. Measures in points from its own upper left corner.</summary>
/// <param name="Alternative">What it says, whole, for who hears it (PDF/UA-1, 7.3): nothing may stand in the picture alone.</param>
public sealed record PdfDrawing(string Alternative, double Width, double Height, IReadOnlyList<PdfBox> Boxes, IReadOnlyList<PdfLabel> Labels)
{
    /// <summary>As wide as the text of a page.</summary>
    public const double FullWidth = PageFlow.Width;
}

/// <summary>A filled rectangle of a drawing.</summary>
public sealed record PdfBox(double Left, double Top, double Width, double Height, PdfTone Tone);

/// <summary>A short text in a drawing, cut where it is wider than <paramref name="Room"/>.</summary>
/// <param name="Middle">The middle of the text, from the left.</param>
/// <param name="Baseline">From the top.</param>
public sealed record PdfLabel(string Text, double Middle, double Baseline, double Room);

/// <summary>A colour by what it is for; which it is, the theme says.</summary>
public enum PdfTone
{
    Accent,
    Pale,
    Line,
    Ink,
}
