using Microsoft.Extensions.Primitives;
using Portal.Access;

namespace Portal.Hosting;

/// <summary>
/// Headers that every answer carries, errors, refusals and files included: nothing inline, nothing from elsewhere, nothing framed, nothing kept of what a
/// visitor sees. Stands before everything else, also before the names of hosts are looked at. What is no request (400, 414, 431, 505: no host, a head that is too long,
/// <c>%00</c> in an address) the web server itself answers, with a status and nothing else: nothing of ours runs then.
/// </summary>
internal sealed class SecurityHeaders(IReadOnlyList<OidcProvider> waysIn) : IStartupFilter
{
    // The way out leads by a form to the provider that let one in.
    private readonly string policy =
        "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; "
        + $"form-action {string.Join(' ', waysIn.SelectMany(way => way.FormOrigins).Prepend("'self'").Distinct())}; base-uri 'none'; frame-ancestors 'none'";

    public static void AddTo(IServiceCollection services)
    {
        // Before the framework's own filter that turns away other hosts: that answer is an answer too.
        services.Insert(0, ServiceDescriptor.Transient<IStartupFilter, SecurityHeaders>());
    }

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((context, rest) =>
        {
            context.Response.OnStarting(static state =>
            {
                var (http, own) = ((HttpContext, SecurityHeaders))state;
                own.Put(http);
                return Task.CompletedTask;
            }, (context, this));
            return rest(context);
        });
        next(app);
    };

    private void Put(HttpContext context)
    {
        var headers = context.Response.Headers;
        if (StringValues.IsNullOrEmpty(headers.ContentSecurityPolicy))
        {
            headers.ContentSecurityPolicy = policy;
        }

        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
        if (context.Request.IsHttps)
        {
            // Also on loopback, so that what is tested is what is served.
            headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
        }

        // Style sheets and fonts have said for themselves how long they keep.
        if (StringValues.IsNullOrEmpty(headers.CacheControl)
            && (context.User.Identity?.IsAuthenticated == true || context.Response.StatusCode == StatusCodes.Status302Found || context.Request.Path.StartsWithSegments("/inloggen", StringComparison.OrdinalIgnoreCase)))
        {
            headers.CacheControl = "no-store";
        }
    }
}
