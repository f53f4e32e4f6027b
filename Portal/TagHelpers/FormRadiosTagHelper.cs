using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Portal.TagHelpers;

/// <summary>One answer out of a few: <c>&lt;form-radios for="Input.FundingForm" label="…" items="Model.Forms" /&gt;</c>.</summary>
[HtmlTargetElement("form-radios")]
public sealed class FormRadiosTagHelper : FieldTagHelper
{
    public required IReadOnlyList<Choice> Items { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        WriteChoices(
            output,
            Items.Select((choice, index) =>
                ChoiceRow(choice, index, "radio", "radio", "utrecht-radio-button utrecht-radio-button--html-input")),
            onlyOne: true);
    }
}
