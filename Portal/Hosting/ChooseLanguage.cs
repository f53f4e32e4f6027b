using System.Globalization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.WebUtilities;
using Portal.Access;
using Portal.Api;

namespace Portal.Hosting;

/// <summary>Dutch, unless somebody chose English: <c>?cultuur=en</c> sets a cookie that lasts a year. A program says it with each request.</summary>
internal sealed class ChooseLanguage(RequestDelegate next, CookieRule rule)
{
    private const string Name = "cultuur";
    private static readonly CultureInfo Dutch = CultureInfo.GetCultureInfo("nl-NL");
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>The page of this request in that language: within the portal, whatever was asked for, and as a question, also after a form.</summary>
    /// <param name="path">As it was asked for, also when another page answers.</param>
    public static string Link(string path, HttpContext context, string language)
    {
        var query = context.Features.Get<IStatusCodeReExecuteFeature>()?.OriginalQueryString ?? context.Request.QueryString.Value;
        var address = $"{new PathString(LocalPath.Or(path, "/")).ToUriComponent()}{query}";
        return QueryHelpers.AddQueryString(LocalPath.Without(address, Name, "handler"), Name, language);
    }

    public Task InvokeAsync(HttpContext context)
    {
        if (ApiAnswers.IsFor(context.Request))
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = AsksForEnglish(context.Request) ? English : Dutch;
            return next(context);
        }

        var cookie = rule.Name(Name);
        string? chosen = context.Request.Query[Name];
        if (chosen is "nl" or "en")
        {
            var kept = rule.Options(context.Request);
            kept.MaxAge = TimeSpan.FromDays(365);
            context.Response.Cookies.Append(cookie, chosen, kept);
        }
        else
        {
            chosen = context.Request.Cookies[cookie];
        }

        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = chosen == "en" ? English : Dutch;
        return next(context);
    }

    /// <summary>A program has no cookie, and says it in the header made for it (RFC 9110, 12.5.4).</summary>
    private static bool AsksForEnglish(HttpRequest request) => request.GetTypedHeaders().AcceptLanguage
        .OrderByDescending(one => one.Quality ?? 1)
        .Select(one => one.Value.Value!.Split('-')[0].ToLowerInvariant())
        .FirstOrDefault(language => language is "nl" or "en") == "en";
}
