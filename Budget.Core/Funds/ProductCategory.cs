using System.Globalization;
using Budget.Core.Iwmo;

namespace Budget.Core.Funds;

/// <summary>The categories of products by which a municipality puts money aside: those of iWmo 3.2, two figures.</summary>
public static class ProductCategory
{
    private static readonly Sentences Sentences = new("Funds.CategoryTexts");

    public static IReadOnlyList<string> All => IwmoCodes.Categories;

    public static bool IsKnown(string code) => All.Contains(code);

    /// <summary>As people read it; the code alone of what iWmo does not have: an administrator may have made a product of it.</summary>
    public static string Name(string code, CultureInfo culture) => IsKnown(code) ? Sentences.For(culture, $"category-{code}") : code;
}
