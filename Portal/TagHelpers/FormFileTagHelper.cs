using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Portal.TagHelpers;

/// <summary>
/// A file to send along: <c>&lt;form-file for="Input.Photo" label="…" accept=".jpg,.pdf" /&gt;</c>. The form around it
/// needs <c>enctype="multipart/form-data"</c>; say in the hint which kinds and sizes are welcome.
/// </summary>
[HtmlTargetElement("form-file")]
public sealed class FormFileTagHelper : FieldTagHelper
{
    /// <summary>The kinds of file the chooser offers; the server decides what it takes.</summary>
    public string? Accept { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var input = Markup.Element("input", "er-file")
            .With("type", "file")
            .With("id", State.Id)
            .With("name", State.Name)
            .With("accept", Accept)
            .With("aria-describedby", DescribedBy())
            .With("aria-invalid", State.IsInvalid ? "true" : null);
        input.TagRenderMode = TagRenderMode.SelfClosing;
        WriteField(output, input);
    }
}
