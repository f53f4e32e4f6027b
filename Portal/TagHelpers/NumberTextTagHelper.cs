using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Portal.TagHelpers;

/// <summary>
/// A sentence with the number of a case or budget in it, which stays on one line: <c>&lt;number-text text="@T["…", number]" /&gt;</c>. A browser breaks a line at its hyphen
/// otherwise, and what is copied from a page must be the number itself, so no other hyphen will do.
/// </summary>
[HtmlTargetElement("number-text", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed partial class NumberTextTagHelper : TagHelper
{
    public required string Text { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        output.Content.SetHtmlContent(Kept(Text));
    }

    internal static IHtmlContent Kept(string text)
    {
        var (content, from) = (new HtmlContentBuilder(), 0);
        foreach (Match number in Number().Matches(text))
        {
            content.Append(text[from..number.Index]).AppendHtml(Markup.Element("span", "er-nowrap", number.Value));
            from = number.Index + number.Length;
        }

        return content.Append(text[from..]);
    }

    [GeneratedRegex("[0-9]{4}-[0-9]{6}", RegexOptions.NonBacktracking)]
    private static partial Regex Number();
}
