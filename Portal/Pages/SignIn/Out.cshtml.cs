using Budget.Core.SignIn;
using Microsoft.AspNetCore.Mvc;
using Portal.Access;
using Portal.Text;

namespace Portal.Pages.SignIn;

/// <summary>Signs out, by a POST only: a link in a mail cannot. First here, and then at the provider that let one in.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class OutModel(SessionCookie cookie, WayOut wayOut) : PortalPage
{
    public WayOut.Answer? AtProvider { get; private set; }

    public IActionResult OnGet() => User.Identity?.IsAuthenticated == true ? LocalRedirect("/") : Page();

    public async Task<IActionResult> OnPost()
    {
        var session = HttpContext.Features.Get<PortalSession>();
        var idToken = await cookie.Close(HttpContext);
        HttpContext.User = new();
        AtProvider = session is null ? null : await wayOut.After(HttpContext, session, idToken);
        return AtProvider is null ? LocalRedirect("/uitloggen")
            : AtProvider.IsPersonal ? Page()
            : Redirect(AtProvider.WithFields);
    }
}
