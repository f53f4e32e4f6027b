using System.Globalization;

namespace Portal.Hosting;

/// <summary>Dutch, unless somebody chose English: <c>?cultuur=en</c> sets a cookie that lasts a year.</summary>
internal sealed class ChooseLanguage(RequestDelegate next)
{
    private const string Name = "cultuur";
    private static readonly CultureInfo Dutch = CultureInfo.GetCultureInfo("nl-NL");
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    public Task InvokeAsync(HttpContext context)
    {
        // Browsers take the __Host- prefix over https only.
        var cookie = context.Request.IsHttps ? $"__Host-{Name}" : Name;
        string? chosen = context.Request.Query[Name];
        if (chosen is "nl" or "en")
        {
            context.Response.Cookies.Append(cookie, chosen, new CookieOptions
            {
                MaxAge = TimeSpan.FromDays(365),
                HttpOnly = true,
                IsEssential = true,
                SameSite = SameSiteMode.Lax,
                Secure = context.Request.IsHttps,
            });
        }
        else
        {
            chosen = context.Request.Cookies[cookie];
        }

        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = chosen == "en" ? English : Dutch;
        return next(context);
    }
}
