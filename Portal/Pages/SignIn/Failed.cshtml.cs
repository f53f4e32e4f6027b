using Microsoft.AspNetCore.Mvc;
using Portal.Access;
using Portal.Text;

namespace Portal.Pages.SignIn;

/// <summary>Why signing in did not work, and what one can do. The reason is one of a closed list; any other reads as "mislukt".</summary>
internal sealed class FailedModel : PortalPage
{
    [BindProperty(SupportsGet = true)]
    public string? Reden { get; set; }

    /// <summary>The page one was going to.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Terug { get; set; }

    public string Reason => SignInRefusedException.Reasons.Contains(Reden ?? "") ? Reden! : SignInRefusedException.Failed;

    public void OnGet() => Response.StatusCode = StatusCodes.Status403Forbidden;
}
