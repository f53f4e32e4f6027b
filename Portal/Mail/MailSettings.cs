using System.Net;
using MailKit.Security;

namespace Portal.Mail;

/// <summary>
/// How e-mail leaves (docs/operations.md): by a mail server when Mail:Smtp:Host names one, otherwise as files in a folder, for another program to take away or for somebody to look at.
/// </summary>
/// <param name="Portal">The address of the portal as an e-mail says it; none: the one it listens on.</param>
internal sealed record MailSettings(string Folder, string From, string? Portal, string? Host, int Port, SecureSocketOptions Tls, string? User, string? Password)
{
    private const int Submission = 587;
    private const int SubmissionByTls = 465;

    /// <exception cref="InvalidOperationException">A mail server without what it needs.</exception>
    public static MailSettings Read(IConfiguration configuration, IHostEnvironment environment)
    {
        var mail = configuration.GetSection("Mail");
        var (host, portal) = (Filled(mail["Smtp:Host"]), Filled(mail["Portal"])?.TrimEnd('/'));
        if (portal is not null && !(Uri.TryCreate(portal, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))))
        {
            throw new InvalidOperationException("Mail:Portal has to be the https address of this portal, as in Mail__Portal=https://eigenregie.gemeente.nl");
        }

        if (host is not null && (portal is null || Filled(mail["From"]) is null) && !(IsLoopback(host) && !environment.IsProduction()))
        {
            throw new InvalidOperationException("Mail:Smtp:Host names a mail server: say who the e-mail is from (Mail__From) and where the portal is (Mail__Portal) too.");
        }

        var port = mail.GetValue("Smtp:Port", Submission);
        return new MailSettings(
            Filled(mail["Folder"]) ?? Path.Combine("data", "mail"), Filled(mail["From"]) ?? "eigenregie@localhost", portal, host, port, TlsOf(host, port, mail["Smtp:Tls"]),
            Filled(mail["Smtp:User"]), mail["Smtp:Password"]);
    }

    /// <summary>TLS, always; only to a server on this machine it may be without, when that offers none and nobody asks for it ("required").</summary>
    internal static SecureSocketOptions TlsOf(string? host, int port, string? wish) =>
        port == SubmissionByTls ? SecureSocketOptions.SslOnConnect
        : host is not null && IsLoopback(host) && !string.Equals(wish, "required", StringComparison.OrdinalIgnoreCase) ? SecureSocketOptions.StartTlsWhenAvailable
        : SecureSocketOptions.StartTls;

    private static bool IsLoopback(string host) => host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private static string? Filled(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}
