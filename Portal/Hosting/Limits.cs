using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Claims;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.HttpOverrides;
using Portal.Api;

namespace Portal.Hosting;

/// <summary>
/// How much one person may ask of the portal: more than anybody can by hand, less than a script would. Per person, not per address: behind one address
/// there may be a whole town hall. Whoever is not signed in is counted together with that address, for signing in only: before a provider is asked whether
/// an answer is its own. Counted by each portal process for itself.
/// </summary>
internal static class Limits
{
    /// <summary>Limits:RequestsPerMinute; none when it is 0.</summary>
    private const int UsualRequests = 3000;

    /// <summary>Limits:SignInsPerMinute, of one address.</summary>
    private const int UsualSignIns = 60;

    /// <summary>Limits:ApiRequestsPerMinute, of one program of a provider. A program that sends each month and reads the answer needs a few; one that asks each second whether there is news is too much.</summary>
    private const int UsualApiRequests = 600;

    /// <summary>Limits:HeavyAtOnce: how much work that takes long one person may have done at the same time.</summary>
    private const int UsualHeavy = 3;

    /// <summary>On a page that makes a paper of a whole year or town, takes in a declaration or computes the ledger again.</summary>
    public const string HeavyWork = "heavy-work";

    public static void AddTo(IServiceCollection services, IConfiguration configuration)
    {
        var requests = Number(configuration["Limits:RequestsPerMinute"], UsualRequests);
        var signIns = Number(configuration["Limits:SignInsPerMinute"], UsualSignIns);
        var programs = Number(configuration["Limits:ApiRequestsPerMinute"], UsualApiRequests);
        var heavy = Number(configuration["Limits:HeavyAtOnce"], UsualHeavy);
        services.AddRateLimiter(options =>
        {
            // No queue: who waits in one holds what the others need.
            options.AddPolicy(HeavyWork, context => heavy > 0 && context.User.FindFirstValue(ClaimTypes.NameIdentifier) is { } person
                ? RateLimitPartition.GetConcurrencyLimiter($"heavy {person}", _ => new ConcurrencyLimiterOptions { PermitLimit = heavy })
                : RateLimitPartition.GetNoLimiter("everybody"));
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            options.OnRejected = static (rejected, _) =>
            {
                rejected.HttpContext.Response.Headers.RetryAfter = "60";
                return ValueTask.CompletedTask;
            };
            options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
                // The page of a refusal is part of the request that was refused.
                FaultPage.IsMadeFor(context) ? RateLimitPartition.GetNoLimiter("everybody")
                : context.User.FindFirstValue(ClaimTypes.NameIdentifier) is { } person ? Window($"person {person}", ApiAnswers.IsFor(context.Request) ? programs : requests)
                // Who shows no token that works: who asks for one, who guesses, who reads the description.
                : ApiAnswers.IsFor(context.Request) ? Window($"program {AddressOf(context.Connection.RemoteIpAddress)}", signIns)
                // Routing reads an address without regard to case, and so does this. One provider says of all its visitors that they are out; what others send does not use up its turn.
                : context.Request.Path.Value!.EndsWith("/uitgelogd", StringComparison.OrdinalIgnoreCase) ? Window($"provider {AddressOf(context.Connection.RemoteIpAddress)}", requests)
                // Who guesses at the code or the figures of a paper.
                : context.Request.Path.StartsWithSegments("/controleer", StringComparison.OrdinalIgnoreCase) ? Window($"paper {AddressOf(context.Connection.RemoteIpAddress)}", signIns)
                : context.Request.Path.StartsWithSegments("/inloggen", StringComparison.OrdinalIgnoreCase) && (HttpMethods.IsPost(context.Request.Method) || context.Request.Path.Value!.Length > "/inloggen".Length)
                    ? Window($"address {AddressOf(context.Connection.RemoteIpAddress)}", signIns)
                : RateLimitPartition.GetNoLimiter("everybody"));
        });
        // Proxy:Trusted: the addresses of the proxies before the portal, whose word on address and scheme of a visitor counts.
        if (configuration["Proxy:Trusted"] is { Length: > 0 } trusted)
        {
            services.Configure<ForwardedHeadersOptions>(options =>
            {
                options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
                options.KnownIPNetworks.Clear();
                options.KnownProxies.Clear();
                foreach (var address in trusted.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries))
                {
                    options.KnownProxies.Add(IPAddress.Parse(address));
                }
            });
        }
    }

    /// <summary>Of a line with IPv6 the half that its provider gave it (/64, RFC 4291, 2.5.1): the other half is its own to choose, anew with each request.</summary>
    internal static string AddressOf(IPAddress? address) =>
        address is not { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false } ? $"{(address?.IsIPv4MappedToIPv6 is true ? address.MapToIPv4() : address)}"
        : $"{new IPAddress([.. address.GetAddressBytes()[..8], .. new byte[8]])}/64";

    private static RateLimitPartition<string> Window(string whose, int most) => most == 0
        ? RateLimitPartition.GetNoLimiter(whose)
        : RateLimitPartition.GetSlidingWindowLimiter(whose, _ => new SlidingWindowRateLimiterOptions
        {
            PermitLimit = most,
            Window = TimeSpan.FromMinutes(1),
            SegmentsPerWindow = 6,
        });

    private static int Number(string? setting, int usual) => int.TryParse(setting, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : usual;
}
