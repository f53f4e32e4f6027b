using Microsoft.AspNetCore.Html;

namespace Portal.TagHelpers;

/// <summary>The four signs of the portal, drawn inline: coloured by CSS, silent for a screen reader because text stands beside them.</summary>
internal static class Icon
{
    public static IHtmlContent Info { get; } = Draw("""<circle cx="12" cy="12" r="9.5"/><path d="M12 11v6M12 7.2v.3"/>""");

    public static IHtmlContent Ok { get; } = Draw("""<circle cx="12" cy="12" r="9.5"/><path d="m7.5 12.5 3 3 6-6.5"/>""");

    public static IHtmlContent Warning { get; } = Draw("""<path d="M12 3 1.8 20.5h20.4Z"/><path d="M12 10v4.5M12 17.3v.3"/>""");

    public static IHtmlContent Error { get; } = Draw("""<path d="M8 2.5h8l5.5 5.5v8L16 21.5H8L2.5 16V8Z"/><path d="M12 7.5v5.5M12 16.3v.3"/>""");

    private static HtmlString Draw(string shapes) =>
        new($"""<svg class="er-icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{shapes}</svg>""");
}
