using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Portal.TagHelpers;

/// <summary>
/// One answer out of many: <c>&lt;form-select for="Input.Provider" label="…" items="Model.Providers" empty="Kies …" /&gt;</c>.
/// Up to about seven answers, radio buttons are easier.
/// </summary>
[HtmlTargetElement("form-select")]
public sealed class FormSelectTagHelper : FieldTagHelper
{
    public required IReadOnlyList<Choice> Items { get; set; }

    /// <summary>Text of a first option that stands for no answer.</summary>
    public string? Empty { get; set; }

    /// <summary>Width that hints at the length of the answer: s, m or l.</summary>
    public string Width { get; set; } = "m";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var select = Control("select", "select", "select").With("aria-describedby", DescribedBy());
        if (Empty is not null)
        {
            select.InnerHtml.AppendHtml(Markup.Element("option", null, Empty).With("value", ""));
        }

        foreach (var choice in Items)
        {
            select.InnerHtml.AppendHtml(
                Markup.Element("option", null, choice.Text)
                    .With("value", choice.Value)
                    .WithFlag("selected", string.Equals(choice.Value, State.Value, StringComparison.Ordinal)));
        }

        WriteField(output, select, modifier: "er-field--" + Width);
    }
}
