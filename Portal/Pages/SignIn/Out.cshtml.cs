using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.SignIn;

/// <summary>Signs out, by a POST only: a link in a mail cannot.</summary>
public sealed class OutModel : PortalPage
{
    public IActionResult OnGet() => User.Identity?.IsAuthenticated == true ? LocalRedirect("/") : Page();

    public async Task<IActionResult> OnPost()
    {
        await HttpContext.SignOutAsync();
        return LocalRedirect("/uitloggen");
    }
}
