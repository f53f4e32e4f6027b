using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Budget.Tests.Unit;

/// <summary>
/// A document that qpdf took apart, in one call: its objects, what its pages draw, its structure. What is in it can be changed, so that a rule can be shown a paper that breaks it.
/// </summary>
internal sealed partial class ReadPdf
{
    public ReadPdf(byte[] bytes)
    {
        Bytes = bytes;
        Objects = JsonNode.Parse(
            PdfTools.Run("qpdf", bytes, "--json=2", "--json-stream-data=inline", "--decode-level=generalized", "{pdf}"), documentOptions: new JsonDocumentOptions { MaxDepth = 256 })!["qpdf"]![1]!.AsObject();
    }

    /// <summary>The file as it is written.</summary>
    public byte[] Bytes { get; set; }

    public JsonObject Objects { get; }

    public JsonObject Trailer => Objects["trailer"]!["value"]!.AsObject();

    public JsonObject Catalog => Value(Trailer["/Root"])!.AsObject();

    public JsonObject Information => Value(Trailer["/Info"])!.AsObject();

    /// <summary>By which reference each page is known, in order.</summary>
    public List<string> PageReferences => [.. Value(Catalog["/Pages"])!["/Kids"]!.AsArray().Select(kid => kid!.ToString())];

    public List<JsonObject> Pages => [.. PageReferences.Select(page => Objects[$"obj:{page}"]!["value"]!.AsObject())];

    /// <summary>What all pages draw with: fonts, and a picture where there is one.</summary>
    public JsonObject Resources => Value(Pages[0]["/Resources"])!.AsObject();

    /// <summary>The fonts by the name that pages use.</summary>
    public Dictionary<string, JsonObject> Fonts => Value(Resources["/Font"])!.AsObject().ToDictionary(font => font.Key[1..], font => Value(font.Value)!.AsObject(), StringComparer.Ordinal);

    /// <summary>A reference is a string such as "12 0 R"; anything else is the thing itself.</summary>
    public JsonNode? Value(JsonNode? node) => node is JsonValue && Objects[$"obj:{node}"] is { } found ? Value(found["value"]) : node;

    /// <summary>A string, without what qpdf says of its kind.</summary>
    public static string Words(JsonNode? node) => node?.ToString() is { Length: > 1 } text ? text[2..] : "";

    public static double Number(JsonNode? node) => double.Parse(node!.ToString(), CultureInfo.InvariantCulture);

    public JsonObject StreamOf(JsonNode? reference) => Objects[$"obj:{reference}"]!["stream"]!["dict"]!.AsObject();

    public byte[] DataOf(JsonNode? reference) => Convert.FromBase64String(Objects[$"obj:{reference}"]!["stream"]!["data"]!.ToString());

    public string TextOf(JsonNode? reference) => Encoding.Latin1.GetString(DataOf(reference));

    public void Rewrite(JsonNode? reference, Func<string, string> change) =>
        Objects[$"obj:{reference}"]!["stream"]!["data"] = Convert.ToBase64String(Encoding.Latin1.GetBytes(change(TextOf(reference))));

    /// <summary>What the first page draws, otherwise.</summary>
    public void RewriteFirstPage(Func<string, string> change) => Rewrite(Pages[0]["/Contents"], change);

    /// <summary>Every entry of every dictionary in the file.</summary>
    public IEnumerable<(string Key, JsonNode? Value)> Entries() => Objects.SelectMany(one => Within(one.Value!["value"] ?? one.Value["stream"]?["dict"]));

    private static IEnumerable<(string Key, JsonNode? Value)> Within(JsonNode? node) => node switch
    {
        JsonObject dictionary => dictionary.SelectMany(entry => Within(entry.Value).Prepend((entry.Key, entry.Value))),
        JsonArray list => list.SelectMany(Within),
        _ => [],
    };

    /// <summary>A node of the structure.</summary>
    public sealed record Node(string Reference, JsonObject Element, Node? Parent)
    {
        public string Type => Element["/S"]!.ToString()[1..];

        /// <summary>"Column" of a header cell above its column; empty where it says nothing.</summary>
        public string Scope => Element["/A"]?["/Scope"]?.ToString().TrimStart('/') ?? "";
    }

    public JsonObject StructureRoot => Value(Catalog["/StructTreeRoot"])!.AsObject();

    /// <summary>All nodes in the order of reading.</summary>
    public List<Node> Nodes() => [.. Below(new Node(StructureRoot["/K"]!.ToString(), Value(StructureRoot["/K"])!.AsObject(), null))];

    public IEnumerable<Node> KidsOf(Node node) => KidsIn(node).Where(kid => kid!.GetValueKind() == JsonValueKind.String)
        .Select(kid => new Node(kid!.ToString(), Value(kid)!.AsObject(), node));

    /// <summary>The pieces of pages that a node holds itself, by page from 0 and mark.</summary>
    public IEnumerable<(int Page, int Mark)> PiecesOf(Node node)
    {
        var pages = PageReferences;
        return KidsIn(node).Where(kid => kid!.GetValueKind() != JsonValueKind.String).Select(kid => kid is JsonObject elsewhere
            ? (pages.IndexOf(elsewhere["/Pg"]!.ToString()), (int)Number(elsewhere["/MCID"]))
            : (pages.IndexOf(node.Element["/Pg"]!.ToString()), (int)Number(kid)));
    }

    private static JsonArray KidsIn(Node node) => node.Element["/K"] as JsonArray ?? [];

    private IEnumerable<Node> Below(Node node) => KidsOf(node).SelectMany(Below).Prepend(node);

    /// <summary>One operator of a page with what stands before it.</summary>
    public sealed record Step(string Operator, string[] Operands);

    public List<Step> StepsOf(int page)
    {
        List<Step> steps = [];
        List<string> operands = [];
        foreach (Match token in Token().Matches(TextOf(Pages[page]["/Contents"])))
        {
            if (char.IsLetter(token.Value[0]) || token.Value[0] is '\'' or '"')
            {
                steps.Add(new Step(token.Value, [.. operands]));
                operands.Clear();
            }
            else
            {
                operands.Add(token.Value);
            }
        }

        return steps;
    }

    /// <summary>A run of text as it is drawn.</summary>
    /// <param name="Inside">Of what it is part: "/H1&lt;&lt;/MCID0&gt;&gt;", or an artifact; empty for nothing.</param>
    /// <param name="Mark">Its number on the page; -1 of an artifact.</param>
    /// <param name="X">From the left, in points; <paramref name="Y"/> from below.</param>
    public sealed record Run(int Page, string Inside, int Mark, string Font, double Size, double X, double Y, string Colour, IReadOnlyList<int> Codes);

    public List<Run> RunsOf(int page)
    {
        List<Run> runs = [];
        var (inside, mark, font, size, x, y, colour) = ("", -1, "", 0.0, 0.0, 0.0, "");
        foreach (var (name, operands) in StepsOf(page))
        {
            switch (name)
            {
                case "BDC":
                    inside = string.Concat(operands);
                    mark = Array.IndexOf(operands, "/MCID") is >= 0 and var at ? int.Parse(operands[at + 1], CultureInfo.InvariantCulture) : -1;
                    break;
                case "EMC":
                    (inside, mark) = ("", -1);
                    break;
                case "BT":
                    (x, y) = (0, 0);
                    break;
                case "Tf":
                    (font, size) = (operands[0][1..], Number(operands[1]));
                    break;
                case "Td":
                    (x, y) = (x + Number(operands[0]), y + Number(operands[1]));
                    break;
                case "rg":
                    colour = string.Join(' ', operands);
                    break;
                case "Tj":
                    runs.Add(new Run(page, inside, mark, font, size, x, y, colour, [.. operands[0].Trim('<', '>').Chunk(4).Select(code => int.Parse(code, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture))]));
                    break;
            }
        }

        return runs;
    }

    public List<Run> AllRuns() => [.. Enumerable.Range(0, Pages.Count).SelectMany(RunsOf)];

    /// <summary>What each code of a font is in Unicode; empty when the font does not say.</summary>
    public Dictionary<int, string> UnicodeOf(string font)
    {
        Dictionary<int, string> found = [];
        if (Fonts[font]["/ToUnicode"] is { } map)
        {
            foreach (Match entry in Mapping().Matches(TextOf(map)))
            {
                found[int.Parse(entry.Groups["code"].Value, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)] =
                    Encoding.BigEndianUnicode.GetString(Convert.FromHexString(entry.Groups["text"].Value));
            }
        }

        return found;
    }

    /// <summary>What each node says by itself, read back from what the pages draw: the lines of a node one after the other.</summary>
    public List<(Node Node, string Text)> Said()
    {
        var unicode = Fonts.Keys.ToDictionary(font => font, UnicodeOf, StringComparer.Ordinal);
        var drawn = AllRuns().Where(run => run.Mark >= 0).ToLookup(
            run => (run.Page, run.Mark), run => string.Concat(run.Codes.Select(code => unicode[run.Font].GetValueOrDefault(code, "\uFFFD"))));
        return [.. Nodes().Select(node => (node, string.Concat(PiecesOf(node).SelectMany(piece => drawn[piece]))))];
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex("""<<|>>|<[0-9A-Fa-f]*>|/[A-Za-z0-9]+|-?[0-9]*\.?[0-9]+|[A-Za-z'"*]+|\S""", RegexOptions.NonBacktracking)]
    private static partial Regex Token();

    [GeneratedRegex("<(?<code>[0-9A-F]{4})><(?<text>[0-9A-F]+)>\n", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Mapping();
}
