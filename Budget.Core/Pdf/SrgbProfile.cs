using System.Text;

namespace Budget.Core.Pdf;

/// <summary>
/// The colour space sRGB as a computed ICC profile, version 2: three primaries and a tone curve. Says what the red, green and
/// blue of the pages mean (ISO 19005-2, 6.2.3).
/// </summary>
internal static class SrgbProfile
{
    private const int CurvePoints = 1024;
    private const int HeaderLength = 128;

    /// <summary>Compressed for use as a stream; the same for every document.</summary>
    public static byte[] Compressed { get; } = PdfObjects.Deflate(Profile());

    private static byte[] Profile()
    {
        // IEC 61966-2-1 primaries, adapted from D65 to the D50 of the profile connection space (Bradford).
        var curve = Curve();
        (string Tag, byte[] Data)[] tags =
        [
            ("desc", Description("sRGB IEC61966-2.1")),
            ("cprt", Text("No copyright, use freely")),
            ("wtpt", Xyz(0.9642, 1.0, 0.8249)),
            ("rXYZ", Xyz(0.4360747, 0.2225045, 0.0139322)),
            ("gXYZ", Xyz(0.3850649, 0.7168786, 0.0971045)),
            ("bXYZ", Xyz(0.1430804, 0.0606169, 0.7141733)),
            ("rTRC", curve),
            ("gTRC", curve),
            ("bTRC", curve),
        ];

        var directory = new PdfBuffer(256);
        var data = new PdfBuffer(4096);
        var dataStart = HeaderLength + 4 + (12 * tags.Length);
        var curveStart = 0;
        directory.BigEndian32((uint)tags.Length);
        foreach (var (tag, content) in tags)
        {
            // The three channels share one curve.
            var start = content == curve && curveStart > 0 ? curveStart : dataStart + data.Length;
            directory.Ascii(tag);
            directory.BigEndian32((uint)start);
            directory.BigEndian32((uint)content.Length);
            if (start != curveStart)
            {
                data.Bytes(content);
                data.PadTo(4);
                curveStart = content == curve ? start : 0;
            }
        }

        var profile = Header(dataStart + data.Length);
        profile.Bytes(directory.Written);
        profile.Bytes(data.Written);
        return profile.ToArray();
    }

    private static PdfBuffer Header(int size)
    {
        var header = new PdfBuffer(4096);
        header.BigEndian32((uint)size);
        header.BigEndian32(0);
        header.BigEndian32(0x02100000);
        header.Ascii("mntrRGB XYZ ");
        foreach (var part in (int[])[2026, 1, 1, 0, 0, 0])
        {
            header.BigEndian16(part);
        }

        header.Ascii("acsp");
        header.Bytes(new byte[HeaderLength - header.Length - 60]);
        header.Bytes(Xyz(0.9642, 1.0, 0.8249).AsSpan(8));
        header.Bytes(new byte[HeaderLength - header.Length]);
        return header;
    }

    private static byte[] Curve()
    {
        var curve = Typed("curv");
        curve.BigEndian32(CurvePoints);
        for (var i = 0; i < CurvePoints; i++)
        {
            var value = i / (CurvePoints - 1.0);
            var linear = value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
            curve.BigEndian16((int)Math.Round(linear * 65535));
        }

        return curve.ToArray();
    }

    private static byte[] Xyz(double x, double y, double z)
    {
        var xyz = Typed("XYZ ");
        foreach (var value in (double[])[x, y, z])
        {
            xyz.BigEndian32((uint)Math.Round(value * 65536));
        }

        return xyz.ToArray();
    }

    private static byte[] Text(string text)
    {
        var result = Typed("text");
        result.Bytes(Encoding.ASCII.GetBytes(text + '\0'));
        return result.ToArray();
    }

    // After the text come empty Unicode and Macintosh descriptions, which version 2 does not let us leave out.
    private static byte[] Description(string text)
    {
        var result = Typed("desc");
        result.BigEndian32((uint)text.Length + 1);
        result.Bytes(Encoding.ASCII.GetBytes(text + '\0'));
        result.Bytes(new byte[4 + 4 + 2 + 1 + 67]);
        return result.ToArray();
    }

    private static PdfBuffer Typed(string type)
    {
        var result = new PdfBuffer(64).Ascii(type);
        result.BigEndian32(0);
        return result;
    }
}
