using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Portal.TagHelpers;

/// <summary>
/// Any number of answers: <c>&lt;form-checkboxes for="Input.Areas" label="…" items="Model.Areas" /&gt;</c>, bound to a
/// collection of strings. Nothing is posted when nothing is ticked, so the model starts from an empty collection.
/// </summary>
[HtmlTargetElement("form-checkboxes")]
public sealed class FormCheckboxesTagHelper : FieldTagHelper
{
    public required IReadOnlyList<Choice> Items { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        WriteChoices(
            output,
            Items.Select((choice, index) =>
                ChoiceRow(choice, index, "checkbox", "checkbox", "utrecht-checkbox utrecht-checkbox--html-input")),
            onlyOne: false);
    }
}
