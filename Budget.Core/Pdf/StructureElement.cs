namespace Budget.Core.Pdf;

/// <summary>
/// A node of the logical structure that screen readers walk (ISO 32000-1, 14.7): a heading, a row, a cell. Holds other nodes or
/// pieces of pages, in reading order.
/// </summary>
/// <param name="type">A standard structure type, such as <c>H1</c>.</param>
/// <param name="attributes">An attribute dictionary in PDF syntax, or nothing.</param>
/// <param name="alternative">What is read aloud in place of what is drawn; only of a figure.</param>
internal sealed class StructureElement(string type, string? attributes = null, string? alternative = null)
{
    /// <summary>Attributes of a header cell above its column.</summary>
    public const string ColumnScope = "<</O/Table/Scope/Column>>";

    /// <summary>Attributes of a header cell before its row.</summary>
    public const string RowScope = "<</O/Table/Scope/Row>>";

    /// <summary>Attributes of a list without bullets or numbers.</summary>
    public const string PlainList = "<</O/List/ListNumbering/None>>";

    public string Type { get; } = type;

    public string? Attributes { get; } = attributes;

    public string? Alternative { get; } = alternative;

    public List<StructureElement> Children { get; } = [];

    /// <summary>The pieces of pages that hold the text: page index and marked-content number.</summary>
    public List<(int Page, int Mark)> Pieces { get; } = [];

    /// <summary>The object number; 0 until the tree is numbered.</summary>
    public int Number { get; set; }

    public StructureElement Add(string type, string? attributes = null, string? alternative = null)
    {
        var child = new StructureElement(type, attributes, alternative);
        Children.Add(child);
        return child;
    }
}
