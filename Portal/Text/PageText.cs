using System.Collections.Concurrent;
using System.Globalization;
using System.Resources;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace Portal.Text;

/// <summary>
/// The words of a page: Dutch in Page.resx, English in Page.en.resx, side by side with Page.cshtml. Words that many pages share stand in
/// Pages/Shared/Words.resx. A key without words is a fault: a test finds it before a visitor does.
/// </summary>
public sealed class PageText : IViewContextAware
{
    private static readonly ConcurrentDictionary<string, ResourceManager?> Resources = new();
    private string page = "";

    public CultureInfo Culture => CultureInfo.CurrentUICulture;

    public void Contextualize(ViewContext viewContext) => page = viewContext.ExecutingFilePath ?? "";

    public string this[string key, params object?[] parts] => For(page, key, parts);

    /// <param name="path">The page's file, "/Pages/MyBudget/Index.cshtml".</param>
    public static string For(string path, string key, params object?[] parts)
    {
        var culture = CultureInfo.CurrentUICulture;
        var words = Find(path, key, culture)
            ?? Find("/Pages/Shared/Words.cshtml", key, culture)
            ?? throw new MissingManifestResourceException($"{path} has no words for '{key}'.");
        return parts.Length == 0 ? words : string.Format(culture, words, parts);
    }

    private static string? Find(string path, string key, CultureInfo culture) => Resources.GetOrAdd(path, Open)?.GetString(key, culture);

    /// <summary>The words beside a page; none for a page that has only shared ones.</summary>
    private static ResourceManager? Open(string path)
    {
        var name = "Portal" + path.Replace(".cshtml", "", StringComparison.Ordinal).Replace('/', '.');
        return typeof(PageText).Assembly.GetManifestResourceInfo($"{name}.resources") is null ? null : new ResourceManager(name, typeof(PageText).Assembly);
    }
}
