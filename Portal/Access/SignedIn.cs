using System.Security.Claims;
using Budget.Core;
using Budget.Core.Residents;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Portal.Access;

/// <summary>From an account to the cookie's claims, and back to the actor that every deed and question asks for.</summary>
internal static class SignedIn
{
    private const string Municipality = "municipality";
    private const string MunicipalityNameClaim = "municipality-name";
    private const string Provider = "provider";

    public static ClaimsPrincipal Principal(SignedInUser.Answer user) => new(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.NameIdentifier, user.UserId.Value.ToString("D")),
            new Claim(ClaimTypes.Name, user.Name),
            new Claim(ClaimTypes.Role, Enum.Parse<Role>(user.Role, ignoreCase: true).ToString()),
            new Claim(Municipality, user.MunicipalityCode),
            new Claim(MunicipalityNameClaim, user.MunicipalityName),
            new Claim(Provider, user.ProviderId?.Value.ToString("D") ?? ""),
        ],
        CookieAuthenticationDefaults.AuthenticationScheme));

    /// <exception cref="InvalidOperationException">Nobody is signed in: the page's folder lacks its permission.</exception>
    public static Actor ToActor(this ClaimsPrincipal user)
    {
        string Value(string claim) => user.FindFirstValue(claim) ?? throw new InvalidOperationException("Nobody is signed in.");
        return new Actor(
            new UserId(Guid.Parse(Value(ClaimTypes.NameIdentifier), System.Globalization.CultureInfo.InvariantCulture)),
            Enum.Parse<Role>(Value(ClaimTypes.Role)),
            Value(Municipality),
            Guid.TryParse(Value(Provider), out var provider) ? new ProviderId(provider) : null);
    }

    public static Role? RoleOf(ClaimsPrincipal user) =>
        Enum.TryParse<Role>(user.FindFirstValue(ClaimTypes.Role), out var role) ? role : null;

    public static string MunicipalityCode(this ClaimsPrincipal user) => user.FindFirstValue(Municipality) ?? "";

    public static string MunicipalityName(this ClaimsPrincipal user) => user.FindFirstValue(MunicipalityNameClaim) ?? "";
}
