namespace Portal.Access;

/// <summary>
/// How each cookie of the portal is called and kept: over https <c>__Host-</c> and Secure. Browsers refuse that prefix on plain loopback, so in
/// Development it goes without. One rule for all of them.
/// </summary>
internal sealed class CookieRule(IHostEnvironment environment)
{
    private readonly bool overHttps = !environment.IsDevelopment();

    public CookieSecurePolicy Policy => overHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;

    public string Name(string name) => overHttps ? $"__Host-{name}" : name;

    public CookieOptions Options(HttpRequest request) => new()
    {
        HttpOnly = true,
        Secure = overHttps || request.IsHttps,
        SameSite = SameSiteMode.Lax,
        IsEssential = true,
        Path = "/",
    };
}
