using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using Portal.Access;

namespace Budget.Tests.Unit;

/// <summary>
/// The list of algorithms by itself: the library leaves keys out that everybody can read, so that a provider that publishes one
/// (<see cref="Lie.SignedWithThePublicKey"/>) is refused for want of a key. Here the key is there, and the list has to do it.
/// </summary>
public sealed class OidcTokensTests
{
    [TestCase(SecurityAlgorithms.HmacSha256)]
    [TestCase(SecurityAlgorithms.HmacSha512)]
    public async Task A_token_that_a_shared_secret_signed_is_not_believed_although_its_key_is_known(string algorithm)
    {
        var secret = new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(64));
        var provider = new OpenIdConnectConfiguration { Issuer = "https://provider.example" };
        provider.SigningKeys.Add(secret);
        var token = new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = provider.Issuer,
            Audience = "portal",
            Expires = TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(5),
            SigningCredentials = new SigningCredentials(secret, algorithm),
        });

        var rules = OidcTokens.Rules(provider, "portal", "JWT");
        var believed = await new JsonWebTokenHandler().ValidateTokenAsync(token, rules);
        Assert.That(believed.Exception, Is.InstanceOf<SecurityTokenInvalidAlgorithmException>().Or.InstanceOf<SecurityTokenInvalidSignatureException>(), $"{believed.Exception}");
        rules.ValidAlgorithms = null;
        Assert.That((await new JsonWebTokenHandler().ValidateTokenAsync(token, rules)).IsValid, Is.True, "nothing else is wrong with it");
    }
}
