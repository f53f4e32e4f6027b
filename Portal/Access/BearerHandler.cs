using System.Security.Claims;
using System.Text.Encodings.Web;
using Budget.Core.Audit;
using Budget.Core.Couplings;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using Portal.Api;

namespace Portal.Access;

/// <summary>
/// Which program asks? Under /api the token in the Authorization header says it, and nothing else: no cookie works there, so no other site can send anything in somebody's name; and no token works anywhere
/// else. The database says whose it is, at every request. Refusals are those of RFC 6750.
/// </summary>
internal sealed class BearerHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory log, UrlEncoder encoder, CouplingOfToken couplings, KeepRefusal refused)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, log, encoder)
{
    public new const string Scheme = "koppeling";

    /// <summary>The claim of what it may, once for each scope. Its policies are named as the scopes are.</summary>
    public const string Scope = "scope";

    private const string Prefix = "Bearer ";
    private const string Realm = "Bearer realm=\"eigenregie\"";

    private bool cameWithToken;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers.Authorization is not [{ Length: <= 200 } header] || !header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            return AuthenticateResult.NoResult();
        }

        cameWithToken = true;
        return await couplings.Find(header[Prefix.Length..].Trim()) is { } coupling
            ? AuthenticateResult.Success(new AuthenticationTicket(SignedIn.Program(coupling), Scheme))
            : AuthenticateResult.NoResult();
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = cameWithToken ? $"{Realm}, error=\"invalid_token\"" : Realm;
        return (cameWithToken ? Problem.TokenOver : Problem.NotKnown).Write(Context);
    }

    protected override async Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        var needed = Context.GetEndpoint()?.Metadata.GetMetadata<IAuthorizeData>()?.Policy ?? "";
        Response.Headers.WWWAuthenticate = $"{Realm}, error=\"insufficient_scope\", scope=\"{needed}\"";
        // The route, not the address.
        await refused.Of(Context.User.ToActor(), (Context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "");
        await Problem.NotAllowed.Write(Context);
    }
}
