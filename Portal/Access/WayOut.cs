using Budget.Core.SignIn;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Portal.Access;

/// <summary>
/// The way out at the provider (OpenID Connect RP-Initiated Logout 1.0). The id_token goes along as a hint: in the address, when it says nothing of a
/// person. Otherwise by a form, because addresses are kept by browsers and by logs.
/// </summary>
internal sealed partial class WayOut(IReadOnlyList<OidcProvider> providers, IOptionsMonitor<OidcOptions> options, ILogger<WayOut> log)
{
    /// <param name="Address">Where the provider ends its own session.</param>
    /// <param name="IsPersonal">Whether the fields may stand in no address.</param>
    public sealed record Answer(string Scheme, string Address, IReadOnlyDictionary<string, string?> Fields, bool IsPersonal)
    {
        public string WithFields => QueryHelpers.AddQueryString(Address, Fields);
    }

    /// <returns>None when the provider has no such place, or does not answer: then one is out here, and that has to do.</returns>
    public async Task<Answer?> After(HttpContext context, PortalSession session, string? idToken)
    {
        var provider = providers.FirstOrDefault(one => one.Means.ToString().Equals(session.Means, StringComparison.OrdinalIgnoreCase));
        if (provider is null || idToken is null)
        {
            return null;
        }

        try
        {
            var discovered = await options.Get(provider.Scheme).Discover(context.RequestAborted);
            if (string.IsNullOrEmpty(discovered.EndSessionEndpoint))
            {
                return null;
            }

            if (!provider.MaySendFormTo(discovered.EndSessionEndpoint))
            {
                // The browser would not go, and say nothing.
                LogElsewhere(log, provider.Scheme, discovered.EndSessionEndpoint);
                return null;
            }

            return new Answer(
                provider.Scheme,
                discovered.EndSessionEndpoint,
                new Dictionary<string, string?>
                {
                    ["id_token_hint"] = idToken,
                    ["client_id"] = provider.ClientId,
                    ["post_logout_redirect_uri"] = $"{context.Request.Scheme}://{context.Request.Host}/uitloggen",
                },
                IsPersonal: new JsonWebToken(idToken).Claims.Any(claim => claim.Type is not ("iss" or "sub" or "aud" or "exp" or "iat" or "nbf" or "auth_time" or "nonce" or "acr" or "amr" or "azp" or "at_hash" or "sid" or "jti")));
        }
        catch (Exception fault) when (OidcOptions.IsUndiscovered(fault))
        {
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Provider} ends sessions at {Address}, to which no form may go: name it in FormOrigins")]
    private static partial void LogElsewhere(ILogger log, string provider, string address);
}
