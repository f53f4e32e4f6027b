using Budget.Core.Storage;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Portal.TagHelpers;

/// <summary>
/// The hidden key of a form: <c>&lt;form-key /&gt;</c>. Made once, kept when the form comes back with a message, so that a second click,
/// a reload or a retry after a lost answer does the deed once.
/// </summary>
[HtmlTargetElement("form-key", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class FormKeyTagHelper(Database database) : TagHelper
{
    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var posted = ViewContext.HttpContext.Request.HasFormContentType ? (string?)ViewContext.HttpContext.Request.Form["Key"] : null;
        output.TagName = "input";
        output.TagMode = TagMode.SelfClosing;
        output.Attributes.SetAttribute("type", "hidden");
        output.Attributes.SetAttribute("name", "Key");
        output.Attributes.SetAttribute("value", IdempotencyKey.TryParse(posted, out var key) ? key.Value : database.NewId().ToString("D"));
    }
}
