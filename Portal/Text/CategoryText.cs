using System.Globalization;
using Budget.Core.Funds;

namespace Portal.Text;

/// <summary>A product category of iWmo as people read it: its code and its name.</summary>
internal static class CategoryText
{
    /// <param name="category">What iWmo does not have is its code alone.</param>
    public static string Of(string category) =>
        ProductCategory.IsKnown(category) ? $"{category} {ProductCategory.Name(category, CultureInfo.CurrentUICulture)}" : category;
}
