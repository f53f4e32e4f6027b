using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;

namespace Budget.Tests.Support;

/// <summary>What a forging, broken or slow provider does wrong; <see cref="None"/> does everything right, or no other lie would prove anything.</summary>
public enum Lie
{
    None,
    NotSigned,
    SignedWithThePublicKey,
    SignedWithAnotherKey,
    SignatureCutOff,
    BringsItsOwnKey,
    SaysWhereItsKeyIs,
    OtherIssuer,
    OtherAudience,
    ManyAudiencesWithoutAzp,
    OtherNonce,
    NoNonce,
    NonceOfAnotherVisitor,
    Expired,
    NotYetValid,
    NoExpiry,
    OtherAccessToken,
    LogoutTokenAsIdToken,
    NoSubject,
    AnswerOfAnotherIssuer,
    AnswerWithoutIssuer,
    OtherState,
    NoToken,
    NoJson,
    DeepJson,
    Endless,
    RefusesTheCode,
    Breaks,
    SendsTheCodeElsewhere,
    UserInfoOfAnother,
    SendsUserInfoElsewhere,
    SlowToken,
}

/// <summary>What is wrong with what a provider says of a session that is over; <see cref="None"/> is right.</summary>
public enum LogoutLie
{
    None,
    NotSigned,
    SignedWithAnotherKey,
    OtherType,
    NoType,
    OtherIssuer,
    OtherAudience,
    WithNonce,
    NoEvent,
    OtherEvent,
    NoSession,
    Stale,
    OfTomorrow,
    NoTime,
    NoId,
}

/// <summary>An OpenID provider that can be told to lie. In this process, on loopback.</summary>
internal sealed class ForgingProvider : IAsyncDisposable
{
    public const string AccessToken = "an-access-token-of-the-tests";
    private readonly WebApplication web;
    private readonly RSA key = RSA.Create(2048), other = RSA.Create(2048);
    private readonly Dictionary<string, string> nonces = [];
    private readonly byte[] published = RandomNumberGenerator.GetBytes(32);
    private readonly List<string> asked = [];
    private string lastNonce = "";

    private ForgingProvider(WebApplication web) => this.web = web;

    public Lie Lie { get; set; }

    /// <summary>Whom it says it is.</summary>
    public string Bsn { get; set; } = "999900006";

    /// <summary>Who is at the keys, when that is another; not told otherwise.</summary>
    public string? ActingBsn { get; set; }

    /// <summary>Its own session, of which it says later that it is over.</summary>
    public string Sid { get; set; } = "sid-1";

    /// <summary>What else it says in the token.</summary>
    public Dictionary<string, object> MoreClaims { get; } = [];

    /// <summary>Whether its keys cannot be had, or only by way of another address.</summary>
    public int KeysStatus { get; set; } = 200;

    /// <summary>The paths at which the portal itself came asking.</summary>
    public IReadOnlyList<string> Asked => asked;

    /// <summary>Another than it is, in its discovery document; and where it ends its own session, when that is another host.</summary>
    public string? SaysItIs { get; set; }
    public string? EndsAt { get; set; }

    public string Address => web.Urls.First();

    public (string Name, string Value)[] Settings => SettingsOf("Oidc");

    /// <param name="section">The way in: Oidc, OidcProviders or OidcStaff.</param>
    public (string Name, string Value)[] SettingsOf(string section) =>
        [($"{section}__Authority", Address), ($"{section}__ClientId", "portal"), ($"{section}__ClientSecret", "secret"), ($"{section}__AcceptedAcr", "substantieel")];

    public static async Task<ForgingProvider> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var provider = new ForgingProvider(app);
        app.Use((context, next) =>
        {
            provider.asked.Add(context.Request.Path);
            return next(context);
        });
        app.MapGet("/.well-known/openid-configuration", () => new
        {
            issuer = provider.SaysItIs ?? provider.Address,
            authorization_endpoint = $"{provider.Address}/auth",
            token_endpoint = $"{provider.Address}/token",
            jwks_uri = $"{provider.Address}/jwks",
            userinfo_endpoint = $"{provider.Address}/me",
            end_session_endpoint = provider.EndsAt ?? $"{provider.Address}/end",
            authorization_response_iss_parameter_supported = true,
        });
        app.MapGet("/jwks", () => provider.KeysStatus switch
        {
            200 => provider.Keys(provider.key),
            302 => Results.Redirect("/elsewhere/jwks"),
            var status => Results.StatusCode(status),
        });
        // Nobody has to come here: it is where lies lead to.
        app.MapGet("/elsewhere/jwks", () => provider.Keys(provider.other));
        app.MapMethods("/elsewhere/token", ["GET", "POST"], () => provider.Tokens());
        app.MapGet("/elsewhere/me", () => new { sub = "person", bsn = provider.Bsn });
        app.MapGet("/auth", provider.Authorize);
        app.MapPost("/token", provider.Token);
        app.MapGet("/me", () => provider.Lie == Lie.SendsUserInfoElsewhere ? Results.Redirect("/elsewhere/me") : Results.Json(new { sub = provider.Lie == Lie.UserInfoOfAnother ? "another" : "person", bsn = provider.Bsn }));
        await app.StartAsync();
        return provider;
    }

    public async ValueTask DisposeAsync()
    {
        await web.DisposeAsync();
        key.Dispose();
        other.Dispose();
    }

    /// <summary>What it says of a session that is over.</summary>
    public string LogoutToken(LogoutLie lie, string? sid = null)
    {
        var now = TimeProvider.System.GetUtcNow();
        Dictionary<string, object?> claims = new()
        {
            ["iss"] = lie == LogoutLie.OtherIssuer ? "https://other.example" : Address,
            ["aud"] = lie == LogoutLie.OtherAudience ? "another" : "portal",
            ["iat"] = lie switch
            {
                LogoutLie.NoTime => null,
                LogoutLie.Stale => now.AddMinutes(-10).ToUnixTimeSeconds(),
                LogoutLie.OfTomorrow => now.AddDays(1).ToUnixTimeSeconds(),
                _ => now.ToUnixTimeSeconds(),
            },
            ["jti"] = lie == LogoutLie.NoId ? null : Path.GetRandomFileName(),
            ["sub"] = "person",
            ["sid"] = lie == LogoutLie.NoSession ? null : sid ?? Sid,
            ["nonce"] = lie == LogoutLie.WithNonce ? "nonce" : null,
            ["events"] = lie switch
            {
                LogoutLie.NoEvent => null,
                LogoutLie.OtherEvent => new Dictionary<string, object> { ["http://schemas.openid.net/event/other"] = new { } },
                _ => new Dictionary<string, object> { ["http://schemas.openid.net/event/backchannel-logout"] = new { } },
            },
        };
        return Token(
            new() { ["alg"] = lie == LogoutLie.NotSigned ? "none" : "RS256", ["kid"] = "the-key", ["typ"] = lie switch { LogoutLie.OtherType => "JWT", LogoutLie.NoType => null, _ => "logout+jwt" } },
            claims,
            bytes => lie == LogoutLie.NotSigned ? "" : Sign(lie == LogoutLie.SignedWithAnotherKey ? other : key, bytes));
    }

    // One of them is a secret that everybody can read: whoever takes it for a key believes anybody (the trick of 2015).
    private IResult Keys(RSA rsa) => Results.Json(new { keys = new object[] { PublicKey(rsa), new { kty = "oct", kid = "published", use = "sig", alg = "HS256", k = WebEncoders.Base64UrlEncode(published) } } });

    private static object PublicKey(RSA rsa)
    {
        var numbers = rsa.ExportParameters(includePrivateParameters: false);
        return new { kty = "RSA", kid = "the-key", use = "sig", alg = "RS256", n = WebEncoders.Base64UrlEncode(numbers.Modulus!), e = WebEncoders.Base64UrlEncode(numbers.Exponent!) };
    }

    private IResult Authorize(string redirect_uri, string state, string nonce)
    {
        var code = $"code-{nonces.Count}";
        lastNonce = Lie == Lie.NonceOfAnotherVisitor ? nonces.Values.LastOrDefault("") : nonce;
        nonces[code] = nonce;
        return Results.Redirect(QueryHelpers.AddQueryString(redirect_uri, new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["code"] = code,
            ["state"] = Lie == Lie.OtherState ? $"{state}x" : state,
            ["iss"] = Lie switch { Lie.AnswerOfAnotherIssuer => "https://other.example", Lie.AnswerWithoutIssuer => null, _ => Address },
        }));
    }

    private async Task<IResult> Token()
    {
        if (Lie == Lie.SlowToken)
        {
            await Task.Delay(TimeSpan.FromSeconds(30));
        }

        return Lie switch
        {
            Lie.NoJson => Results.Text("<html>Even geduld</html>", "text/html"),
            Lie.DeepJson => Results.Text(new string('[', 5000), "application/json"),
            Lie.Endless => Results.Stream(Endless, "application/json"),
            Lie.RefusesTheCode => Results.Json(new { error = "invalid_grant" }, statusCode: 400),
            Lie.Breaks => Results.StatusCode(500),
            // The code and the secret would go along.
            Lie.SendsTheCodeElsewhere => Results.Redirect("/elsewhere/token", permanent: false, preserveMethod: true),
            Lie.NoToken => Results.Json(new { access_token = AccessToken, token_type = "Bearer" }),
            _ => Tokens(),
        };
    }

    private IResult Tokens() => Results.Json(new { access_token = Lie == Lie.OtherAccessToken ? "swapped" : AccessToken, token_type = "Bearer", expires_in = 60, id_token = IdToken() });

    private static async Task Endless(Stream stream)
    {
        var room = Encoding.ASCII.GetBytes(new string(' ', 64 * 1024));
        for (var sent = 0; sent < 10_000; sent++)
        {
            await stream.WriteAsync(room);
        }
    }

    private string IdToken()
    {
        var now = DateTimeOffset.FromUnixTimeMilliseconds(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds()).ToUnixTimeSeconds();
        Dictionary<string, object?> claims = new()
        {
            ["iss"] = Lie == Lie.OtherIssuer ? "https://other.example" : Address,
            ["aud"] = Lie switch { Lie.OtherAudience => "another", Lie.ManyAudiencesWithoutAzp => new[] { "portal", "another" }, _ => "portal" },
            ["sub"] = Lie == Lie.NoSubject ? null : "person",
            ["nonce"] = Lie switch { Lie.NoNonce => null, Lie.OtherNonce => "another", _ => lastNonce },
            ["iat"] = Lie == Lie.Expired ? now - 7200 : now,
            ["nbf"] = Lie == Lie.NotYetValid ? now + 3600 : null,
            ["exp"] = Lie switch { Lie.NoExpiry => null, Lie.Expired => now - 3600, _ => now + 300 },
            ["at_hash"] = WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(AccessToken))[..16]),
            ["acr"] = "substantieel",
            ["bsn"] = Bsn,
            ["acting_bsn"] = ActingBsn,
            ["sid"] = Sid,
        };
        foreach (var (name, value) in MoreClaims)
        {
            claims[name] = value;
        }

        return Token(
            new()
            {
                ["alg"] = Lie switch { Lie.NotSigned => "none", Lie.SignedWithThePublicKey => "HS256", _ => "RS256" },
                ["kid"] = Lie switch { Lie.SignedWithThePublicKey => "published", Lie.BringsItsOwnKey or Lie.SaysWhereItsKeyIs => null, _ => "the-key" },
                ["typ"] = Lie == Lie.LogoutTokenAsIdToken ? "logout+jwt" : "JWT",
                ["jwk"] = Lie == Lie.BringsItsOwnKey ? PublicKey(other) : null,
                ["jku"] = Lie == Lie.SaysWhereItsKeyIs ? $"{Address}/elsewhere/jwks" : null,
                ["x5u"] = Lie == Lie.SaysWhereItsKeyIs ? $"{Address}/elsewhere/jwks" : null,
            },
            claims,
            bytes => Lie switch
            {
                Lie.NotSigned or Lie.SignatureCutOff => "",
                Lie.SignedWithThePublicKey => WebEncoders.Base64UrlEncode(HMACSHA256.HashData(published, bytes)),
                Lie.SignedWithAnotherKey or Lie.BringsItsOwnKey or Lie.SaysWhereItsKeyIs => Sign(other, bytes),
                _ => Sign(key, bytes),
            });
    }

    private static string Token(Dictionary<string, object?> header, Dictionary<string, object?> claims, Func<byte[], string> sign)
    {
        var body = $"{Part(Said(header))}.{Part(Said(claims))}";
        return $"{body}.{sign(Encoding.ASCII.GetBytes(body))}";
    }

    private static Dictionary<string, object?> Said(Dictionary<string, object?> all) => all.Where(one => one.Value is not null).ToDictionary();

    private static string Part(object value) => WebEncoders.Base64UrlEncode(JsonSerializer.SerializeToUtf8Bytes(value));

    private static string Sign(RSA with, byte[] bytes) => WebEncoders.Base64UrlEncode(with.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
}
