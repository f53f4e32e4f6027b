using Budget.Core.Pdf;
using QRCoder;

namespace Budget.Core.Statements;

/// <summary>A QR code as a drawing of black boxes: an address to open with a telephone.</summary>
internal static class ScanCode
{
    // Smaller is not read from paper by every telephone.
    private const double Side = 88;
    // The standard asks for four modules of white around it; the page is white.
    private const int Quiet = 4;

    public static PdfDrawing Of(string address, string alternative)
    {
        using var generator = new QRCodeGenerator();
        using var data = generator.CreateQrCode(address, QRCodeGenerator.ECCLevel.M);
        var rows = data.ModuleMatrix;
        var (first, count) = (Quiet, rows.Count - (2 * Quiet));
        var module = Side / count;
        List<PdfBox> boxes = [];
        for (var y = 0; y < count; y++)
        {
            for (var x = 0; x < count; x++)
            {
                var from = x;
                while (x < count && rows[first + y][first + x])
                {
                    x++;
                }

                if (x > from)
                {
                    boxes.Add(new PdfBox(from * module, y * module, (x - from) * module, module, PdfTone.Ink));
                }
            }
        }

        return new PdfDrawing(alternative, Side, Side, boxes, []);
    }
}
