using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Portal.Access;

/// <summary>What the framework's OAuth handler wants to know, and what OpenID Connect adds to it.</summary>
internal sealed class OidcOptions : OAuthOptions
{
    /// <summary>Answers of a provider are small; one that never ends is cut off.</summary>
    private const int LongestAnswer = 256 * 1024;

    // Who waits for a key that is new has to get it now, not the next visitor.
    static OidcOptions() => AppContext.SetSwitch("Switch.Microsoft.IdentityModel.UpdateConfigAsBlocking", isEnabled: true);

    public OidcProvider Provider { get; private set; } = null!;

    /// <summary>The provider's discovery document and keys, read again now and then, and when a key is not known.</summary>
    public ConfigurationManager<OpenIdConnectConfiguration> Discovery { get; private set; } = null!;

    /// <summary>What the provider says of itself, when it is the one that was configured (OpenID Connect Discovery 1.0, 4.3) and speaks over TLS.</summary>
    /// <exception cref="InvalidOperationException">It says it is another, or names an address that is not safe.</exception>
    public async Task<OpenIdConnectConfiguration> Discover(CancellationToken stop)
    {
        var found = await Discovery.GetConfigurationAsync(stop);
        string?[] addresses = [found.AuthorizationEndpoint, found.TokenEndpoint, found.UserInfoEndpoint, found.EndSessionEndpoint];
        return found.Issuer?.TrimEnd('/') != Provider.Authority ? throw new InvalidOperationException("The provider says it is another than was configured.")
            : !Provider.IsPlain && addresses.Any(address => address is { Length: > 0 } && !address.StartsWith("https://", StringComparison.Ordinal))
                ? throw new InvalidOperationException("The provider names an address that is not https.")
            : found;
    }

    /// <summary>Whether <see cref="Discover"/> failed: the provider does not answer, or not as one does.</summary>
    public static bool IsUndiscovered(Exception fault) => fault is InvalidOperationException or IOException or HttpRequestException or OperationCanceledException;

    public void Follow(OidcProvider provider, CookieRule cookies)
    {
        Provider = provider;
        (ClientId, ClientSecret, CallbackPath) = (provider.ClientId, provider.ClientSecret, provider.CallbackPath);
        // The real ones are in the discovery document.
        (AuthorizationEndpoint, TokenEndpoint) = (provider.Authority, provider.Authority);
        // Browsers keep real time, also when the town's clock is elsewhere.
        TimeProvider = TimeProvider.System;
        UsePkce = true;
        SignInScheme = SessionHandler.Scheme;
        Scope.Clear();
        foreach (var scope in provider.Scope.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            Scope.Add(scope);
        }

        RemoteAuthenticationTimeout = TimeSpan.FromMinutes(15);
        BackchannelTimeout = TimeSpan.FromSeconds(5);
        Backchannel = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
        {
            Timeout = BackchannelTimeout,
            MaxResponseContentBufferSize = LongestAnswer,
        };
        Discovery = new ConfigurationManager<OpenIdConnectConfiguration>(
            $"{provider.Authority}/.well-known/openid-configuration",
            new OpenIdConnectConfigurationRetriever(),
            new HttpDocumentRetriever(Backchannel) { RequireHttps = !provider.IsPlain })
        {
            AutomaticRefreshInterval = TimeSpan.FromHours(12),
            // A key that is not known is asked for at once; a forger cannot make us ask more often than this.
            RefreshInterval = TimeSpan.FromSeconds(30),
        };
        (CorrelationCookie.Name, CorrelationCookie.SecurePolicy) = (cookies.Name("inloggen-"), cookies.Policy);
        CorrelationCookie.SameSite = SameSiteMode.Lax;
        CorrelationCookie.Path = "/";
    }
}
