using System.Buffers.Binary;

namespace Budget.Core.Pdf;

/// <summary>A growing run of bytes, with the few notations that PDF and font files need.</summary>
internal sealed class PdfBuffer(int capacity = 1024)
{
    private byte[] _bytes = new byte[Math.Max(capacity, 16)];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public byte[] ToArray() => Written.ToArray();

    public void Clear() => Length = 0;

    /// <summary>Syntax of ours, never text of a user: see <see cref="Text"/>.</summary>
    public PdfBuffer Ascii(string syntax)
    {
        var room = Room(syntax.Length);
        for (var i = 0; i < syntax.Length; i++)
        {
            room[i] = (byte)syntax[i];
        }

        return this;
    }

    public PdfBuffer Integer(long value)
    {
        var room = Room(20);
        value.TryFormat(room, out var length, provider: System.Globalization.CultureInfo.InvariantCulture);
        Length -= 20 - length;
        return this;
    }

    /// <summary>A measure in points, to a hundredth.</summary>
    public PdfBuffer Number(double value)
    {
        var hundredths = (long)Math.Round(value * 100);
        if (hundredths < 0)
        {
            Room(1)[0] = (byte)'-';
            hundredths = -hundredths;
        }

        Integer(hundredths / 100);
        var fraction = (int)(hundredths % 100);
        if (fraction != 0)
        {
            var room = Room(fraction % 10 == 0 ? 2 : 3);
            room[0] = (byte)'.';
            room[1] = (byte)('0' + (fraction / 10));
            if (room.Length == 3)
            {
                room[2] = (byte)('0' + (fraction % 10));
            }
        }

        return this;
    }

    /// <summary>A reference to another object.</summary>
    public PdfBuffer Reference(int number) => Integer(number).Ascii(" 0 R");

    /// <summary>Four hexadecimal digits.</summary>
    public PdfBuffer Hex(int value)
    {
        HexByte(value >> 8);
        HexByte(value & 0xFF);
        return this;
    }

    /// <summary>
    /// Any text as a text string (ISO 32000-1, 7.9.2.2), in hexadecimal so that nothing in it can be syntax: one byte a character
    /// for ASCII, else UTF-16.
    /// </summary>
    public PdfBuffer Text(string text)
    {
        var ascii = System.Text.Ascii.IsValid(text);
        Ascii(ascii ? "<" : "<FEFF");
        foreach (var unit in text)
        {
            if (!ascii)
            {
                HexByte(unit >> 8);
            }

            HexByte(unit & 0xFF);
        }

        return Ascii(">");
    }

    public void Bytes(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Room(bytes.Length));

    public void BigEndian16(int value) => BinaryPrimitives.WriteUInt16BigEndian(Room(2), (ushort)value);

    public void BigEndian32(uint value) => BinaryPrimitives.WriteUInt32BigEndian(Room(4), value);

    /// <summary>Adds zeros up to a multiple of <paramref name="unit"/>.</summary>
    public void PadTo(int unit) => Room((unit - (Length % unit)) % unit).Clear();

    private void HexByte(int value)
    {
        var room = Room(2);
        room[0] = "0123456789ABCDEF"u8[value >> 4];
        room[1] = "0123456789ABCDEF"u8[value & 0xF];
    }

    private Span<byte> Room(int length)
    {
        if (Length + length > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(2 * _bytes.Length, Length + length));
        }

        var room = _bytes.AsSpan(Length, length);
        Length += length;
        return room;
    }
}
