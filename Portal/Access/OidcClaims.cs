using System.Security.Claims;

namespace Portal.Access;

/// <summary>What a provider said of a visitor, by the names it uses; the id_token before what was told beside it.</summary>
internal sealed class OidcClaims(IReadOnlyList<Claim> claims)
{
    public string Subject => One("sub") ?? "";
    public string Issuer => One("iss") ?? "";
    public string Acr => One("acr") ?? "";
    public string? Session => One("sid");

    public string? One(string name) => claims.FirstOrDefault(claim => claim.Type == name)?.Value;

    public IReadOnlyList<string> All(string name) => [.. claims.Where(claim => claim.Type == name).Select(claim => claim.Value).Distinct(StringComparer.Ordinal)];

    /// <summary>Never what it holds: a log may meet this text.</summary>
    public override string ToString() => $"{claims.Count} claims";
}
