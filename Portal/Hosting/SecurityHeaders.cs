using Portal.Access;

namespace Portal.Hosting;

/// <summary>Headers that every answer carries, errors and files included: nothing inline, nothing from elsewhere, nothing kept.</summary>
internal sealed class SecurityHeaders(RequestDelegate next, IReadOnlyList<OidcProvider> waysIn)
{
    // The way out leads by a form to the provider that let one in.
    private readonly string policy =
        $"default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; form-action {string.Join(' ', waysIn.Select(way => way.Origin).Prepend("'self'"))}; base-uri 'none'; frame-ancestors 'none'";

    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy = policy;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "same-origin";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Cross-Origin-Resource-Policy"] = "same-origin";
            // Style sheets and fonts have said for themselves how long they keep.
            if (Microsoft.Extensions.Primitives.StringValues.IsNullOrEmpty(headers.CacheControl) && (context.User.Identity?.IsAuthenticated == true || context.Request.Path.StartsWithSegments("/inloggen", StringComparison.Ordinal)))
            {
                headers.CacheControl = "no-store";
            }

            return Task.CompletedTask;
        });
        return next(context);
    }
}
