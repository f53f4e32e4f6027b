using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Portal.TagHelpers;

/// <summary>
/// The budget as one bar: spent, on its way, reserved, and the rest available. Amounts in cents only set the widths; the words and
/// figures stand beside it, so the picture carries one label and no colour carries meaning alone.
/// </summary>
[HtmlTargetElement("budget-bar", Attributes = "granted-cents,spent-cents,reserved-cents,label", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class BudgetBarTagHelper : TagHelper
{
    public required long GrantedCents { get; set; }

    public required long SpentCents { get; set; }

    /// <summary>What was claimed and waits for an answer; between spent and reserved.</summary>
    public long OnItsWayCents { get; set; }

    public required long ReservedCents { get; set; }

    /// <summary>The whole picture in one sentence, for who cannot see it.</summary>
    public required string Label { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        // A budget cut below what is already promised still has to fit in its bar.
        var whole = Math.Max(Math.Max(GrantedCents, SpentCents + OnItsWayCents + ReservedCents), 1);
        var (spent, onItsWay) = (Share(SpentCents, whole), Share(OnItsWayCents, whole));
        var reserved = Share(ReservedCents, whole);
        var hatch = "er-hatch-" + FieldState.IdOf(context.UniqueId);

        output.TagName = "svg";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "er-bar");
        output.Attributes.SetAttribute("role", "img");
        output.Attributes.SetAttribute("aria-label", Label);
        output.Content
            .AppendHtml(Markup.Element("defs", null, Hatch(hatch)))
            .AppendHtml(Part("er-bar__available", 0, 100))
            .AppendHtml(Part("er-bar__spent", 0, spent))
            .AppendHtml(Part("er-bar__way", spent, onItsWay))
            .AppendHtml(Part("er-bar__reserved", spent + onItsWay, reserved))
            .AppendHtml(Part(null, spent + onItsWay, reserved).With("fill", $"url(#{hatch})"));
        if (SpentCents + OnItsWayCents + ReservedCents > 0)
        {
            output.Content.AppendHtml(Part("er-bar__edge", spent + onItsWay + reserved, 0).With("width", "2"));
        }
    }

    private static decimal Share(long part, long whole) => Math.Round(Math.Max(part, 0) * 100m / whole, 2);

    private static TagBuilder Part(string? cssClass, decimal from, decimal width) =>
        Markup.Element("rect", cssClass).With("x", Percent(from)).With("width", Percent(width)).With("height", "100%");

    private static string Percent(decimal share) => share.ToString("0.##", CultureInfo.InvariantCulture) + "%";

    internal static TagBuilder Hatch(string id) =>
        Markup.Element("pattern", null, Markup.Element("path", "er-bar__hatch").With("d", "M-2 2 2-2M0 10 10 0M8 12l4-4"))
            .With("id", id)
            .With("width", "10")
            .With("height", "10")
            .With("patternUnits", "userSpaceOnUse");
}
