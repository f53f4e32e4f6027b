using Microsoft.AspNetCore.Mvc;
using Portal.Demo;
using Portal.Text;

namespace Portal.Pages.SignIn;

/// <summary>Where one signs in. With the demo on: a button per persona, clearly marked as demo.</summary>
internal sealed class IndexModel(DemoSettings demo) : PortalPage
{
    public bool IsDemo => demo.Enabled;

    /// <summary>The page one came from, to go back to.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Terug { get; set; }
}
