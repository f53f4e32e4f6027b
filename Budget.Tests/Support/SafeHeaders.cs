namespace Budget.Tests.Support;

/// <summary>The headers that keep a visitor safe, on every answer of the portal whatever its status (docs/security.md says which answers are not the portal's).</summary>
internal static class SafeHeaders
{
    private static readonly (string Name, string Value)[] All =
    [
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
        ("Server", ""),
        ("X-Powered-By", ""),
    ];

    public static void AreOn(Client.Answer answer)
    {
        Assert.That(All.Select(one => (one.Name, answer.Header(one.Name))), Is.EqualTo(All));
        Assert.That(answer.Header("Content-Security-Policy"), Does.StartWith("default-src 'none'; ").And.Contain("; frame-ancestors 'none'").And.Not.Contain("unsafe"));
    }
}
