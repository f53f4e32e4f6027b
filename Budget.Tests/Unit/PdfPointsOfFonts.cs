using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Budget.Tests.Unit;

internal static partial class PdfPoints
{
    private static IEnumerable<PdfPoint> OfFonts =>
    [
        new("ISO 19005-2 6.2.11.4, ISO 14289-1 7.21.4.1", "each font is in the file, as far as it is used, and says so in its name",
            pdf => pdf.Fonts.Where(font => !IsEmbedded(pdf, font.Value)).Select(font => font.Key),
            pdf => DescriptorOf(pdf, pdf.Fonts.Values.First()).Remove("/FontFile2")),
        new("ISO 19005-2 6.2.11.3, ISO 14289-1 7.21.3", "the code of a letter is the number of its drawing",
            pdf => pdf.Fonts.Where(font => !IsIdentity(pdf, font.Value)).Select(font => font.Key),
            pdf => DescendantOf(pdf, pdf.Fonts.Values.First()).Remove("/CIDToGIDMap")),
        new("ISO 19005-2 6.2.11.5, ISO 14289-1 7.21.5", "a letter is as wide as its font says",
            pdf => pdf.Fonts.SelectMany(font => Widths(pdf, font.Key, font.Value)),
            pdf => DescendantOf(pdf, pdf.Fonts.Values.First())["/W"]![1]![1] = 1),
        new("ISO 19005-2 6.2.11.7, ISO 14289-1 7.21.7", "of each letter that is drawn it is known which it is",
            pdf => from run in pdf.AllRuns().GroupBy(one => one.Font)
                   let known = pdf.UnicodeOf(run.Key)
                   from code in run.SelectMany(one => one.Codes).Distinct()
                   where !known.TryGetValue(code, out var text) || text.Any(sign => sign is '\0' or '\uFEFF' or '\uFFFE' || char.GetUnicodeCategory(sign) == UnicodeCategory.PrivateUse)
                   select $"{run.Key} {code}",
            pdf => pdf.Fonts.Values.First().Remove("/ToUnicode")),
        new("ISO 19005-2 6.2.11.8, ISO 14289-1 7.21.8", "nothing is drawn that the font has no drawing of",
            Missing,
            pdf => pdf.RewriteFirstPage(text => text.Replace("Td<0001", "Td<0000", StringComparison.Ordinal))),
    ];

    private static IEnumerable<string> Missing(ReadPdf pdf)
    {
        var glyphs = pdf.Fonts.ToDictionary(font => font.Key, font => ProgramOf(pdf, font.Value).Glyphs, StringComparer.Ordinal);
        return pdf.AllRuns().SelectMany(run => run.Codes.Where(code => code == 0 || code >= glyphs[run.Font]).Select(code => $"{run.Font} {code}")).Distinct();
    }

    private static JsonObject DescendantOf(ReadPdf pdf, JsonObject font) => pdf.Value(font["/DescendantFonts"]![0])!.AsObject();

    private static JsonObject DescriptorOf(ReadPdf pdf, JsonObject font) => pdf.Value(DescendantOf(pdf, font)["/FontDescriptor"])!.AsObject();

    private static bool IsEmbedded(ReadPdf pdf, JsonObject font)
    {
        var (name, descendant, descriptor) = (font["/BaseFont"]!.ToString(), DescendantOf(pdf, font), DescriptorOf(pdf, font));
        return descriptor["/FontFile2"] is { } file && pdf.DataOf(file).Length == ReadPdf.Number(pdf.StreamOf(file)["/Length1"])
            && name[1..7].All(char.IsAsciiLetterUpper) && name[7] == '+' && descendant["/BaseFont"]!.ToString() == name && descriptor["/FontName"]!.ToString() == name;
    }

    private static bool IsIdentity(ReadPdf pdf, JsonObject font)
    {
        var descendant = DescendantOf(pdf, font);
        return font["/Subtype"]!.ToString() == "/Type0" && font["/Encoding"]!.ToString() == "/Identity-H" && descendant["/Subtype"]!.ToString() == "/CIDFontType2"
            && descendant["/CIDToGIDMap"]?.ToString() == "/Identity"
            && descendant["/CIDSystemInfo"] is { } system && ReadPdf.Words(system["/Registry"]) == "Adobe" && ReadPdf.Words(system["/Ordering"]) == "Identity" && ReadPdf.Number(system["/Supplement"]) == 0;
    }

    private static IEnumerable<string> Widths(ReadPdf pdf, string name, JsonObject font)
    {
        var (said, program) = (WidthsOf(pdf, font), ProgramOf(pdf, font));
        return pdf.AllRuns().Where(run => run.Font == name).SelectMany(run => run.Codes).Distinct()
            .Where(code => !said.TryGetValue(code, out var width) || width != program.WidthOf(code)).Select(code => $"{name} {code}");
    }

    /// <summary>As the document says them, in thousandths of the size: one list from the first code on.</summary>
    private static Dictionary<int, double> WidthsOf(ReadPdf pdf, JsonObject font)
    {
        var said = DescendantOf(pdf, font)["/W"]!.AsArray();
        var first = (int)ReadPdf.Number(said[0]);
        return said[1]!.AsArray().Select((width, at) => (Code: first + at, Width: ReadPdf.Number(width))).ToDictionary(one => one.Code, one => one.Width);
    }

    /// <summary>The font file itself: how many drawings it has, and how wide each is.</summary>
    private sealed record FontProgram(byte[] File, int Glyphs, int Metrics, int Start)
    {
        public int WidthOf(int glyph) => BinaryPrimitives.ReadUInt16BigEndian(File.AsSpan(Start + (4 * Math.Min(glyph, Metrics - 1))));
    }

    private static FontProgram ProgramOf(ReadPdf pdf, JsonObject font)
    {
        var file = pdf.DataOf(DescriptorOf(pdf, font)["/FontFile2"]);
        var tables = Enumerable.Range(0, BinaryPrimitives.ReadUInt16BigEndian(file.AsSpan(4))).Select(table => 12 + (16 * table))
            .ToDictionary(at => Encoding.ASCII.GetString(file, at, 4), at => BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at + 8)), StringComparer.Ordinal);
        return new FontProgram(
            file, BinaryPrimitives.ReadUInt16BigEndian(file.AsSpan(tables["maxp"] + 4)), BinaryPrimitives.ReadUInt16BigEndian(file.AsSpan(tables["hhea"] + 34)), tables["hmtx"]);
    }
}
