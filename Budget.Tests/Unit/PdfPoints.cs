using System.Buffers.Binary;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml;

namespace Budget.Tests.Unit;

/// <summary>A rule of PDF/UA-1 (ISO 14289-1) or PDF/A-2a (ISO 19005-2), by its clause.</summary>
/// <param name="Faults">What breaks it in a document; nothing when it holds.</param>
/// <param name="Break">Makes a document break it, so that a test sees that the rule notices.</param>
internal sealed record PdfPoint(string Clause, string Rule, Func<ReadPdf, IEnumerable<string>> Faults, Action<ReadPdf> Break)
{
    public override string ToString() => $"{Clause}: {Rule}";
}

/// <summary>The points that apply to what our writer can make, as a checker such as veraPDF would look at them; docs/pdf.md lists what nobody looks at here.</summary>
internal static partial class PdfPoints
{
    private const string Xmp = "/Metadata";
    private static readonly double[] A4 = [0, 0, 595.28, 841.89];

    /// <summary>Entries by which a document would do something, or hold something that is not on the paper.</summary>
    private static readonly string[] Acts = ["/OpenAction", "/AA", "/JS", "/JavaScript", "/URI", "/Launch", "/Names", "/PresSteps", "/Requirements"];
    private static readonly string[] Deeds = ["/JavaScript", "/GoTo", "/GoToR", "/URI", "/Launch", "/Named", "/SubmitForm", "/ResetForm", "/ImportData", "/Movie", "/Sound", "/Hide", "/Rendition", "/SetOCGState"];
    private static readonly string[] Extras = ["/Annots", "/AcroForm", "/XFA", "/EmbeddedFiles", "/EF", "/AF", "/OCProperties", "/Collection", "/Threads", "/Perms", "/AlternatePresentations"];

    public static IReadOnlyList<PdfPoint> All { get; } = [.. OfFile, .. OfDrawing, .. OfFonts, .. OfStructure];

    private static IEnumerable<PdfPoint> OfFile =>
    [
        new("ISO 19005-2 6.1.2", "it begins with its version and with four bytes above 127",
            pdf => Unless(pdf.Bytes.AsSpan().StartsWith("%PDF-1.7\n%"u8) && pdf.Bytes[10..14].All(value => value > 127), "another beginning"),
            pdf => pdf.Bytes[11] = (byte)'a'),
        new("ISO 19005-2 6.1.3", "it has an identifier, is not encrypted (ISO 14289-1 7.16) and ends with its end",
            pdf => Unless(pdf.Trailer["/ID"] is JsonArray { Count: 2 } id && id[0]!.ToString() == id[1]!.ToString(), "no identifier")
                .Concat(Unless(!pdf.Trailer.ContainsKey("/Encrypt"), "encrypted"))
                .Concat(Unless(pdf.Bytes.AsSpan().EndsWith("\n%%EOF\n"u8), "another end")),
            pdf => pdf.Trailer.Remove("/ID")),
        new("ISO 19005-2 6.1.7", "its streams are packed with Flate or not at all, and are in the file",
            pdf => Encoding.Latin1.GetString(pdf.Bytes).Split("/Filter").Skip(1).Where(rest => !rest.StartsWith("/FlateDecode", StringComparison.Ordinal)).Select(rest => rest[..Math.Min(20, rest.Length)])
                .Concat(pdf.Entries().Where(entry => entry.Key is "/FFilter" or "/FDecodeParms").Select(entry => entry.Key)),
            pdf => pdf.Bytes = Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(pdf.Bytes).Replace("/FlateDecode", "/LZWDecode", StringComparison.Ordinal))),
        new("ISO 19005-2 6.1.13", "a page is A4 and no string is longer than 32,767 bytes",
            pdf => pdf.Pages.Where(page => !page["/MediaBox"]!.AsArray().Select(side => ReadPdf.Number(side)).SequenceEqual(A4)).Select(page => $"{page["/MediaBox"]}")
                .Concat(pdf.Entries().Where(entry => entry.Value is JsonValue && entry.Value.ToString().Length > 32_767 / 2).Select(entry => entry.Key)),
            pdf => pdf.Pages[0]["/MediaBox"]!.AsArray()[3] = 14_401),
        new("ISO 14289-1 7.1, ISO 19005-2 6.7.2.2", "it says that it is tagged, without a doubt",
            pdf => Unless(pdf.Catalog["/MarkInfo"]?["/Marked"]?.ToString() == "true" && pdf.Catalog["/MarkInfo"]!["/Suspects"] is null, "not marked"),
            pdf => pdf.Catalog["/MarkInfo"]!["/Marked"] = false),
        new("ISO 14289-1 7.2, ISO 19005-2 6.7.4", "it says its language, the same in the metadata",
            pdf => Unless(ReadPdf.Words(pdf.Catalog["/Lang"]) is "nl" or "en", "no language").Concat(Differs(pdf, "dc:language", ReadPdf.Words(pdf.Catalog["/Lang"]))),
            pdf => pdf.Catalog.Remove("/Lang")),
        new("ISO 14289-1 7.1", "a reader shows its title instead of the name of the file",
            pdf => Unless(pdf.Catalog["/ViewerPreferences"]?["/DisplayDocTitle"]?.ToString() == "true", "the name of the file"),
            pdf => pdf.Catalog.Remove("/ViewerPreferences")),
        new("ISO 14289-1 7.1", "it has a title, the same in the metadata",
            pdf => Unless(ReadPdf.Words(pdf.Information["/Title"]).Length > 0, "no title").Concat(Differs(pdf, "dc:title", ReadPdf.Words(pdf.Information["/Title"]))),
            pdf => pdf.Information["/Title"] = "u:Iets anders"),
        new("ISO 19005-2 6.6.3", "who made it, what about and when are the same in the metadata",
            pdf => Differs(pdf, "dc:creator", ReadPdf.Words(pdf.Information["/Author"]))
                .Concat(Differs(pdf, "dc:description", ReadPdf.Words(pdf.Information["/Subject"])))
                .Concat(Differs(pdf, "pdf:Producer", ReadPdf.Words(pdf.Information["/Producer"])))
                .Concat(Differs(pdf, "xmp:CreatorTool", ReadPdf.Words(pdf.Information["/Creator"])))
                .Concat(Unless(Digits(ReadPdf.Words(pdf.Information["/CreationDate"])) == Digits(Metadata(pdf).GetValueOrDefault("xmp:CreateDate", "")), "another time")),
            pdf => pdf.Information["/CreationDate"] = "u:D:20010101000000+00'00'"),
        new("ISO 14289-1 5", "it claims PDF/UA-1",
            pdf => Differs(pdf, "pdfuaid:part", "1"),
            pdf => pdf.Rewrite(pdf.Catalog[Xmp], text => text.Replace("<pdfuaid:part>1<", "<pdfuaid:part>2<", StringComparison.Ordinal))),
        new("ISO 19005-2 6.6.4", "it claims PDF/A-2a",
            pdf => Differs(pdf, "pdfaid:part", "2").Concat(Differs(pdf, "pdfaid:conformance", "A")),
            pdf => pdf.Rewrite(pdf.Catalog[Xmp], text => text.Replace("conformance>A<", "conformance>B<", StringComparison.Ordinal))),
        new("ISO 19005-2 6.6.2", "what PDF/A does not know it explains, and every program can read the metadata",
            pdf => Differs(pdf, "pdfaSchema:prefix", "pdfuaid").Concat(Differs(pdf, "pdfaSchema:namespaceURI", "http://www.aiim.org/pdfua/ns/id/")).Concat(Differs(pdf, "pdfaProperty:name", "part"))
                .Concat(Unless(!pdf.TextOf(pdf.Catalog[Xmp]).Split("?>")[0].Contains("encoding=", StringComparison.Ordinal), "another encoding"))
                .Concat(Unless(pdf.Bytes.AsSpan().IndexOf("<pdfaid:part>2<"u8) > 0, "packed")),
            pdf => pdf.Rewrite(pdf.Catalog[Xmp], text => text.Replace("pdfaSchema:prefix>pdfuaid<", "pdfaSchema:prefix>ua<", StringComparison.Ordinal))),
        new("ISO 19005-2 6.2.3", "one profile says what its colours are",
            pdf => pdf.Catalog["/OutputIntents"] is JsonArray { Count: 1 } intents && intents[0]!["/S"]!.ToString() == "/GTS_PDFA1" && ReadPdf.Words(intents[0]!["/OutputConditionIdentifier"]).Length > 0
                ? Profile(pdf, intents[0]!["/DestOutputProfile"]) : ["no profile"],
            pdf => pdf.Catalog["/OutputIntents"]![0]!["/S"] = "/GTS_PDFX"),
        new("ISO 19005-2 6.5", "nothing in it acts: no script, no link, nothing that opens",
            pdf => pdf.Entries().Where(entry => Acts.Contains(entry.Key, StringComparer.Ordinal) || (entry.Key == "/S" && Deeds.Contains(entry.Value?.ToString() ?? "", StringComparer.Ordinal))).Select(entry => $"{entry.Key} {entry.Value}"),
            pdf => pdf.Catalog["/OpenAction"] = new JsonObject { ["/S"] = "/JavaScript", ["/JS"] = "u:app.alert(1)" }),
        new("ISO 19005-2 6.3, 6.4, 6.8, 6.9, ISO 14289-1 7.10, 7.11, 7.15, 7.18", "it has no notes, forms, layers or files in it",
            pdf => pdf.Entries().Where(entry => Extras.Contains(entry.Key, StringComparer.Ordinal)).Select(entry => entry.Key),
            pdf => pdf.Pages[0]["/Annots"] = new JsonArray()),
    ];

    private static IEnumerable<string> Unless(bool holds, string fault) => holds ? [] : [fault];

    private static IEnumerable<string> Differs(ReadPdf pdf, string name, string expected) =>
        Metadata(pdf).GetValueOrDefault(name, "") is var said && said == expected ? [] : [$"{name} says '{said}' and not '{expected}'"];

    private static IEnumerable<string> Profile(ReadPdf pdf, JsonNode? reference)
    {
        var bytes = pdf.DataOf(reference);
        return Unless(
            ReadPdf.Number(pdf.StreamOf(reference)["/N"]) == 3 && BinaryPrimitives.ReadInt32BigEndian(bytes) == bytes.Length && bytes[8] <= 4
            && bytes.AsSpan(12, 8).SequenceEqual("mntrRGB "u8) && bytes.AsSpan(36, 4).SequenceEqual("acsp"u8), "no profile of a screen");
    }

    private static string Digits(string text) => string.Concat(text.Where(char.IsAsciiDigit));

    /// <summary>What the metadata say, by the name of the property; of a list or of a choice of languages the first.</summary>
    private static Dictionary<string, string> Metadata(ReadPdf pdf)
    {
        Dictionary<string, string> found = new(StringComparer.Ordinal);
        Stack<string> within = [];
        using var reader = XmlReader.Create(new MemoryStream(pdf.DataOf(pdf.Catalog[Xmp])));
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element when !reader.IsEmptyElement:
                    within.Push(reader.Name);
                    break;
                case XmlNodeType.EndElement:
                    within.Pop();
                    break;
                case XmlNodeType.Text or XmlNodeType.SignificantWhitespace when within.FirstOrDefault(one => !one.StartsWith("rdf:", StringComparison.Ordinal)) is { } name:
                    found.TryAdd(name, reader.Value);
                    break;
            }
        }

        return found;
    }
}
