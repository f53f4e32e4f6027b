using System.Text.Json.Nodes;

namespace Budget.Tests.Unit;

internal static partial class PdfPoints
{
    /// <summary>The standard types (ISO 32000-1, 14.8.4) that our writer uses.</summary>
    private static readonly HashSet<string> Types = ["Document", "H1", "H2", "H3", "P", "L", "LI", "Lbl", "LBody", "Table", "Caption", "THead", "TBody", "TFoot", "TR", "TH", "TD", "Figure"];

    private static IEnumerable<PdfPoint> OfStructure =>
    [
        new("ISO 14289-1 7.1, ISO 19005-2 6.7.3", "what is drawn leads to its place in the structure, and the structure to what is drawn",
            Ways,
            pdf => pdf.Value(pdf.StructureRoot["/ParentTree"])!["/Nums"]![1]!.AsArray().RemoveAt(0)),
        new("ISO 14289-1 7.1, ISO 19005-2 6.7.3.4", "each node is of a kind that every reader knows, and names the one above it",
            pdf => pdf.Nodes().Where(node => !Types.Contains(node.Type) || node.Element["/P"]?.ToString() is not { } above || (node.Parent is { } parent && above != parent.Reference)).Select(Named)
                .Concat(Unless(!pdf.StructureRoot.ContainsKey("/RoleMap") && pdf.Nodes()[0].Type == "Document", "not one document")),
            pdf => pdf.Nodes()[1].Element["/S"] = "/Foo"),
        new("ISO 14289-1 7.2", "it is read in the order in which it is drawn",
            pdf => pdf.Nodes().SelectMany(pdf.PiecesOf).ToList() is var pieces ? pieces.Zip(pieces.Skip(1)).Where(pair => pair.First.CompareTo(pair.Second) >= 0).Select(pair => $"{pair.First} before {pair.Second}") : [],
            pdf => pdf.Nodes().First(node => node.Type == "P").Element["/K"]![0] = 9_999),
        new("ISO 14289-1 7.2", "a table is made of rows that have as many cells each, and a head or a foot is of a body",
            pdf => pdf.Nodes().Where(node => node.Type is "Table" or "THead" or "TBody" or "TFoot" or "TR").Where(node => !IsRegular(pdf, node)).Select(Named),
            pdf => pdf.Nodes().Last(node => node.Type == "TR").Element["/K"]!.AsArray().RemoveAt(0)),
        new("ISO 14289-1 7.2", "a list is made of items, an item of a label and a body",
            pdf => pdf.Nodes().Where(node => node.Type is "L" or "LI" or "Lbl" or "LBody").Where(node => !IsOfList(pdf, node)).Select(Named),
            pdf => pdf.Nodes().First(node => node.Type == "LI").Element["/S"] = "/P"),
        new("ISO 14289-1 7.3", "a figure says in words what it shows, and where it stands",
            pdf => pdf.Nodes().Where(node => node.Type == "Figure").Where(node => !SaysWhatItShows(node)).Select(Named),
            pdf => pdf.Nodes().First(node => node.Type == "Figure").Element.Remove("/Alt")),
        new("ISO 14289-1 7.4.2", "its headings begin at the first level and skip none",
            pdf => Levels(pdf) is [1, ..] levels && levels.Count(level => level == 1) == 1 ? levels.Zip(levels.Skip(1)).Where(pair => pair.Second > pair.First + 1).Select(pair => $"H{pair.Second} below H{pair.First}") : ["not one H1 first"],
            pdf => pdf.Nodes().First(node => node.Type == "H2").Element["/S"] = "/H3"),
        new("ISO 14289-1 7.5", "a cell that names others says whether it names a row or a column, and every table has one",
            pdf => pdf.Nodes().Where(node => node.Type == "TH" && node.Scope is not ("Row" or "Column")).Concat(
                pdf.Nodes().Where(node => node.Type == "Table" && !pdf.KidsOf(node).SelectMany(kid => pdf.KidsOf(kid).Append(kid)).SelectMany(row => pdf.KidsOf(row).Append(row)).Any(cell => cell.Type == "TH"))).Select(Named),
            pdf => pdf.Nodes().First(node => node.Type == "TH").Element.Remove("/A")),
        new("ISO 14289-1 7.1", "nothing in the structure is empty but a cell that is empty on paper too",
            pdf => pdf.Nodes().Where(node => node.Type != "TD" && !pdf.KidsOf(node).Any() && !pdf.PiecesOf(node).Any()).Select(Named),
            pdf => pdf.Nodes().First(node => node.Type == "P").Element.Remove("/K")),
        new("ISO 14289-1 7.17", "its bookmarks are its headings, in their order, with their words and where they stand",
            pdf => Bookmarks(pdf, pdf.Value(pdf.Catalog["/Outlines"])?["/First"], 1).SequenceEqual(Headings(pdf)) ? [] : ["other bookmarks"],
            pdf => pdf.Value(pdf.Value(pdf.Catalog["/Outlines"])!["/First"])!["/Title"] = "u:Iets anders"),
    ];

    private static string Named(ReadPdf.Node node) => $"{node.Type} {node.Reference}";

    private static IEnumerable<string> Ways(ReadPdf pdf)
    {
        var there = pdf.Nodes().SelectMany(node => pdf.PiecesOf(node).Select(piece => (piece.Page, piece.Mark, node.Reference))).ToHashSet();
        var numbers = pdf.Value(pdf.StructureRoot["/ParentTree"])!["/Nums"]!.AsArray();
        Dictionary<int, JsonArray> byKey = [];
        for (var at = 0; at < numbers.Count; at += 2)
        {
            byKey[(int)ReadPdf.Number(numbers[at])] = pdf.Value(numbers[at + 1])!.AsArray();
        }

        var back = pdf.Pages.SelectMany((page, index) => page["/StructParents"] is { } key && byKey.TryGetValue((int)ReadPdf.Number(key), out var nodes)
            ? nodes.Select((node, mark) => (index, mark, node!.ToString())) : []).ToHashSet();
        // What the pages really mark, beside what both lists say of it.
        var drawn = Enumerable.Range(0, pdf.Pages.Count).SelectMany(page => pdf.StepsOf(page).Where(step => step.Operator == "BDC" && step.Operands.Contains("/MCID"))
            .Select(step => (page, (int)ReadPdf.Number(step.Operands[Array.IndexOf(step.Operands, "/MCID") + 1])))).ToList();
        return there.Except(back).Select(piece => $"{piece} has no way back")
            .Concat(back.Except(there).Select(piece => $"{piece} leads nowhere"))
            .Concat(drawn.Except(back.Select(piece => (piece.Item1, piece.Item2))).Select(piece => $"{piece} is drawn and has no place"))
            .Concat(Unless(drawn.Count == there.Count && drawn.Distinct().Count() == drawn.Count, "a piece is drawn twice or not at all"));
    }

    private static bool IsRegular(ReadPdf pdf, ReadPdf.Node node)
    {
        var kids = pdf.KidsOf(node).ToList();
        var (parts, types) = (kids.Where(kid => kid.Type != "Caption").ToList(), kids.Select(kid => kid.Type).ToList());
        return node.Type switch
        {
            "TR" => types.Count > 0 && types.All(type => type is "TH" or "TD"),
            "Table" => types.Skip(1).All(type => type != "Caption")
                && (parts.TrueForAll(part => part.Type == "TR")
                    || (parts.TrueForAll(part => part.Type is "THead" or "TBody" or "TFoot") && types.Contains("TBody") && types.Count(type => type == "THead") <= 1 && types.Count(type => type == "TFoot") <= 1))
                && Rows(pdf, parts).Select(row => pdf.KidsOf(row).Count()).Distinct().Count() == 1,
            _ => types.Count > 0 && types.All(type => type == "TR") && node.Parent!.Type == "Table",
        };
    }

    private static IEnumerable<ReadPdf.Node> Rows(ReadPdf pdf, IEnumerable<ReadPdf.Node> parts) => parts.SelectMany(part => part.Type == "TR" ? [part] : pdf.KidsOf(part));

    private static bool IsOfList(ReadPdf pdf, ReadPdf.Node node) => node.Type switch
    {
        "L" => pdf.KidsOf(node).Any() && pdf.KidsOf(node).All(kid => kid.Type == "LI"),
        "LI" => node.Parent!.Type == "L" && pdf.KidsOf(node).Select(kid => kid.Type).SequenceEqual(Item),
        _ => node.Parent!.Type == "LI",
    };

    private static readonly string[] Item = ["Lbl", "LBody"];

    private static bool SaysWhatItShows(ReadPdf.Node node) =>
        ReadPdf.Words(node.Element["/Alt"]).Length > 0 && node.Element["/A"]?["/BBox"] is JsonArray { Count: 4 } box
        && box.Select(side => ReadPdf.Number(side)).ToList() is [>= 0 and var left, >= 0 and var bottom, <= 595.28 and var right, <= 841.89 and var top] && left < right && bottom < top;

    private static List<int> Levels(ReadPdf pdf) => [.. pdf.Nodes().Where(node => node.Type is ['H', >= '1' and <= '3']).Select(node => node.Type[1] - '0')];

    /// <summary>Level, words and page, as the pages say.</summary>
    private static IEnumerable<(int Level, string Words, int Page)> Headings(ReadPdf pdf) => pdf.Said().Where(said => said.Node.Type is ['H', >= '1' and <= '3'])
        .Select(said => (said.Node.Type[1] - '0', said.Text, pdf.PiecesOf(said.Node).Select(piece => piece.Page).FirstOrDefault(-1)));

    private static IEnumerable<(int Level, string Words, int Page)> Bookmarks(ReadPdf pdf, JsonNode? first, int level)
    {
        for (var item = pdf.Value(first); item is not null; item = pdf.Value(item["/Next"]))
        {
            // A hard space is drawn as a space.
            yield return (level, ReadPdf.Words(item["/Title"]).Replace('\u00A0', ' '), pdf.PageReferences.IndexOf(item["/Dest"]![0]!.ToString()));
            foreach (var below in Bookmarks(pdf, item["/First"], level + 1))
            {
                yield return below;
            }
        }
    }
}
