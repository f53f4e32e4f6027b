using System.Buffers.Binary;

namespace Budget.Core.Pdf;

/// <summary>
/// The characters of one font that one document uses. Each character gets a number of its own in order of first use,
/// even when two share a drawing, so that copied text is the text that was written. Number 0 is never given out.
/// </summary>
internal sealed class FontSubset(TrueTypeFont font)
{
    private const int MoreComponents = 0x20;
    private const int WordArguments = 0x01;
    private const int Scale = 0x08;
    private const int TwoScales = 0x40;
    private const int Matrix = 0x80;

    // Nearly all text is Latin; the rest goes through the dictionary.
    private readonly ushort[] _latin = new ushort[0x250];
    private readonly Dictionary<char, ushort> _others = [];
    private readonly List<char> _characters = ['\0'];

    public TrueTypeFont Font { get; } = font;

    /// <summary>The characters by number; the entry for 0 stands for no character.</summary>
    public IReadOnlyList<char> Characters => _characters;

    public bool IsUsed => _characters.Count > 1;

    /// <summary>The number of a character in this document.</summary>
    /// <exception cref="ArgumentException">The font cannot draw it: the text did not pass through <see cref="PdfText"/>.</exception>
    public int Number(char character)
    {
        var number = character < _latin.Length ? _latin[character] : _others.GetValueOrDefault(character);
        return number != 0 ? number : Add(character);
    }

    /// <summary>A font file that holds only what this document draws; its glyphs carry the numbers given out.</summary>
    public byte[] ToFontFile()
    {
        var glyphs = new List<int>(_characters.Count + 16);
        foreach (var character in _characters)
        {
            glyphs.Add(character == '\0' ? 0 : Font.Glyph(character));
        }

        var outlines = new PdfBuffer(16 * 1024);
        var offsets = new PdfBuffer(1024);
        var components = new Dictionary<int, int>();

        // The list grows while we walk it: a composite glyph adds its parts at the end.
        for (var i = 0; i < glyphs.Count; i++)
        {
            offsets.BigEndian32((uint)outlines.Length);
            var outline = Font.Outline(glyphs[i]);
            if (outline.Length > 0 && BinaryPrimitives.ReadInt16BigEndian(outline) < 0)
            {
                AddComposite(outlines, outline, glyphs, components);
            }
            else
            {
                outlines.Bytes(outline);
            }

            outlines.PadTo(4);
        }

        offsets.BigEndian32((uint)outlines.Length);
        var metrics = new PdfBuffer(4 * glyphs.Count);
        foreach (var glyph in glyphs)
        {
            metrics.BigEndian16(Font.AdvanceOf(glyph));
            metrics.BigEndian16(Font.SideBearingOf(glyph));
        }

        return FontFile.Of(Font, glyphs.Count, outlines.Written, offsets.Written, metrics.Written);
    }

    private int Add(char character)
    {
        if (Font.Glyph(character) == 0)
        {
            throw new ArgumentException($"The font has no glyph for U+{(int)character:X4}.", nameof(character));
        }

        var number = (ushort)_characters.Count;
        _characters.Add(character);
        if (character < _latin.Length)
        {
            _latin[character] = number;
        }
        else
        {
            _others[character] = number;
        }

        return number;
    }

    private static void AddComposite(PdfBuffer outlines, ReadOnlySpan<byte> outline, List<int> glyphs, Dictionary<int, int> components)
    {
        var copy = outline.ToArray();
        var at = 10;
        int flags;
        do
        {
            flags = BinaryPrimitives.ReadUInt16BigEndian(copy.AsSpan(at));
            var part = BinaryPrimitives.ReadUInt16BigEndian(copy.AsSpan(at + 2));
            if (!components.TryGetValue(part, out var number))
            {
                number = components[part] = glyphs.Count;
                glyphs.Add(part);
            }

            BinaryPrimitives.WriteUInt16BigEndian(copy.AsSpan(at + 2), (ushort)number);
            at += 4 + ((flags & WordArguments) != 0 ? 4 : 2);
            at += (flags & Scale) != 0 ? 2 : (flags & TwoScales) != 0 ? 4 : (flags & Matrix) != 0 ? 8 : 0;
        }
        while ((flags & MoreComponents) != 0);

        outlines.Bytes(copy);
    }
}
