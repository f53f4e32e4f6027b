using System.Buffers.Binary;
using System.Text;

namespace Budget.Core.Pdf;

/// <summary>A TrueType font, read once: which glyph draws a character, how wide it is and where its outline lies.</summary>
internal sealed class TrueTypeFont
{
    private static readonly Lazy<TrueTypeFont> LazyRegular = new(() => Embedded("SourceSans3-Regular"));
    private static readonly Lazy<TrueTypeFont> LazyBold = new(() => Embedded("SourceSans3-Bold"));

    private readonly byte[] _file;
    private readonly Dictionary<string, (int Offset, int Length)> _tables = [];
    private readonly ushort[] _glyphByCharacter = new ushort[0x10000];
    private readonly ushort[] _advances;
    private readonly int[] _outlines;

    private TrueTypeFont(string name, byte[] file)
    {
        Name = name;
        _file = file;
        for (var i = 0; i < U16(4); i++)
        {
            var record = 12 + (16 * i);
            _tables[Encoding.ASCII.GetString(file, record, 4)] = (I32(record + 8), I32(record + 12));
        }

        if (U16(Start("head") + 18) != 1000)
        {
            throw new NotSupportedException("Widths are taken as thousandths of the size: the font must have 1000 units to the em.");
        }

        _advances = ReadAdvances();
        _outlines = ReadOutlines();
        ReadCharacters();
    }

    public static TrueTypeFont Regular => LazyRegular.Value;

    public static TrueTypeFont Bold => LazyBold.Value;

    public string Name { get; }

    /// <summary>Left, bottom, right and top of the box that holds every glyph, in thousandths of the size.</summary>
    public (short Left, short Bottom, short Right, short Top) Box =>
        (I16(Start("head") + 36), I16(Start("head") + 38), I16(Start("head") + 40), I16(Start("head") + 42));

    public short Ascent => I16(Start("hhea") + 4);

    public short Descent => I16(Start("hhea") + 6);

    public short CapHeight => I16(Start("OS/2") + 88);

    /// <summary>The glyph of a character; 0 when the font has none.</summary>
    public int Glyph(char character) => _glyphByCharacter[character];

    /// <summary>The width of a character in thousandths of the size.</summary>
    public int Advance(char character) => _advances[_glyphByCharacter[character]];

    public int AdvanceOf(int glyph) => _advances[glyph];

    public short SideBearingOf(int glyph)
    {
        var metrics = U16(Start("hhea") + 34);
        var start = Start("hmtx");
        return I16(glyph < metrics ? start + (4 * glyph) + 2 : start + (4 * metrics) + (2 * (glyph - metrics)));
    }

    /// <summary>The outline as it stands in the file; empty for a glyph that draws nothing.</summary>
    public ReadOnlySpan<byte> Outline(int glyph) =>
        _file.AsSpan(Start("glyf") + _outlines[glyph], _outlines[glyph + 1] - _outlines[glyph]);

    /// <summary>A table as it stands in the file; empty when the font lacks it.</summary>
    public ReadOnlySpan<byte> Table(string tag) =>
        _tables.TryGetValue(tag, out var table) ? _file.AsSpan(table.Offset, table.Length) : [];

    private static TrueTypeFont Embedded(string name)
    {
        using var resource = typeof(TrueTypeFont).Assembly.GetManifestResourceStream($"Budget.Core.Pdf.{name}.ttf")
            ?? throw new InvalidOperationException($"The font {name} is not embedded in the assembly; Fonts.targets should have done so.");
        var file = new byte[resource.Length];
        resource.ReadExactly(file);
        return new TrueTypeFont(name, file);
    }

    private ushort[] ReadAdvances()
    {
        var metrics = U16(Start("hhea") + 34);
        var advances = new ushort[U16(Start("maxp") + 4)];
        for (var glyph = 0; glyph < advances.Length; glyph++)
        {
            // Glyphs past the last metric repeat it.
            advances[glyph] = U16(Start("hmtx") + (4 * Math.Min(glyph, metrics - 1)));
        }

        return advances;
    }

    private int[] ReadOutlines()
    {
        var wide = U16(Start("head") + 50) == 1;
        var start = Start("loca");
        var outlines = new int[_advances.Length + 1];
        for (var glyph = 0; glyph < outlines.Length; glyph++)
        {
            outlines[glyph] = wide ? I32(start + (4 * glyph)) : 2 * U16(start + (2 * glyph));
        }

        return outlines;
    }

    // Subtable 3/1 in format 4 maps the basic plane; the names and amounts we print lie in it.
    private void ReadCharacters()
    {
        var cmap = Start("cmap");
        for (var i = 0; i < U16(cmap + 2); i++)
        {
            var record = cmap + 4 + (8 * i);
            if (U16(record) == 3 && U16(record + 2) == 1)
            {
                ReadSegments(cmap + I32(record + 4));
                return;
            }
        }

        throw new NotSupportedException("The font has no Unicode character map of platform 3, encoding 1.");
    }

    private void ReadSegments(int subtable)
    {
        int doubled = U16(subtable + 6);
        for (var segment = 0; segment < doubled; segment += 2)
        {
            var last = U16(subtable + 14 + segment);
            var first = U16(subtable + 16 + doubled + segment);
            var delta = U16(subtable + 16 + (2 * doubled) + segment);
            var rangeAt = subtable + 16 + (3 * doubled) + segment;
            for (int character = first; character <= last && character < 0xFFFF; character++)
            {
                var glyph = U16(rangeAt) == 0 ? character : U16(rangeAt + U16(rangeAt) + (2 * (character - first)));
                _glyphByCharacter[character] = (ushort)(glyph == 0 ? 0 : glyph + delta);
            }
        }
    }

    private int Start(string tag) => _tables[tag].Offset;

    private ushort U16(int at) => BinaryPrimitives.ReadUInt16BigEndian(_file.AsSpan(at));

    private short I16(int at) => BinaryPrimitives.ReadInt16BigEndian(_file.AsSpan(at));

    private int I32(int at) => BinaryPrimitives.ReadInt32BigEndian(_file.AsSpan(at));
}
