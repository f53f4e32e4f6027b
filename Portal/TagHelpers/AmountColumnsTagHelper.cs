using System.Globalization;
using Budget.Core;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Portal.TagHelpers;

/// <summary>One column of <see cref="AmountColumnsTagHelper"/>.</summary>
/// <param name="Name">Short: a letter or two.</param>
/// <param name="Mark">Where a line stands across the column; none where there is none.</param>
public sealed record AmountColumn(string Name, Money Amount, Money? Mark);

/// <summary>
/// Amounts as columns beside one another, with a line in each for what it is held against. The same figures stand in a table under it, so the picture carries one label and no colour carries meaning alone.
/// </summary>
[HtmlTargetElement("amount-columns", Attributes = "columns,label", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class AmountColumnsTagHelper : TagHelper
{
    private const int Width = 30, Gap = 6, Head = 20, Height = 120, Foot = 22;

    /// <summary>Of fewer columns the picture is as wide as of these: the months that are to come stay empty.</summary>
    private const int Fewest = 12;

    public required IReadOnlyList<AmountColumn> Columns { get; set; }

    /// <summary>The whole picture in a few sentences, for who cannot see it.</summary>
    public required string Label { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var highest = Columns.Count == 0 ? 1 : Math.Max(1, Columns.Max(column => Math.Max(column.Amount.Cents, column.Mark?.Cents ?? 0)));
        output.TagName = "svg";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "er-chart");
        output.Attributes.SetAttribute("viewBox", string.Create(CultureInfo.InvariantCulture, $"0 0 {Math.Max(Fewest, Columns.Count) * Width} {Head + Height + Foot}"));
        output.Attributes.SetAttribute("role", "img");
        output.Attributes.SetAttribute("aria-label", Label);
        // The scale: what the highest of all is.
        output.Content.AppendHtml(Markup.Element("text", "er-chart__scale", new Money(highest).ToWholeEuros()).With("x", "0").With("y", Number(Head - 6)));
        for (var at = 0; at < Columns.Count; at++)
        {
            var (column, left) = (Columns[at], at * Width);
            output.Content.AppendHtml(Rectangle("er-chart__spent", left + (Gap / 2), Width - Gap, Share(column.Amount, highest), 0));
            if (column.Mark is { } mark)
            {
                output.Content.AppendHtml(Rectangle("er-chart__even", left, Width, 2, Math.Clamp(Share(mark, highest) - 1, 0, Height - 2)));
            }

            output.Content.AppendHtml(Markup.Element("text", "er-chart__month", column.Name)
                .With("x", Number(left + (Width / 2m))).With("y", Number(Head + Height + Foot - 5)).With("text-anchor", "middle"));
        }
    }

    private static decimal Share(Money amount, long highest) => Math.Round(Math.Max(0, amount.Cents) * (decimal)Height / highest, 1);

    private static TagBuilder Rectangle(string cssClass, decimal left, decimal width, decimal height, decimal bottom) =>
        Markup.Element("rect", cssClass).With("x", Number(left)).With("y", Number(Head + Height - bottom - height)).With("width", Number(width)).With("height", Number(height));

    private static string Number(decimal number) => number.ToString("0.#", CultureInfo.InvariantCulture);
}
