using System.Buffers.Binary;
using System.Text;

namespace Budget.Core.Pdf;

/// <summary>Puts the tables of a TrueType file together: the seven that a PDF reader needs (ISO 32000-1, 9.9), with their checksums.</summary>
internal static class FontFile
{
    public static byte[] Of(TrueTypeFont font, int glyphs, ReadOnlySpan<byte> outlines, ReadOnlySpan<byte> offsets, ReadOnlySpan<byte> metrics)
    {
        var head = font.Table("head").ToArray();
        BinaryPrimitives.WriteUInt32BigEndian(head.AsSpan(8), 0);
        BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(50), 1);
        var horizontal = font.Table("hhea").ToArray();
        BinaryPrimitives.WriteUInt16BigEndian(horizontal.AsSpan(34), (ushort)glyphs);
        var maximum = font.Table("maxp").ToArray();
        BinaryPrimitives.WriteUInt16BigEndian(maximum.AsSpan(4), (ushort)glyphs);

        var file = new PdfBuffer(outlines.Length + 4096);
        const int tables = 7;
        file.BigEndian32(0x00010000);
        file.BigEndian16(tables);
        file.BigEndian16(64);
        file.BigEndian16(2);
        file.BigEndian16((tables * 16) - 64);
        var offset = 12 + (16 * tables);

        // The directory is in alphabetical order.
        Describe(file, "glyf", outlines, ref offset);
        var headAt = offset;
        Describe(file, "head", head, ref offset);
        Describe(file, "hhea", horizontal, ref offset);
        Describe(file, "hmtx", metrics, ref offset);
        Describe(file, "loca", offsets, ref offset);
        Describe(file, "maxp", maximum, ref offset);
        Describe(file, "prep", font.Table("prep"), ref offset);

        Append(file, outlines);
        Append(file, head);
        Append(file, horizontal);
        Append(file, metrics);
        Append(file, offsets);
        Append(file, maximum);
        Append(file, font.Table("prep"));

        var bytes = file.ToArray();
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(headAt + 8), 0xB1B0AFBA - Checksum(bytes));
        return bytes;
    }

    private static void Describe(PdfBuffer file, string tag, ReadOnlySpan<byte> table, ref int offset)
    {
        file.Bytes(Encoding.ASCII.GetBytes(tag));
        file.BigEndian32(Checksum(table));
        file.BigEndian32((uint)offset);
        file.BigEndian32((uint)table.Length);
        offset += (table.Length + 3) / 4 * 4;
    }

    private static void Append(PdfBuffer file, ReadOnlySpan<byte> table)
    {
        file.Bytes(table);
        file.PadTo(4);
    }

    private static uint Checksum(ReadOnlySpan<byte> table)
    {
        uint sum = 0;
        while (table.Length >= 4)
        {
            sum += BinaryPrimitives.ReadUInt32BigEndian(table);
            table = table[4..];
        }

        Span<byte> last = stackalloc byte[4];
        last.Clear();
        table.CopyTo(last);
        return sum + BinaryPrimitives.ReadUInt32BigEndian(last);
    }
}
