using System.Text.Json;
using System.Text.Json.Nodes;
using NUnit.Framework;

namespace Budget.Tests.Unit;

/// <summary>The way from a piece of a page to its node and back, which screen readers walk.</summary>
[Category("Tools")]
internal sealed class PdfStructureTests
{
    private readonly JsonNode _objects = JsonNode.Parse(
        PdfTools.Run("qpdf", PdfTools.FullDocument(), "--json=2", "{pdf}"), documentOptions: new JsonDocumentOptions { MaxDepth = 256 })!["qpdf"]![1]!;

    [Test]
    public void The_parent_tree_leads_each_piece_back_to_its_node()
    {
        var root = Value(Value(_objects["trailer"]!["value"]!["/Root"])["/StructTreeRoot"]);
        var pages = Value(root["/ParentTree"])["/Nums"]!.AsArray();
        var fromPages = new List<string>();
        for (var page = 0; page < pages.Count; page += 2)
        {
            var nodes = Value(pages[page + 1]).AsArray();
            fromPages.AddRange(nodes.Select((node, mark) => $"page {pages[page]}, mark {mark}: {node}"));
        }

        var kids = Value(Value(_objects["trailer"]!["value"]!["/Root"])["/Pages"])["/Kids"]!.AsArray().Select(kid => kid!.ToString()).ToList();
        var fromNodes = new List<string>();
        Walk(root["/K"]!, fromNodes, kids);

        Assert.That(fromNodes, Is.EquivalentTo(fromPages).And.Count.GreaterThan(270));
    }

    private void Walk(JsonNode reference, List<string> pieces, List<string> pages)
    {
        var node = Value(reference);
        foreach (var kid in node["/K"]?.AsArray() ?? [])
        {
            switch (kid!.GetValueKind())
            {
                case JsonValueKind.Number:
                    pieces.Add($"page {pages.IndexOf(node["/Pg"]!.ToString())}, mark {kid}: {reference}");
                    break;
                case JsonValueKind.Object:
                    pieces.Add($"page {pages.IndexOf(kid["/Pg"]!.ToString())}, mark {kid["/MCID"]}: {reference}");
                    break;
                default:
                    Assert.That(Value(kid)["/P"]!.ToString(), Is.EqualTo(reference.ToString()));
                    Walk(kid, pieces, pages);
                    break;
            }
        }
    }

    // A reference is a string such as "12 0 R"; anything else is the thing itself.
    private JsonNode Value(JsonNode? node) =>
        node is JsonValue && _objects["obj:" + node] is { } found ? Value(found["value"]) : node!;
}
