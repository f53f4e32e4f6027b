using System.Net.Http.Headers;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Portal.Access;

/// <summary>
/// The code flow of OpenID Connect with PKCE on top of the framework's OAuth handler, which does state, correlation and PKCE; tokens are judged by
/// Microsoft.IdentityModel (<see cref="OidcTokens"/>). Who it is, is for <see cref="SignInVisitor"/> to say.
/// </summary>
internal sealed partial class OidcHandler(IOptionsMonitor<OidcOptions> options, ILoggerFactory log, UrlEncoder encoder, SignInVisitor visitors)
    : OAuthHandler<OidcOptions>(options, log, encoder)
{
    private const string Nonce = ".nonce";
    private OpenIdConnectConfiguration provider = null!;

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        try
        {
            provider = await Options.Discover(Context.RequestAborted);
        }
        catch (Exception fault) when (OidcOptions.IsUndiscovered(fault))
        {
            LogAway(Logger, Scheme.Name, fault);
            Response.Redirect(SignInRefusedException.Page(SignInRefusedException.Away, properties.RedirectUri));
            return;
        }

        await base.HandleChallengeAsync(properties);
    }

    protected override string BuildChallengeUrl(AuthenticationProperties properties, string redirectUri)
    {
        properties.Items[Nonce] = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));
        var asked = base.BuildChallengeUrl(properties, redirectUri)[Options.AuthorizationEndpoint.Length..].TrimStart('?');
        var url = QueryHelpers.AddQueryString(
            $"{provider.AuthorizationEndpoint}{(provider.AuthorizationEndpoint.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{asked}",
            new Dictionary<string, string?>
            {
                ["nonce"] = properties.Items[Nonce],
                ["ui_locales"] = System.Globalization.CultureInfo.CurrentUICulture.TwoLetterISOLanguageName,
                // Whoever signed out here a moment ago is asked again: somebody else may sit at this device now.
                ["prompt"] = "login",
            });
        return Options.Provider.AcceptedAcr() is { Count: > 0 } levels ? QueryHelpers.AddQueryString(url, "acr_values", string.Join(' ', levels)) : url;
    }

    protected override async Task<HandleRequestResult> HandleRemoteAuthenticateAsync()
    {
        provider = await Options.Discover(Context.RequestAborted);
        // RFC 9207: an answer of another provider is none.
        if (Request.Query.TryGetValue("iss", out var issuer) ? issuer != provider.Issuer : provider.AuthorizationResponseIssParameterSupported)
        {
            return HandleRequestResult.Fail("The answer is not this provider's.");
        }

        return await base.HandleRemoteAuthenticateAsync();
    }

    protected override async Task<OAuthTokenResponse> ExchangeCodeAsync(OAuthCodeExchangeContext context)
    {
        context.Properties.Items.Remove(OAuthConstants.CodeVerifierKey, out var verifier);
        Dictionary<string, string> asked = new()
        {
            ["grant_type"] = "authorization_code",
            ["code"] = context.Code,
            ["redirect_uri"] = context.RedirectUri,
            ["code_verifier"] = verifier ?? "",
        };
        using var question = new HttpRequestMessage(HttpMethod.Post, provider.TokenEndpoint);
        if (provider.TokenEndpointAuthMethodsSupported is { Count: > 0 } methods && !methods.Contains("client_secret_basic"))
        {
            (asked["client_id"], asked["client_secret"]) = (Options.ClientId, Options.ClientSecret);
        }
        else
        {
            var secret = $"{Uri.EscapeDataString(Options.ClientId)}:{Uri.EscapeDataString(Options.ClientSecret)}";
            question.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)));
        }

        question.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        question.Content = new FormUrlEncodedContent(asked);
        using var answer = await Backchannel.SendAsync(question, Context.RequestAborted);
        if (answer.StatusCode >= System.Net.HttpStatusCode.InternalServerError)
        {
            throw new HttpRequestException("The provider fails.", inner: null, answer.StatusCode);
        }

        return answer.IsSuccessStatusCode
            ? OAuthTokenResponse.Success(JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Context.RequestAborted), new JsonDocumentOptions { MaxDepth = 8 }))
            : OAuthTokenResponse.Failed(new InvalidOperationException($"The provider refused the code ({(int)answer.StatusCode})."));
    }

    protected override async Task<AuthenticationTicket> CreateTicketAsync(ClaimsIdentity identity, AuthenticationProperties properties, OAuthTokenResponse tokens)
    {
        var idToken = tokens.Response?.RootElement.TryGetProperty("id_token", out var given) is true && given.ValueKind == JsonValueKind.String
            ? given.GetString()!
            : throw new SignInRefusedException(SignInRefusedException.Failed, "The provider gave no id_token.");
        var nonce = properties.Items.TryGetValue(Nonce, out var sent) ? sent! : throw new SignInRefusedException(SignInRefusedException.Failed, "No nonce was sent.");
        var told = await OidcTokens.IdToken(Options, idToken, tokens.AccessToken!, nonce, Context.RequestAborted);
        Context.Features.Set(new KnownVisitor($"{told.Issuer}|{told.Subject}"));
        List<Claim> claims = [.. told.Claims];
        if (!string.IsNullOrEmpty(provider.UserInfoEndpoint) && Options.Provider.AsksMoreThan(told.Claims))
        {
            claims.AddRange(await OidcTokens.UserInfo(Options, tokens.AccessToken!, told.Subject, Context.RequestAborted));
        }

        if (await visitors.Do(Context, Options.Provider, new OidcClaims(claims), idToken))
        {
            properties.RedirectUri = LocalPath.WithWayBack("/kennismaken", properties.RedirectUri);
        }

        return new AuthenticationTicket(new ClaimsPrincipal(identity), properties, Scheme.Name);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Provider} does not say how to sign in")]
    private static partial void LogAway(ILogger log, string provider, Exception fault);
}
