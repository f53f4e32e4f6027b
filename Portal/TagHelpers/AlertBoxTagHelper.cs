using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Portal.TagHelpers;

/// <summary>
/// A message that stands out: <c>&lt;alert-box type="ok" heading="Verstuurd"&gt;…&lt;/alert-box&gt;</c>. Success is announced
/// politely and an error at once; info and warning are part of the page and announce nothing.
/// </summary>
[HtmlTargetElement("alert-box")]
public sealed class AlertBoxTagHelper : TagHelper
{
    /// <summary>info, ok, warning or error.</summary>
    public required string Type { get; set; }

    public string? Heading { get; set; }

    /// <summary>Rank of the heading, so that it fits the headings around it.</summary>
    public int HeadingLevel { get; set; } = 2;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var content = await output.GetChildContentAsync();
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "utrecht-alert utrecht-alert--" + Type);
        if (Type is "ok" or "error")
        {
            output.Attributes.SetAttribute("role", Type == "ok" ? "status" : "alert");
        }

        IHtmlContent heading = Heading is null ? HtmlString.Empty : Markup.Element("h" + HeadingLevel, null, NumberTextTagHelper.Kept(Heading));
        output.Content.AppendHtml(Inside(Type, heading, content));
    }

    internal static IHtmlContent Inside(string type, params IHtmlContent[] message)
    {
        var icon = type switch
        {
            "info" => Icon.Info,
            "ok" => Icon.Ok,
            "warning" => Icon.Warning,
            "error" => Icon.Error,
            _ => throw new ArgumentException("An alert is info, ok, warning or error.", nameof(type)),
        };
        var inside = new HtmlContentBuilder();
        inside.AppendHtml(Markup.Element("div", "utrecht-alert__icon", icon));
        inside.AppendHtml(Markup.Element("div", "utrecht-alert__content", Markup.Element("div", "utrecht-alert__message", message)));
        return inside;
    }
}
