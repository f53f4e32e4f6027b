using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Budget.Core.Pdf;

/// <summary>A PNG unpacked for paper: three bytes a dot, and how solid each dot is when not all of them are. Rows one after the other, from the top.</summary>
/// <param name="Solid">One byte a dot, 255 for solid; none when all are.</param>
internal sealed record PngPicture(int Width, int Height, byte[] Colours, byte[]? Solid)
{
    private const int MostDots = 1000 * 1000;

    /// <summary>Grey, colour or palette, with or without transparency, of at most eight bits and not interlaced (PNG 1.2); none of any other, and of what is no PNG.</summary>
    public static PngPicture? Read(byte[] file)
    {
        try
        {
            return Unpacked(file);
        }
        // What unpacks it says of some files that they cannot be read (IOException) instead of that they are wrong.
        catch (Exception fault) when (fault is InvalidDataException or IOException or ArgumentException or IndexOutOfRangeException)
        {
            // A paper without a picture is better than no paper.
            return null;
        }
    }

    private static PngPicture? Unpacked(byte[] file)
    {
        using var packed = new MemoryStream();
        var (width, height, bits, kind, interlaced) = (0, 0, 0, 0, 0);
        byte[] palette = [], clear = [];
        for (var at = 8; at + 12 <= file.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            var (type, part) = (Encoding.ASCII.GetString(file, at + 4, 4), file[(at + 8)..(at + 8 + length)]);
            if (type == "IHDR")
            {
                (width, height, bits, kind, interlaced) = (BinaryPrimitives.ReadInt32BigEndian(part), BinaryPrimitives.ReadInt32BigEndian(part.AsSpan(4)), part[8], part[9], part[12]);
            }
            else if (type == "PLTE")
            {
                palette = part;
            }
            else if (type == "tRNS")
            {
                clear = part;
            }
            else if (type == "IDAT")
            {
                packed.Write(part);
            }

            at += 12 + length;
        }

        var channels = kind switch { 0 or 3 => 1, 4 => 2, 2 => 3, 6 => 4, _ => 0 };
        if (channels == 0 || width <= 0 || height <= 0 || (long)width * height > MostDots || interlaced != 0 || (bits != 8 && !(channels == 1 && bits is 1 or 2 or 4)))
        {
            return null;
        }

        packed.Position = 0;
        var (rowBytes, step) = (((width * channels * bits) + 7) / 8, Math.Max(1, channels * bits / 8));
        var rows = new byte[rowBytes * height];
        using (var unpacked = new ZLibStream(packed, CompressionMode.Decompress))
        {
            var before = new byte[rowBytes];
            for (var row = 0; row < height; row++)
            {
                var filter = unpacked.ReadByte();
                var line = rows.AsSpan(row * rowBytes, rowBytes);
                unpacked.ReadExactly(line);
                Unfilter(filter, line, before, step);
                line.CopyTo(before);
            }
        }

        return Painted(width, height, bits, kind, rows, rowBytes, palette, clear);
    }

    /// <summary>Each byte was written as the difference with what is to its left, above it, or between (PNG 1.2, chapter 6).</summary>
    private static void Unfilter(int filter, Span<byte> line, ReadOnlySpan<byte> above, int step)
    {
        for (var place = 0; place < line.Length; place++)
        {
            var (left, up, corner) = (place >= step ? line[place - step] : 0, above[place], place >= step ? above[place - step] : 0);
            line[place] += (byte)(filter switch { 0 => 0, 1 => left, 2 => up, 3 => (left + up) / 2, 4 => Nearest(left, up, corner), _ => throw new InvalidDataException("Not a filter of PNG.") });
        }
    }

    private static int Nearest(int left, int up, int corner)
    {
        var guess = left + up - corner;
        var (toLeft, toUp, toCorner) = (Math.Abs(guess - left), Math.Abs(guess - up), Math.Abs(guess - corner));
        return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
    }

    private static PngPicture Painted(int width, int height, int bits, int kind, byte[] rows, int rowBytes, byte[] palette, byte[] clear)
    {
        var (colours, solid, isClear) = (new byte[3 * width * height], new byte[width * height], false);
        for (var dot = 0; dot < width * height; dot++)
        {
            var (row, column) = (dot / width * rowBytes, dot % width);
            var value = bits == 8 ? rows[row + (column * (kind switch { 4 => 2, 2 => 3, 6 => 4, _ => 1 }))] : (rows[row + (column * bits / 8)] >> (8 - bits - (column * bits % 8))) & ((1 << bits) - 1);
            var at = row + (column * (kind == 6 ? 4 : 3));
            var (red, green, blue) = kind switch
            {
                2 or 6 => (rows[at], rows[at + 1], rows[at + 2]),
                3 => (palette[3 * value], palette[(3 * value) + 1], palette[(3 * value) + 2]),
                _ => ((byte)(value * 255 / ((1 << bits) - 1)), (byte)(value * 255 / ((1 << bits) - 1)), (byte)(value * 255 / ((1 << bits) - 1))),
            };
            (colours[3 * dot], colours[(3 * dot) + 1], colours[(3 * dot) + 2]) = (red, green, blue);
            solid[dot] = kind switch
            {
                4 => rows[row + (column * 2) + 1],
                6 => rows[at + 3],
                3 => value < clear.Length ? clear[value] : (byte)255,
                _ => 255,
            };
            isClear |= solid[dot] < 255;
        }

        return new PngPicture(width, height, colours, isClear ? solid : null);
    }
}
