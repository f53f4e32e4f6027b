namespace Budget.Core.Pdf;

/// <summary>Writes the logical structure, and the way back from each piece of a page to its node (the parent tree).</summary>
internal sealed class StructureTree(PdfObjects objects, IReadOnlyList<PdfPage> pages, IReadOnlyList<int> pageNumbers)
{
    /// <summary>Returns the number of the structure tree root.</summary>
    public int Write(StructureElement document)
    {
        var root = objects.Reserve();
        var parentTree = objects.Reserve();
        Number(document);
        objects.Open(root).Ascii("<</Type/StructTreeRoot/K ").Reference(document.Number)
            .Ascii("/ParentTree ").Reference(parentTree).Ascii("/ParentTreeNextKey ").Integer(pages.Count).Ascii(">>");
        WriteElement(document, root);
        WriteParentTree(parentTree);
        return root;
    }

    private void Number(StructureElement element)
    {
        element.Number = objects.Reserve();
        foreach (var child in element.Children)
        {
            Number(child);
        }
    }

    private void WriteElement(StructureElement element, int parent)
    {
        var pdf = objects.Open(element.Number).Ascii("<</Type/StructElem/S/").Ascii(element.Type).Ascii("/P ").Reference(parent);
        if (element.Attributes is { } attributes)
        {
            pdf.Ascii("/A").Ascii(attributes);
        }

        if (element.Alternative is { } alternative)
        {
            pdf.Ascii("/Alt").Text(alternative);
        }

        if (element.Pieces.Count > 0)
        {
            pdf.Ascii("/Pg ").Reference(pageNumbers[element.Pieces[0].Page]);
        }

        if (element.Pieces.Count + element.Children.Count > 0)
        {
            pdf.Ascii("/K[");
            foreach (var (page, mark) in element.Pieces)
            {
                WritePiece(pdf, page, mark, element.Pieces[0].Page);
            }

            foreach (var child in element.Children)
            {
                pdf.Reference(child.Number).Ascii(" ");
            }

            pdf.Ascii("]");
        }

        pdf.Ascii(">>");
        foreach (var child in element.Children)
        {
            WriteElement(child, element.Number);
        }
    }

    // A bare number means the page that the node names; another page must be named with the piece.
    private void WritePiece(PdfBuffer pdf, int page, int mark, int ownPage)
    {
        if (page == ownPage)
        {
            pdf.Integer(mark).Ascii(" ");
        }
        else
        {
            pdf.Ascii("<</Type/MCR/Pg ").Reference(pageNumbers[page]).Ascii("/MCID ").Integer(mark).Ascii(">>");
        }
    }

    private void WriteParentTree(int number)
    {
        var pdf = objects.Open(number).Ascii("<</Nums[");
        for (var page = 0; page < pages.Count; page++)
        {
            pdf.Integer(page).Ascii("[");
            foreach (var element in pages[page].Marked)
            {
                pdf.Reference(element.Number).Ascii(" ");
            }

            pdf.Ascii("]");
        }

        pdf.Ascii("]>>");
    }
}
