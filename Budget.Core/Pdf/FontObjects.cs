using System.Security.Cryptography;
using System.Text;

namespace Budget.Core.Pdf;

/// <summary>Writes a subset as a composite font whose codes are the glyph numbers (ISO 32000-1, 9.7), with the way back to Unicode.</summary>
internal static class FontObjects
{
    /// <summary>Returns the number of the font.</summary>
    public static int Write(PdfObjects objects, FontSubset subset)
    {
        var font = subset.Font;
        var name = $"{Tag(subset)}+{font.Name}";
        var bytes = subset.ToFontFile();
        var file = objects.AddStream($"/Length1 {bytes.Length}", bytes);
        var unicode = objects.AddStream("", ToUnicode(subset));

        var descriptor = objects.Reserve();
        var box = font.Box;
        objects.Open(descriptor).Ascii("<</Type/FontDescriptor/FontName/").Ascii(name)
            .Ascii("/Flags 4/ItalicAngle 0/FontBBox[").Integer(box.Left).Ascii(" ").Integer(box.Bottom).Ascii(" ")
            .Integer(box.Right).Ascii(" ").Integer(box.Top).Ascii("]/Ascent ").Integer(font.Ascent)
            .Ascii("/Descent ").Integer(font.Descent).Ascii("/CapHeight ").Integer(font.CapHeight)
            .Ascii("/StemV ").Integer(font == TrueTypeFont.Bold ? 140 : 84)
            .Ascii("/FontFile2 ").Reference(file).Ascii(">>");

        var descendant = objects.Reserve();
        var pdf = objects.Open(descendant).Ascii("<</Type/Font/Subtype/CIDFontType2/BaseFont/").Ascii(name)
            .Ascii("/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/CIDToGIDMap/Identity/FontDescriptor ")
            .Reference(descriptor).Ascii("/W[0[").Integer(font.AdvanceOf(0));
        for (var i = 1; i < subset.Characters.Count; i++)
        {
            pdf.Ascii(" ").Integer(font.Advance(subset.Characters[i]));
        }

        pdf.Ascii("]]>>");

        var number = objects.Reserve();
        objects.Open(number).Ascii("<</Type/Font/Subtype/Type0/BaseFont/").Ascii(name)
            .Ascii("/Encoding/Identity-H/DescendantFonts[").Reference(descendant).Ascii("]/ToUnicode ").Reference(unicode).Ascii(">>");
        return number;
    }

    // Six capitals that tell one subset from another; from its characters, so that the same document gives the same name.
    private static string Tag(FontSubset subset)
    {
        var characters = Encoding.Unicode.GetBytes([.. subset.Characters]);
        var hash = SHA256.HashData(characters);
        var tag = new char[6];
        for (var i = 0; i < tag.Length; i++)
        {
            tag[i] = (char)('A' + (hash[i] % 26));
        }

        return new string(tag);
    }

    private static ReadOnlySpan<byte> ToUnicode(FontSubset subset)
    {
        // The format allows a hundred entries in one block.
        const int block = 100;
        var map = new PdfBuffer(4096).Ascii(
            "/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n"
            + "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n"
            + "1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n");
        for (var start = 1; start < subset.Characters.Count; start += block)
        {
            var end = Math.Min(start + block, subset.Characters.Count);
            map.Integer(end - start).Ascii(" beginbfchar\n");
            for (var i = start; i < end; i++)
            {
                map.Ascii("<").Hex(i).Ascii("><").Hex(subset.Characters[i]).Ascii(">\n");
            }

            map.Ascii("endbfchar\n");
        }

        return map.Ascii("endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n").Written;
    }
}
