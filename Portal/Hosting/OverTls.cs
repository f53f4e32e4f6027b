using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Portal.Api;

namespace Portal.Hosting;

/// <summary>
/// Where the portal itself ends TLS, nothing goes over plain http: whoever asks for a page there is sent to the same page over https, and whatever a person does not
/// type into a browser (a program, a form, the question of a script, a style sheet) is refused, so that what goes wrong is seen before anything secret is sent (ASVS
/// 4.1.2). Signs of health say nothing of anybody and answer on both. Without an https address of our own a proxy does this.
/// </summary>
internal sealed class OverTls(RequestDelegate next, IServer server)
{
    private int? port;

    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (request.IsHttps || request.Path.StartsWithSegments("/health", StringComparison.OrdinalIgnoreCase) || Port() is not { } secure)
        {
            return next(context);
        }

        if (ApiAnswers.IsFor(request))
        {
            return Problem.WithoutTls.Write(context);
        }

        if ((HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
            && !request.Path.StartsWithSegments("/lib", StringComparison.OrdinalIgnoreCase) && !request.Path.StartsWithSegments("/sessie", StringComparison.OrdinalIgnoreCase))
        {
            var host = secure == 443 ? new HostString(request.Host.Host) : new HostString(request.Host.Host, secure);
            context.Response.StatusCode = StatusCodes.Status308PermanentRedirect;
            context.Response.Headers.Location = $"https://{host.ToUriComponent()}{request.PathBase.ToUriComponent()}{request.Path.ToUriComponent()}{request.QueryString.ToUriComponent()}";
            return Task.CompletedTask;
        }

        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    /// <summary>Of the first https address that the portal listens on; 0 is none. Known when the first request comes, and the same from then on.</summary>
    private int? Port()
    {
        port ??= (server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [])
            .Where(address => address.StartsWith("https:", StringComparison.OrdinalIgnoreCase))
            .Select(address => BindingAddress.Parse(address).Port)
            .FirstOrDefault();
        return port > 0 ? port : null;
    }
}
