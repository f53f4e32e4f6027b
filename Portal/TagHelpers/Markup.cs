using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Portal.TagHelpers;

/// <summary>Elements as values. Text and attributes pass through the HTML encoder when the page is written.</summary>
internal static class Markup
{
    public static TagBuilder Element(string name, string? cssClass = null, params IHtmlContent[] content)
    {
        var element = new TagBuilder(name);
        if (cssClass is not null)
        {
            element.Attributes["class"] = cssClass;
        }

        foreach (var part in content)
        {
            element.InnerHtml.AppendHtml(part);
        }

        return element;
    }

    public static TagBuilder Element(string name, string? cssClass, string text)
    {
        var element = Element(name, cssClass);
        element.InnerHtml.Append(text);
        return element;
    }

    /// <summary>Sets an attribute, or leaves it out when there is nothing to say.</summary>
    public static TagBuilder With(this TagBuilder element, string attribute, string? value)
    {
        if (value is not null)
        {
            element.Attributes[attribute] = value;
        }

        return element;
    }

    public static TagBuilder WithFlag(this TagBuilder element, string attribute, bool on) =>
        element.With(attribute, on ? attribute : null);
}
