using Budget.Core;
using Budget.Core.Mandates;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Portal.Access;

namespace Portal.TagHelpers;

/// <summary>
/// A form that the resident may have kept in own hands: <c>&lt;form method="post" kept-act="Objections" kept-by="resident"&gt;</c>. Who acts by a mandate that leaves the act out reads that in its place, before anything was typed. It refuses
/// nothing: the deed does (<see cref="MandateActs"/>).
/// </summary>
[HtmlTargetElement("form", Attributes = ActAttribute)]
public sealed class KeptFormTagHelper(KeptActs kept, IHtmlHelper html) : TagHelper
{
    private const string ActAttribute = "kept-act", OfAttribute = "kept-by", QuietAttribute = "kept-quietly";

    [HtmlAttributeName(ActAttribute)]
    public MandateAct Act { get; set; }

    /// <summary>Whose act it is.</summary>
    [HtmlAttributeName(OfAttribute)]
    public required ResidentId Of { get; set; }

    /// <summary>Nothing in its place: it is said already on this page.</summary>
    [HtmlAttributeName(QuietAttribute)]
    public bool IsQuiet { get; set; }

    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    /// <summary>After the framework's own, which puts a token behind the fields.</summary>
    public override int Order => 1000;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        // Each card of a list asks the same.
        var (items, asked) = (ViewContext.HttpContext.Items, (typeof(KeptFormTagHelper), Of, Act));
        if (!items.TryGetValue(asked, out var known))
        {
            items[asked] = known = await kept.KeptBy(ViewContext.HttpContext.User.ToActor(), Of, Act);
        }

        if (known is not KeptActs.Keeper keeper)
        {
            return;
        }

        output.SuppressOutput();
        if (!IsQuiet)
        {
            ((IViewContextAware)html).Contextualize(ViewContext);
            output.Content.SetHtmlContent(await html.PartialAsync("_KeptByResident", keeper));
        }
    }
}
