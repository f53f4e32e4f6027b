using Budget.Core;
using Budget.Core.SignIn;

namespace Portal.Access;

/// <summary>
/// One way in by OpenID Connect, as the configuration has it. A section that names no authority is no way in. docs/operations.md has all settings.
/// </summary>
/// <param name="Scheme">Its name in addresses: /inloggen/digid.</param>
internal sealed record OidcProvider(string Scheme, SignInMeans Means, IConfigurationSection Settings)
{
    /// <summary>eIDAS substantial and high, and DigiD's own words for them (Logius: Substantieel and Hoog).</summary>
    private static readonly string[] SubstantialOrHigh =
    [
        "http://eidas.europa.eu/LoA/substantial", "http://eidas.europa.eu/LoA/high",
        "urn:oasis:names:tc:SAML:2.0:ac:classes:Smartcard", "urn:oasis:names:tc:SAML:2.0:ac:classes:SmartcardPKI",
        "urn:etoegang:core:assurance-class:loa3", "urn:etoegang:core:assurance-class:loa4",
    ];

    /// <summary>What stands for: whatever the provider lets in (staff only).</summary>
    private const string AnyLevel = "any";

    public static IReadOnlyList<OidcProvider> All(IConfiguration configuration) =>
    [
        .. new OidcProvider[]
        {
            new("digid", SignInMeans.DigiD, configuration.GetSection("Oidc")),
            new("eherkenning", SignInMeans.EHerkenning, configuration.GetSection("OidcProviders")),
            new("medewerker", SignInMeans.Staff, configuration.GetSection("OidcStaff")),
        }.Where(provider => provider.Authority.Length > 0),
    ];

    public string Authority => (Settings["Authority"] ?? "").TrimEnd('/');
    public string ClientId => Required("ClientId");
    public string ClientSecret => Required("ClientSecret");
    public string Scope => Settings["Scope"] is { Length: > 0 } scope ? scope : "openid";

    /// <summary>Scheme, host and port of where a form may lead to on the way out: of the authority, and of other places to which that leads on.</summary>
    public IReadOnlyList<string> FormOrigins => [OriginOf(Authority), .. List(Settings["FormOrigins"])];

    /// <summary>Whether a browser lets a form of ours go there.</summary>
    public bool MaySendFormTo(string address) => Uri.TryCreate(address, UriKind.Absolute, out _) && FormOrigins.Contains(OriginOf(address));

    /// <summary>Plain http is for a provider on this very machine, in tests and demos.</summary>
    public bool IsPlain => new Uri(Authority) is { Scheme: "http", IsLoopback: true };

    /// <summary>Where the provider sends a visitor back to.</summary>
    public string CallbackPath => $"/inloggen/{Scheme}/terug";

    /// <summary>
    /// The levels at which a person of this municipality may come in: its own list, or else that of the installation, or else substantial and
    /// high. Of staff it has to be set, because each employer has words of its own for two factors; "any" when the employer sees to it by itself.
    /// </summary>
    public IReadOnlyList<string> AcceptedAcr(string municipality = "") =>
        List(Settings[$"AcceptedAcrOf:{municipality}"]) is { Count: > 0 } own ? own
        : List(Settings["AcceptedAcr"]) is { Count: > 0 } all ? all is [AnyLevel] ? [] : all
        : SubstantialOrHigh;

    /// <summary>"wmo-consulent = caseworker 0406": what the provider calls it, and what it is here. The first that a visitor has counts.</summary>
    public IReadOnlyList<(string Told, Role Role, string MunicipalityCode)> Roles => [.. Settings.GetSection("Roles").GetChildren().Select(entry => RoleIn(entry.Value ?? ""))];

    /// <summary>What is set up wrong is said when the portal starts, not when somebody wants to come in.</summary>
    /// <exception cref="InvalidOperationException">It is.</exception>
    public void Check()
    {
        if (!IsPlain && !Authority.StartsWith("https://", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"{Settings.Key}:Authority must be an https address: {Authority}");
        }

        if (Means == SignInMeans.Staff && string.IsNullOrWhiteSpace(Settings["AcceptedAcr"]))
        {
            throw new InvalidOperationException($"{Settings.Key}:AcceptedAcr is not set: name the levels at which staff come in with two factors, or '{AnyLevel}' when the provider lets nobody in without.");
        }

        if (Means != SignInMeans.Staff && List(Settings["AcceptedAcr"]).Contains(AnyLevel))
        {
            throw new InvalidOperationException($"{Settings.Key}:AcceptedAcr may be '{AnyLevel}' for staff only.");
        }

        if (List(Settings["FormOrigins"]).Find(origin => !Uri.TryCreate(origin, UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttps || OriginOf(origin) != origin) is { } wrong)
        {
            throw new InvalidOperationException($"{Settings.Key}:FormOrigins has '{wrong}'. Write each as https://login.example.nl, without a path.");
        }

        _ = (ClientId, ClientSecret, Roles);
    }

    public string BsnClaim => Claim("Bsn", "bsn");
    public string ActingBsnClaim => Claim("ActingBsn", "acting_bsn");
    public string KvkClaim => Claim("Kvk", "kvk");
    public string RolesClaim => Claim("Roles", "roles");
    public string NameClaim => Claim("Name", "name");

    /// <summary>
    /// Whether a token leaves something open that is told beside it (userinfo). Of DigiD it nearly always does: a token that is silent about who acts for
    /// whom does not say that nobody does, and a delegate must not come in as the person himself.
    /// </summary>
    public bool AsksMoreThan(IEnumerable<System.Security.Claims.Claim> token)
    {
        string[] needed = Means switch
        {
            SignInMeans.DigiD => [BsnClaim, ActingBsnClaim],
            SignInMeans.EHerkenning => [KvkClaim, NameClaim],
            _ => [RolesClaim, NameClaim],
        };
        return needed.Concat(AcceptedAcr().Count == 0 ? [] : ["acr"]).Except(token.Select(claim => claim.Type), StringComparer.Ordinal).Any();
    }

    /// <summary>The name of a claim, which every broker chooses for itself.</summary>
    private string Claim(string name, string usual) => Settings[$"Claims:{name}"] is { Length: > 0 } own ? own : usual;

    private (string, Role, string) RoleIn(string entry) =>
        entry.LastIndexOf('=') is var at and > 0
        && entry[(at + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var name, { Length: 4 } municipality]
        && Enum.TryParse<Role>(name, ignoreCase: true, out var role) && role is Role.Caseworker or Role.Finance or Role.Administrator or Role.Auditor
            ? (entry[..at].Trim(), role, municipality)
            : throw new InvalidOperationException($"{Settings.Key}:Roles has '{entry}'. Write it as: name at the provider = caseworker 0406 (or finance, administrator, auditor).");

    private static string OriginOf(string address) => new Uri(address).GetLeftPart(UriPartial.Authority);

    private string Required(string name) => Settings[name] is { Length: > 0 } value ? value : throw new InvalidOperationException($"{Settings.Key}:{name} is not set, and {Settings.Key}:Authority is.");

    private static List<string> List(string? text) => [.. (text ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries)];
}
