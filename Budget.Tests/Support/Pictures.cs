using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Budget.Tests.Support;

/// <summary>Pictures as somebody may hand them in for a logo: sound ones, and ones that no paper can show.</summary>
internal static class Pictures
{
    /// <summary>Without the check sums that nobody here looks at; the end is as it should be.</summary>
    /// <param name="kind">0 grey, 2 colour, 3 palette, 4 and 6 the same as 0 and 2 with how solid each dot is.</param>
    /// <param name="padding">Bytes that mean nothing, to make it large.</param>
    public static byte[] Png(int width, int height, byte bits = 8, byte kind = 6, byte interlaced = 0, int padding = 0)
    {
        var rowBytes = ((width * bits * kind switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 }) + 7) / 8;
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            for (var row = 0; row < height; row++)
            {
                zlib.WriteByte(0);
                zlib.Write([.. Enumerable.Range(0, rowBytes).Select(place => (byte)((place * 7) + row))]);
            }
        }

        return Of(width, height, bits, kind, interlaced, packed.ToArray(), padding);
    }

    /// <summary>Any dots, also too few, or none that can be unpacked.</summary>
    public static byte[] Of(int width, int height, byte bits, byte kind, byte interlaced, byte[] packed, int padding = 0) =>
    [
        0x89, .. "PNG"u8, 0x0D, 0x0A, 0x1A, 0x0A,
        .. Part("IHDR", [.. BigEndian(width), .. BigEndian(height), bits, kind, 0, 0, interlaced]),
        .. kind == 3 ? Part("PLTE", new byte[768]) : [],
        .. padding > 0 ? Part("tEXt", new byte[padding]) : [],
        .. Part("IDAT", packed),
        0, 0, 0, 0, .. "IEND"u8, 0xAE, 0x42, 0x60, 0x82,
    ];

    /// <summary>The beginning of a JPEG of four inks (CMYK), as a designer sends it.</summary>
    public static byte[] FourInks => [0xFF, 0xD8, 0xFF, 0xEE, 0, 14, .. "Adobe"u8, 0, 100, 0, 0, 0, 0, 2, 0xFF, 0xC0, 0, 20, 8, 0, 16, 0, 16, 4, .. new byte[200], 0xFF, 0xD9];

    /// <summary>What cannot stand on a paper, with what it is.</summary>
    public static IEnumerable<(string What, byte[] File)> Unfit
    {
        get
        {
            var sound = Png(60, 40);
            yield return ("no picture", Encoding.UTF8.GetBytes("<svg onload='alert(1)'/>"));
            yield return ("four inks", FourInks);
            yield return ("cut off in its dots", [.. sound[..(sound.Length / 2)], .. sound[^12..]]);
            yield return ("cut off in its head", sound[..20]);
            yield return ("fewer dots than it says", Of(600, 400, 8, 6, 0, Dots(sound)));
            yield return ("interlaced", Png(60, 40, interlaced: 1));
            yield return ("sixteen bits a colour", Png(60, 40, bits: 16));
            yield return ("larger than any wall", Of(50_000, 50_000, 8, 6, 0, Dots(sound)));
            yield return ("dots that are no dots", Of(60, 40, 8, 6, 0, new byte[500]));
            // A dictionary that nobody has is asked for (RFC 1950, FDICT).
            yield return ("dots that ask for something else first", Of(60, 40, 8, 6, 0, [0x78, 0xBB, 1, 2, 3, 4, .. new byte[100]]));
            yield return ("a palette without colours", Of(60, 40, 8, 3, 0, Dots(Png(60, 40, kind: 3))).Where((_, at) => at is < 33 or >= 813).ToArray());
        }
    }

    /// <summary>The packed dots of one of ours.</summary>
    private static byte[] Dots(byte[] png)
    {
        var at = png.AsSpan().IndexOf("IDAT"u8);
        return png[(at + 4)..(at + 4 + BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at - 4)))];
    }

    private static byte[] Part(string name, byte[] content) => [.. BigEndian(content.Length), .. Encoding.ASCII.GetBytes(name), .. content, 0, 0, 0, 0];

    private static byte[] BigEndian(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }
}
