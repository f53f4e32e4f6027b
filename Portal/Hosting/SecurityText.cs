using System.Globalization;
using System.Text;
using Budget.Core.Providers;

namespace Portal.Hosting;

/// <summary>
/// <c>/.well-known/security.txt</c> (RFC 9116): whom to tell of a weak spot. <c>Security:Contact</c> names one or more addresses, with spaces
/// between (mailto:, https: or tel:); without it the municipalities of this installation are it.
/// </summary>
internal sealed class SecurityText(IConfiguration configuration, Municipalities municipalities)
{
    public const string Path = "/.well-known/security.txt";
    private const string PolicyPath = "/kwetsbaarheid-melden";

    /// <summary>Made anew with each answer, so that a file that nobody looks after is not stale; a reader is asked to come back within a year.</summary>
    private static readonly TimeSpan Lasts = TimeSpan.FromDays(180);

    public static void Map(WebApplication app) =>
        app.MapGet(Path, async (HttpContext context, SecurityText text) => await text.Write(context.Request.Host) is { } written
            ? Results.Text(written, "text/plain", Encoding.UTF8)
            : Results.NotFound()).AllowAnonymous();

    public async Task<IReadOnlyList<string>> Contacts()
    {
        var named = Named(configuration);
        return named.Length > 0 ? named : [.. (await municipalities.All()).Select(town => $"mailto:{town.Email}").Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Said when the portal starts, and not to who found a weak spot.</summary>
    /// <exception cref="InvalidOperationException">Security:Contact holds what is no address.</exception>
    public static void RequireContact(IConfiguration configuration)
    {
        foreach (var contact in Named(configuration))
        {
            if (!Uri.TryCreate(contact, UriKind.Absolute, out var address) || address.Scheme is not ("mailto" or "https" or "tel"))
            {
                throw new InvalidOperationException($"Security:Contact is no address: '{contact}'. Write mailto:name@example.nl, or begin with https: or tel:.");
            }
        }
    }

    private static string[] Named(IConfiguration configuration) =>
        (configuration["Security:Contact"] ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private async Task<string?> Write(HostString host)
    {
        var contacts = await Contacts();
        if (contacts.Count == 0)
        {
            return null;
        }

        var text = new StringBuilder();
        foreach (var contact in contacts)
        {
            text.Append(CultureInfo.InvariantCulture, $"Contact: {contact}\n");
        }

        // By the real clock: the demo town's may stand on another day. Web addresses must be https (RFC 9116, 2.5), also where a proxy ends TLS.
        text.Append(CultureInfo.InvariantCulture, $"Expires: {(TimeProvider.System.GetUtcNow() + Lasts).Date:yyyy-MM-dd}T00:00:00Z\n");
        text.Append("Preferred-Languages: nl, en\n");
        text.Append(CultureInfo.InvariantCulture, $"Canonical: https://{host.ToUriComponent()}{Path}\n");
        text.Append(CultureInfo.InvariantCulture, $"Policy: https://{host.ToUriComponent()}{PolicyPath}\n");
        return text.ToString();
    }
}
