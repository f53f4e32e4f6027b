using Budget.Core;
using Budget.Core.SignIn;

namespace Portal.Access;

/// <summary>
/// From what a provider says of a visitor to a session. Levels, roles and providers are looked at here, once; whoever is not known well enough does
/// not come in, and hears why.
/// </summary>
internal sealed class SignInVisitor(RecogniseResident residents, RecogniseProviderStaff providers, RecogniseStaff staff, SessionCookie cookie)
{
    /// <exception cref="SignInRefusedException">This visitor does not come in.</exception>
    /// <returns>Whether it is somebody whom nobody here knows yet.</returns>
    public async Task<bool> Do(HttpContext context, OidcProvider provider, OidcClaims claims, string idToken)
    {
        bool IsSureEnough(string municipality) => provider.AcceptedAcr(municipality) is var levels && (levels.Count == 0 || levels.Contains(claims.Acr));
        if (provider.Means != SignInMeans.DigiD && !IsSureEnough(""))
        {
            throw new SignInRefusedException(SignInRefusedException.WorkLevelTooLow, "The level is too low.");
        }

        var outcome = provider.Means switch
        {
            SignInMeans.DigiD => await residents.Do(new(
                BsnIn(claims.One(provider.BsnClaim)),
                ActingBsn(provider, claims),
                claims.One(provider.NameClaim) ?? "",
                IsSureEnough)),
            SignInMeans.EHerkenning => await providers.Do(new(Identity(claims), NameIn(provider, claims), claims.One(provider.KvkClaim) ?? "")),
            _ => await Staff(provider, claims),
        };
        if (outcome.IsRefused)
        {
            throw new SignInRefusedException(Reason(outcome.Refusal!, provider), $"Sign-in refused: {outcome.Refusal!.Code}");
        }

        var recognised = outcome.Value;
        await cookie.Open(context, new StartSession.Entry(
            recognised.UserId, recognised.Role, provider.Means, claims.Acr, Device: "", recognised.ActsFor,
            claims.Session is { } session ? ProviderSession(claims.Issuer, session) : null, idToken,
            Introduces: recognised.IsNew ? BsnIn(claims.One(provider.BsnClaim)) : null, recognised.ClosedTo));
        return recognised.IsNew;
    }

    /// <summary>How a session at the provider is found back when the provider ends it.</summary>
    public static string ProviderSession(string issuer, string session) => $"{issuer}|{session}";

    private Task<Outcome<Recognised>> Staff(OidcProvider provider, OidcClaims claims)
    {
        var told = claims.All(provider.RolesClaim);
        return provider.Roles.FirstOrDefault(role => told.Contains(role.Told)) is { Told: not null } right
            ? staff.Do(new(Identity(claims), NameIn(provider, claims), right.Role, right.MunicipalityCode))
            : throw new SignInRefusedException(SignInRefusedException.Unknown, "None of this visitor's roles is one of ours.");
    }

    private static string Identity(OidcClaims claims) => $"{claims.Issuer}|{claims.Subject}";

    private static string NameIn(OidcProvider provider, OidcClaims claims) => claims.One(provider.NameClaim) is { Length: > 0 } name ? name : claims.Subject;

    /// <summary>Brokers may put the sector before it: "s00000000:999900006". Only the sector of BSNs will do.</summary>
    private static string BsnIn(string? claim) => claim?.Split(':') switch
    {
        [{ Length: > 0 } bsn] => bsn,
        ["s00000000" or "S00000000", { Length: > 0 } bsn] => bsn,
        _ => throw new SignInRefusedException(SignInRefusedException.Failed, "The provider told no BSN."),
    };

    /// <summary>
    /// None when nobody else is at the keys. A claim that is there and says no BSN lets nobody in: it would make of a delegate the person himself. So does
    /// the standard's own claim for it (RFC 8693, 4.4) where the configuration names another.
    /// </summary>
    private static string? ActingBsn(OidcProvider provider, OidcClaims claims) =>
        claims.One(provider.ActingBsnClaim) is { } acting ? BsnIn(acting)
        : claims.One("act") is null ? null
        : throw new SignInRefusedException(SignInRefusedException.Failed, "Somebody acts for somebody, and the configuration does not say how.");

    private static string Reason(Refusal refusal, OidcProvider provider) =>
        refusal.Is(Refusal.AssuranceTooLow) ? SignInRefusedException.LevelTooLow
        : refusal.Is(Refusal.AccountBlocked) ? SignInRefusedException.Blocked
        : refusal.Is(Refusal.ProviderNotUnique) ? SignInRefusedException.NotUnique
        : refusal.Is(Refusal.BsnInvalid) ? SignInRefusedException.Failed
        : provider.Means == SignInMeans.DigiD ? SignInRefusedException.NoFile
        : SignInRefusedException.Unknown;
}
