using System.Globalization;

namespace Portal.Hosting;

/// <summary>Dutch, unless somebody chose English: <c>?cultuur=en</c> sets a cookie that lasts a year.</summary>
internal sealed class ChooseLanguage(RequestDelegate next)
{
    public const string Name = "cultuur";
    private static readonly CultureInfo Dutch = CultureInfo.GetCultureInfo("nl-NL");
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    public Task InvokeAsync(HttpContext context)
    {
        string? chosen = context.Request.Query[Name];
        if (chosen is "nl" or "en")
        {
            context.Response.Cookies.Append(Name, chosen, new CookieOptions
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
            chosen = context.Request.Cookies[Name];
        }

        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = chosen == "en" ? English : Dutch;
        return next(context);
    }
}
