using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Portal.TagHelpers;

/// <summary>
/// What every field shares: label, hint, error message and the ids that tie them together. Attributes that a field does
/// not know itself (<c>readonly</c>, <c>spellcheck</c>, …) are passed on to its control.
/// </summary>
public abstract class FieldTagHelper : TagHelper
{
    [HtmlAttributeName("for")]
    public required ModelExpression For { get; set; }

    /// <summary>The question, in words the reader uses.</summary>
    public required string Label { get; set; }

    /// <summary>Help that stays visible while typing; there are no placeholders.</summary>
    public string? Hint { get; set; }

    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    private protected FieldState State => field ??= FieldState.Of(For, ViewContext);

    /// <summary>A field without a question is a mistake of the page, and better found while writing it than by a reader.</summary>
    public override void Init(TagHelperContext context)
    {
        if (For is null || string.IsNullOrWhiteSpace(Label))
        {
            throw new InvalidOperationException($"<{context.TagName}> needs the attributes for and label.");
        }
    }

    /// <summary>One label above one control.</summary>
    private protected void WriteField(TagHelperOutput output, TagBuilder control, IHtmlContent? wrapper = null, string? modifier = null)
    {
        PassOn(output, control);
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", Classes("utrecht-form-field", modifier));

        var label = Markup.Element("label", "utrecht-form-label", Label).With("for", State.Id);
        output.Content.AppendHtml(Markup.Element("div", "utrecht-form-field__label", label));
        AppendHintAndErrors(output.Content);
        output.Content.AppendHtml(wrapper ?? Markup.Element("div", "utrecht-form-field__input", control));
    }

    /// <summary>A question with several answers: a group with the question as its legend.</summary>
    private protected void WriteChoices(TagHelperOutput output, IEnumerable<IHtmlContent> rows, bool onlyOne)
    {
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", Classes("utrecht-form-fieldset", null));

        var legend = Markup.Element("legend", "utrecht-form-fieldset__legend utrecht-form-fieldset__legend--html-legend", Label);
        var fieldset = Markup.Element("fieldset", "utrecht-form-fieldset__fieldset utrecht-form-fieldset__fieldset--html-fieldset", legend)
            .With("role", onlyOne ? "radiogroup" : null)
            .With("aria-describedby", DescribedBy())
            .With("aria-invalid", onlyOne && State.IsInvalid ? "true" : null);
        AppendHintAndErrors(fieldset.InnerHtml);

        var choices = Markup.Element("div", "er-choices");
        foreach (var row in rows)
        {
            choices.InnerHtml.AppendHtml(row);
        }

        fieldset.InnerHtml.AppendHtml(choices);
        output.Content.AppendHtml(fieldset);
    }

    /// <summary>One answer. The first answer carries the id of the field itself, so that the error summary can lead to it.</summary>
    private protected IHtmlContent ChoiceRow(Choice choice, int index, string kind, string inputType, string inputClass)
    {
        var id = index == 0 ? State.Id : $"{State.Id}-{index + 1}";
        var hintId = choice.Hint is null ? null : id + "-choice-hint";
        var input = Markup.Element("input", "utrecht-form-field__input " + inputClass)
            .With("type", inputType)
            .With("id", id)
            .With("name", State.Name)
            .With("value", choice.Value)
            .With("aria-describedby", hintId)
            .With("aria-invalid", inputType == "checkbox" && State.IsInvalid ? "true" : null)
            .WithFlag("checked", State.Values.Contains(choice.Value, StringComparer.Ordinal));
        input.TagRenderMode = TagRenderMode.SelfClosing;

        var label = Markup.Element("label", "utrecht-form-label utrecht-form-label--" + kind, choice.Text).With("for", id);
        var row = Markup.Element(
            "div",
            $"utrecht-form-field utrecht-form-field--{kind} er-choice",
            input,
            Markup.Element("div", "utrecht-form-field__label", label));
        if (choice.Hint is not null)
        {
            row.InnerHtml.AppendHtml(
                Markup.Element("div", "utrecht-form-field__description utrecht-form-field-description", choice.Hint).With("id", hintId));
        }

        return row;
    }

    /// <summary>The ids of everything that explains the control, or null when nothing does.</summary>
    private protected string? DescribedBy(params string?[] others)
    {
        string?[] all = [Hint is null ? null : State.HintId, State.IsInvalid ? State.ErrorId : null, .. others];
        var ids = string.Join(' ', all.OfType<string>());
        return ids.Length > 0 ? ids : null;
    }

    private protected TagBuilder Control(string element, string component, string html)
    {
        var invalid = State.IsInvalid ? $" utrecht-{component}--invalid" : "";
        return Markup.Element(element, $"utrecht-{component} utrecht-{component}--html-{html}{invalid}")
            .With("id", State.Id)
            .With("name", State.Name)
            .With("aria-invalid", State.IsInvalid ? "true" : null);
    }

    private void AppendHintAndErrors(IHtmlContentBuilder content)
    {
        if (Hint is not null)
        {
            content.AppendHtml(
                Markup.Element("div", "utrecht-form-field__description utrecht-form-field-description", Hint).With("id", State.HintId));
        }

        if (State.IsInvalid)
        {
            var messages = Markup.Element("div", "utrecht-form-field__error-message").With("id", State.ErrorId);
            foreach (var error in State.Errors)
            {
                messages.InnerHtml.AppendHtml(
                    Markup.Element("div", "utrecht-form-field-error-message er-error", Icon.Error, Markup.Element("span", null, error)));
            }

            content.AppendHtml(messages);
        }
    }

    private string Classes(string component, string? modifier) =>
        component + (State.IsInvalid ? $" {component}--invalid" : "") + (modifier is null ? "" : " " + modifier);

    private static void PassOn(TagHelperOutput output, TagBuilder control)
    {
        foreach (var attribute in output.Attributes)
        {
            control.Attributes[attribute.Name] = attribute.Value?.ToString() ?? "";
        }

        output.Attributes.Clear();
    }
}
