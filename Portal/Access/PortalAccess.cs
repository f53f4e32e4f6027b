using Budget.Core.Couplings;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Portal.Api;

namespace Portal.Access;

/// <summary>Who may come in: a session after signing in, nothing without it, and a policy per role; a program by its token, and a policy per scope.</summary>
internal static class PortalAccess
{
    public static void AddPortalAccess(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        var cookies = new CookieRule(environment);
        services.AddSingleton(cookies);
        var authentication = services.AddAuthentication(SessionHandler.Scheme)
            .AddScheme<AuthenticationSchemeOptions, SessionHandler>(SessionHandler.Scheme, options =>
                // A cookie opens pages and a token what programs ask for, and neither the other.
                options.ForwardDefaultSelector = static context => ApiAnswers.IsFor(context.Request) ? BearerHandler.Scheme : null)
            .AddScheme<AuthenticationSchemeOptions, BearerHandler>(BearerHandler.Scheme, configureOptions: null);
        WaysIn.AddTo(authentication, OidcProvider.All(configuration), cookies);
        services.AddSingleton<SessionCookie>();
        services.AddSingleton<SignInVisitor>();
        services.AddSingleton<WayOut>();
        CookieKeys.AddTo(services);
        services.AddSingleton<KeepForm>();
        services.AddSingleton<IAntiforgeryAdditionalDataProvider, FormOfFile>();
        services.AddAntiforgery(options =>
        {
            (options.Cookie.Name, options.Cookie.SecurePolicy) = (cookies.Name("formulier"), cookies.Policy);
            // Not Strict: whoever comes back from a provider would get another one, and what was open in other tabs would be refused. A form of another site sends neither along.
            options.Cookie.SameSite = SameSiteMode.Lax;
        });
        services.Configure<Microsoft.AspNetCore.Mvc.CookieTempDataProviderOptions>(options =>
        {
            (options.Cookie.Name, options.Cookie.SecurePolicy) = (cookies.Name("melding"), cookies.Policy);
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

        foreach (var scope in CouplingScope.All)
        {
            policies.AddPolicy(scope, rule => rule.RequireRole(Policy.Providers.Roles.Select(role => role.ToString())).RequireClaim(BearerHandler.Scope, scope));
        }
    }
}
