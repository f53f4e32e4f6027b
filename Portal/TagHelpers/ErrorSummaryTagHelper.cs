using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Portal.TagHelpers;

/// <summary>
/// Everything that has to be mended, at the top of the page, each message a link to its field. Nothing when all is well.
/// Written by hand because the summary of the framework carries an inline style.
/// </summary>
[HtmlTargetElement("error-summary", Attributes = "title", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class ErrorSummaryTagHelper : TagHelper
{
    public required string Title { get; set; }

    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var messages = Messages().ToList();
        if (messages.Count == 0)
        {
            output.SuppressOutput();
            return;
        }

        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "utrecht-alert utrecht-alert--error er-error-summary");
        output.Attributes.SetAttribute("role", "alert");
        output.Attributes.SetAttribute("tabindex", "-1");

        // Moves the reader to the summary after a post, without a script.
        output.Attributes.SetAttribute("autofocus", "autofocus");

        var list = Markup.Element("ul");
        foreach (var message in messages)
        {
            list.InnerHtml.AppendHtml(Markup.Element("li", null, message));
        }

        output.Content.AppendHtml(AlertBoxTagHelper.Inside("error", Markup.Element("h2", null, Title), list));
    }

    private IEnumerable<IHtmlContent> Messages() =>
        from entry in ViewContext.ModelState
        orderby PlaceOf(entry.Key) // stable, so messages of one field keep their order
        from message in FieldState.MessagesOf(entry.Value)
        select entry.Key.Length == 0
            ? Markup.Element("span", null, message)
            : Markup.Element("a", null, message).With("href", "#" + FieldState.IdOf(entry.Key));

    /// <summary>
    /// Where a field stands among the properties of the model. The summary is written before the fields are, so the model
    /// is what knows their order: declare its properties in the order of the page.
    /// </summary>
    private string PlaceOf(string key)
    {
        var place = new StringBuilder();
        var metadata = ViewContext.ViewData.ModelMetadata;
        foreach (var part in key.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, index) = part.IndexOf('[', StringComparison.Ordinal) is var bracket and >= 0
                ? (part[..bracket], part[bracket..].Trim('[', ']'))
                : (part, "");
            var property = metadata.Properties[name];
            if (property is null)
            {
                break;
            }

            place.Append(CultureInfo.InvariantCulture, $"{IndexOf(metadata, property):D4}{index.PadLeft(4, '0')}");
            metadata = property.ElementMetadata ?? property;
        }

        return place.ToString();
    }

    private static int IndexOf(ModelMetadata parent, ModelMetadata property) =>
        parent.Properties.TakeWhile(other => !ReferenceEquals(other, property)).Count();
}
