namespace Budget.Core.Pdf;

/// <summary>A table of text. The header is repeated on every page; a row stays whole; totals stay with the last row.</summary>
/// <param name="Caption">Printed above the table and tagged as its caption.</param>
/// <param name="Columns">At least one.</param>
/// <param name="Rows">Each with as many cells as there are columns.</param>
/// <param name="Totals">Rows in bold at the end.</param>
public sealed record PdfTable(
    string? Caption,
    IReadOnlyList<PdfColumn> Columns,
    IReadOnlyList<IReadOnlyList<string>> Rows,
    IReadOnlyList<IReadOnlyList<string>>? Totals = null);

/// <summary>A column of a table.</summary>
/// <param name="Header">Its name.</param>
/// <param name="Weight">Its share of the width, against the weights of the others.</param>
/// <param name="Align">Amounts go right: the digits of the typeface are all equally wide, so cents line up.</param>
public sealed record PdfColumn(string Header, double Weight, PdfAlign Align = PdfAlign.Left);

/// <summary>The side a column's text is set against.</summary>
public enum PdfAlign
{
    Left,
    Right,
}
