using System.Globalization;
using Budget.Core;
using Budget.Core.Forecasts;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Portal.TagHelpers;

/// <summary>
/// What each month of a budget costs: known is solid, expected is hatched, and a line stands where it would last exactly. The same figures stand in a table beside it, so the picture carries one label
/// and no colour carries meaning alone.
/// </summary>
[HtmlTargetElement("month-chart", Attributes = "months,label", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class MonthChartTagHelper : TagHelper
{
    private const int Width = 30, Gap = 6, Head = 18, Height = 120, Foot = 22;

    /// <summary>Of fewer months the picture is as wide as of these, so that nothing grows out of proportion.</summary>
    private const int Fewest = 12;

    public required IReadOnlyList<BudgetForecast.Month> Months { get; set; }

    /// <summary>The whole picture in one sentence, for who cannot see it.</summary>
    public required string Label { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var highest = Math.Max(1, Months.Max(month => Math.Max(month.Total.Cents, month.Even.Cents)));
        var hatch = "er-hatch-" + FieldState.IdOf(context.UniqueId);
        output.TagName = "svg";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "er-chart");
        output.Attributes.SetAttribute("viewBox", string.Create(CultureInfo.InvariantCulture, $"0 0 {Math.Max(Fewest, Months.Count) * Width} {Head + Height + Foot}"));
        output.Attributes.SetAttribute("role", "img");
        output.Attributes.SetAttribute("aria-label", Label);
        output.Content
            .AppendHtml(Markup.Element("defs", null, BudgetBarTagHelper.Hatch(hatch)))
            // The scale: what the highest of all is.
            .AppendHtml(Markup.Element("text", "er-chart__scale", new Money(highest).ToString()).With("x", "0").With("y", Number(Head - 6)));
        for (var at = 0; at < Months.Count; at++)
        {
            var (month, left) = (Months[at], (at * Width) + (Gap / 2));
            var (spent, total, even) = (Share(month.Spent, highest), Share(month.Total, highest), Share(month.Even, highest));
            output.Content
                .AppendHtml(Rectangle("er-chart__expected", left, Width - Gap, total - spent, spent))
                .AppendHtml(Rectangle(null, left, Width - Gap, total - spent, spent).With("fill", $"url(#{hatch})"))
                .AppendHtml(Rectangle("er-chart__spent", left, Width - Gap, spent, 0))
                .AppendHtml(Rectangle("er-chart__even", at * Width, Width, 2, Math.Clamp(even - 1, 0, Height - 2)))
                .AppendHtml(Markup.Element("text", "er-chart__month", month.Days.StartsOn.MonthName(CultureInfo.CurrentUICulture)[..1].ToUpperInvariant())
                    .With("x", Number(left + ((Width - Gap) / 2m))).With("y", Number(Head + Height + Foot - 5)).With("text-anchor", "middle"));
        }
    }

    private static decimal Share(Money amount, long highest) => Math.Round(Math.Max(0, amount.Cents) * (decimal)Height / highest, 1);

    private static TagBuilder Rectangle(string? cssClass, decimal left, decimal width, decimal height, decimal bottom) =>
        Markup.Element("rect", cssClass).With("x", Number(left)).With("y", Number(Head + Height - bottom - height)).With("width", Number(width)).With("height", Number(height));

    private static string Number(decimal number) => number.ToString("0.#", CultureInfo.InvariantCulture);
}
