using System.IdentityModel.Tokens.Jwt;
using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Portal.Access;

/// <summary>
/// What the provider says, believed only when it is the provider's (OpenID Connect Core 1.0, 3.1.3.7): signature with a key of its own and an
/// algorithm that cannot be forged with what is public, issuer, audience, time, nonce, and that the access token belongs to it.
/// </summary>
internal static class OidcTokens
{
    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
    ];

    /// <exception cref="SecurityTokenException">It is not to be believed.</exception>
    public static async Task<JsonWebToken> IdToken(OidcOptions options, string token, string accessToken, string nonce, CancellationToken stop)
    {
        var believed = await Signed(options, token, "JWT", stop);
        new OpenIdConnectProtocolValidator { RequireStateValidation = false, RequireTimeStampInNonce = false, RequireAzp = believed.Audiences.Skip(1).Any() }.ValidateTokenResponse(new OpenIdConnectProtocolValidationContext
        {
            ClientId = options.ClientId,
            Nonce = nonce,
            ValidatedIdToken = new JwtSecurityToken(token),
            ProtocolMessage = new OpenIdConnectMessage { IdToken = token, AccessToken = accessToken },
        });
        return believed;
    }

    /// <summary>A token that the provider signed for us.</summary>
    /// <param name="type">What the token says it is, so that one kind cannot pass for another; absent counts as "JWT".</param>
    public static async Task<JsonWebToken> Signed(OidcOptions options, string token, string type, CancellationToken stop)
    {
        var result = await Validate(options, token, type, stop);
        if (result.Exception is SecurityTokenSignatureKeyNotFoundException or SecurityTokenInvalidSignatureException)
        {
            // The provider may have begun to sign with a new key.
            options.Discovery.RequestRefresh();
            result = await Validate(options, token, type, stop);
        }

        return result.IsValid ? (JsonWebToken)result.SecurityToken : throw result.Exception;
    }

    /// <summary>What the provider tells beside the token, when it belongs to the same person.</summary>
    public static async Task<IReadOnlyList<Claim>> UserInfo(OidcOptions options, string accessToken, string subject, CancellationToken stop)
    {
        var provider = await options.Discover(stop);
        using var question = new HttpRequestMessage(HttpMethod.Get, provider.UserInfoEndpoint);
        question.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        question.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        using var answer = await options.Backchannel.SendAsync(question, stop);
        answer.EnsureSuccessStatusCode();
        using var told = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(stop), new JsonDocumentOptions { MaxDepth = 8 });
        var claims = told.RootElement.EnumerateObject().SelectMany(Claims).ToList();
        return claims.Exists(claim => claim.Type == "sub" && claim.Value == subject)
            ? claims
            : throw new SecurityTokenException("What was told beside the token is about somebody else.");
    }

    private static IEnumerable<Claim> Claims(JsonProperty one) => one.Value.ValueKind switch
    {
        JsonValueKind.Array => one.Value.EnumerateArray().Select(value => new Claim(one.Name, value.ToString())),
        _ => [new Claim(one.Name, one.Value.ToString())],
    };

    private static async Task<TokenValidationResult> Validate(OidcOptions options, string token, string type, CancellationToken stop)
    {
        var provider = await options.Discover(stop);
        return await new JsonWebTokenHandler { MapInboundClaims = false, MaximumTokenSizeInBytes = 64 * 1024 }.ValidateTokenAsync(token, Rules(provider, options.ClientId, type));
    }

    /// <summary>By which a token is believed.</summary>
    public static TokenValidationParameters Rules(OpenIdConnectConfiguration provider, string client, string type) => new()
    {
        ValidIssuer = provider.Issuer,
        ValidAudience = client,
        IssuerSigningKeys = provider.SigningKeys,
        ValidAlgorithms = Algorithms,
        ValidTypes = type == "JWT" ? ["JWT", "jwt"] : [type],
        TypeValidator = (found, _, parameters) => type == "JWT" && string.IsNullOrEmpty(found) || parameters.ValidTypes.Contains(found ?? "", StringComparer.OrdinalIgnoreCase)
            ? found ?? ""
            : throw new SecurityTokenInvalidTypeException("It is a token of another kind."),
        ClockSkew = TimeSpan.FromMinutes(1),
        RequireExpirationTime = type == "JWT",
        TryAllIssuerSigningKeys = true,
    };
}
