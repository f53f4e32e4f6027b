using Budget.Core.Providers;
using Microsoft.AspNetCore.Mvc;
using Portal.Access;
using Portal.Demo;
using Portal.Text;

namespace Portal.Pages.SignIn;

/// <summary>Where one signs in: the ways in that are set up, and with the demo on a button per persona, clearly marked as demo.</summary>
internal sealed class IndexModel(DemoSettings demo, IReadOnlyList<OidcProvider> waysIn, Municipalities municipalities) : PortalPage
{
    public bool IsDemo => demo.Enabled;

    public IReadOnlyList<OidcProvider> WaysIn => waysIn;

    public IReadOnlyList<Municipalities.Answer> Towns { get; private set; } = [];

    /// <summary>The page one came from, to go back to.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Terug { get; set; }

    /// <summary>Set when one was signed in, and too long away.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Verlopen { get; set; }

    public bool IsOver => Verlopen == "ja";

    /// <summary>Somebody ended the session while something was typed.</summary>
    public bool IsEndedElsewhere => Verlopen == "elders";

    public async Task OnGet() => Towns = await municipalities.All();
}
