using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;

namespace Portal.Access;

/// <summary>Who may come in: a cookie after signing in, nothing without it, and a policy per role.</summary>
internal static class PortalAccess
{
    public static void AddPortalAccess(this IServiceCollection services, IHostEnvironment environment)
    {
        var overHttps = !environment.IsDevelopment();
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(options =>
        {
            options.LoginPath = "/inloggen";
            options.ReturnUrlParameter = "terug";
            // The status page of 403, not another page: wrong role is an answer, not a detour.
            options.Events.OnRedirectToAccessDenied = context =>
            {
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
                return Task.CompletedTask;
            };
            options.ExpireTimeSpan = TimeSpan.FromMinutes(15);
            options.SlidingExpiration = true;
            // Browsers take the __Host- prefix over https only; on plain loopback in development it has to go.
            options.Cookie.Name = overHttps ? "__Host-eigenregie" : "eigenregie";
            options.Cookie.SecurePolicy = overHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.Cookie.HttpOnly = true;
        });
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = overHttps ? "__Host-formulier" : "formulier";
            options.Cookie.SecurePolicy = overHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        });
        services.Configure<Microsoft.AspNetCore.Mvc.CookieTempDataProviderOptions>(options =>
        {
            options.Cookie.Name = overHttps ? "__Host-melding" : "melding";
            options.Cookie.SecurePolicy = overHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
            options.Cookie.IsEssential = true;
        });
        services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build())
            .AddRoles();
    }

    private static void AddRoles(this AuthorizationBuilder policies)
    {
        foreach (var policy in Policy.All)
        {
            policies.AddPolicy(policy.Name, rule => rule.RequireRole(policy.Roles.Select(role => role.ToString())));
        }
    }
}
