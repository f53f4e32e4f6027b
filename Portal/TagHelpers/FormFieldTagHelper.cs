using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Portal.TagHelpers;

/// <summary>
/// A question answered in words or figures: <c>&lt;form-field for="Input.OwnWords" label="…" rows="6" /&gt;</c>.
/// A text area when <c>rows</c> is set, else an input. The typed text comes back exactly as typed.
/// </summary>
[HtmlTargetElement("form-field")]
public sealed class FormFieldTagHelper : FieldTagHelper
{
    /// <summary>Number of lines; makes it a text area.</summary>
    public int? Rows { get; set; }

    /// <summary>The kind of input: text, email, tel, date, password, search.</summary>
    public string Type { get; set; } = "text";

    /// <summary>The keyboard a phone shows: decimal, numeric, tel, email.</summary>
    public string? Inputmode { get; set; }

    public string? Autocomplete { get; set; }

    public int? Maxlength { get; set; }

    /// <summary>Width that hints at the length of the answer: xs, s, m or l.</summary>
    public string Width { get; set; } = "m";

    /// <summary>Sign before the input, such as €.</summary>
    public string? Prefix { get; set; }

    /// <summary>Unit after the input, such as uur.</summary>
    public string? Suffix { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var control = Rows is { } rows ? TextArea(rows) : Input();
        control
            .With("autocomplete", Autocomplete)
            .With("inputmode", Inputmode)
            .With("maxlength", Maxlength?.ToString(CultureInfo.InvariantCulture))
            .With("aria-describedby", DescribedBy(Prefix is null ? null : PrefixId, Suffix is null ? null : SuffixId));
        WriteField(output, control, Affixed(control), Rows is null ? "er-field--" + Width : null);
    }

    private string PrefixId => State.Id + "-prefix";

    private string SuffixId => State.Id + "-suffix";

    private TagBuilder TextArea(int rows)
    {
        var area = Control("textarea", "textarea", "textarea").With("rows", rows.ToString(CultureInfo.InvariantCulture));

        // A browser drops the first line break after <textarea>; giving it one keeps an answer that starts with a blank line.
        area.InnerHtml.AppendHtml("\n").Append(State.Value ?? "");
        return area;
    }

    private TagBuilder Input()
    {
        var input = Control("input", "textbox", "input").With("type", Type);
        input.TagRenderMode = TagRenderMode.SelfClosing;
        if (Inputmode is "decimal" or "numeric")
        {
            input.AddCssClass("utrecht-textbox--numeric");
        }

        // A password is never sent back.
        return Type == "password" ? input : input.With("value", State.Value ?? "");
    }

    private TagBuilder? Affixed(TagBuilder control)
    {
        if (Prefix is null && Suffix is null)
        {
            return null;
        }

        var row = Markup.Element("div", "utrecht-form-field__input er-affix");
        AppendAffix(row.InnerHtml, Prefix, PrefixId);
        row.InnerHtml.AppendHtml(control);
        AppendAffix(row.InnerHtml, Suffix, SuffixId);
        return row;
    }

    private static void AppendAffix(IHtmlContentBuilder row, string? text, string id)
    {
        if (text is not null)
        {
            row.AppendHtml(Markup.Element("span", "er-affix__text", text).With("id", id));
        }
    }
}
