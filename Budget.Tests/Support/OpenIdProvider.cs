using System.Diagnostics;
using System.Net.Http.Json;

namespace Budget.Tests.Support;

/// <summary>A real OpenID provider (npm oidc-provider) in a process of its own: DigiD, eHerkenning and the work accounts of a municipality in one.</summary>
internal sealed class OpenIdProvider : IAsyncDisposable
{
    /// <summary>With every sign that a careless client forgets to escape.</summary>
    public const string Secret = "a secret of tests & nobody else: 100%";

    private readonly Process server;
    private readonly HttpClient control;

    private OpenIdProvider(Process server, Uri address) => (this.server, Address, control) = (server, address, new HttpClient { BaseAddress = address });

    public Uri Address { get; }

    /// <summary>The settings of a portal that lets people in by this provider.</summary>
    public (string Name, string Value)[] Settings =>
    [
        .. SettingsOf("Oidc", "digid"), .. SettingsOf("OidcProviders", "eherkenning"), .. SettingsOf("OidcStaff", "medewerker"),
        ("Oidc__AcceptedAcr", "substantieel hoog"), ("Oidc__AcceptedAcrOf__0402", "hoog"), ("OidcProviders__AcceptedAcr", "substantieel"), ("OidcStaff__AcceptedAcr", "substantieel"),
        ("OidcStaff__Roles__0", "wmo-consulent = caseworker 0406"), ("OidcStaff__Roles__1", "wmo-financien = finance 0406"),
    ];

    /// <param name="forBrowser">A browser keeps its cookies over plain http only when they are of the same site.</param>
    public static async Task<OpenIdProvider> Start(bool forBrowser = false)
    {
        var started = Process.Start(new ProcessStartInfo("node", [Path.Combine(Repository.Root, "Budget.Tests", "OpenIdProvider", "provider.mjs"), .. forBrowser ? ["browser"] : Array.Empty<string>()])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        started.ErrorDataReceived += static (_, line) => TestContext.Progress.WriteLine(line.Data);
        started.BeginErrorReadLine();
        return new OpenIdProvider(started, new Uri(await started.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The provider did not start: is npm ci done?")));
    }

    public Task MeetsPortalAt(Uri address) => Tell("portal", new { address = address.ToString().TrimEnd('/') });

    /// <summary>Who signs in next, with which claims.</summary>
    /// <param name="beside">Whether the claims come by way of userinfo, and not in the token.</param>
    public Task NextIs(string sub, object claims, string acr = "substantieel", bool deny = false, bool beside = false) => Tell("next", new { sub, claims, acr, deny, beside });

    public Task SignsWithANewKey() => Tell("roll", new { });

    public async ValueTask DisposeAsync()
    {
        control.Dispose();
        server.Kill(entireProcessTree: true);
        await server.WaitForExitAsync();
        server.Dispose();
    }

    private (string, string)[] SettingsOf(string section, string client) =>
        [($"{section}__Authority", Address.ToString()), ($"{section}__ClientId", client), ($"{section}__ClientSecret", Secret), ($"{section}__Scope", "openid person")];

    private async Task Tell(string what, object told) => (await control.PostAsJsonAsync($"/test/{what}", told)).EnsureSuccessStatusCode();
}
