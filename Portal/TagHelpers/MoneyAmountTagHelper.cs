using System.Globalization;
using Budget.Core;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Portal.TagHelpers;

/// <summary>
/// An amount that people and machines read: <c>&lt;money-amount name="granted" value="…" /&gt;</c> becomes
/// <c>&lt;data data-amount="granted" value="123456"&gt;€ 1.234,56&lt;/data&gt;</c>, the value in cents.
/// </summary>
[HtmlTargetElement("money-amount", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class MoneyAmountTagHelper : TagHelper
{
    public Money Value { get; set; }

    /// <summary>granted, reserved, spent, available or disputed; none for an amount that nobody looks up.</summary>
    public string? Name { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "data";
        output.TagMode = TagMode.StartTagAndEndTag;
        if (Name is not null)
        {
            output.Attributes.SetAttribute("data-amount", Name);
        }

        output.Attributes.SetAttribute("value", Value.Cents.ToString(CultureInfo.InvariantCulture));
        output.Attributes.SetAttribute("class", "er-amount");
        output.Content.SetContent(Value.ToString());
    }
}
