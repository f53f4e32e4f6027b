using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Portal.TagHelpers;

/// <summary>
/// How much of a whole, as a low bar: cents, terms, or whatever else is counted. The words and figures stand beside it, so the picture carries one label and no colour carries meaning alone.
/// </summary>
[HtmlTargetElement("share-bar", Attributes = "part,whole,label", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class ShareBarTagHelper : TagHelper
{
    public required long Part { get; set; }

    /// <summary>What fills the bar; when the part is more, the part does, and a line stands where the whole ends.</summary>
    public required long Whole { get; set; }

    /// <summary>The whole picture in one sentence, for who cannot see it.</summary>
    public required string Label { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var full = Math.Max(Math.Max(Part, Whole), 1);
        output.TagName = "svg";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "er-bar er-share");
        output.Attributes.SetAttribute("role", "img");
        output.Attributes.SetAttribute("aria-label", Label);
        output.Content
            .AppendHtml(Rectangle("er-bar__available", 0, "100%"))
            .AppendHtml(Rectangle("er-bar__spent", 0, Percent(Math.Max(Part, 0), full)));
        if (Part > Whole)
        {
            // What is over the whole is hatched as well as of another colour.
            var hatch = "er-hatch-" + FieldState.IdOf(context.UniqueId);
            output.Content
                .AppendHtml(Markup.Element("defs", null, BudgetBarTagHelper.Hatch(hatch)))
                .AppendHtml(Rectangle("er-bar__reserved", Share(Math.Max(Whole, 0), full), "100%"))
                .AppendHtml(Rectangle(null, Share(Math.Max(Whole, 0), full), "100%").With("fill", $"url(#{hatch})"));
        }
    }

    private static TagBuilder Rectangle(string? cssClass, decimal from, string width) =>
        Markup.Element("rect", cssClass).With("x", Text(from) + "%").With("width", width).With("height", "100%");

    private static decimal Share(long part, long full) => Math.Round(part * 100m / full, 2);

    private static string Percent(long part, long full) => Text(Share(part, full)) + "%";

    private static string Text(decimal share) => share.ToString("0.##", CultureInfo.InvariantCulture);
}
