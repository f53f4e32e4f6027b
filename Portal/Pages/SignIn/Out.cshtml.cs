using Budget.Core.SignIn;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using Portal.Access;
using Portal.Text;

namespace Portal.Pages.SignIn;

/// <summary>
/// Signs out, by a POST only: a link in a mail cannot. First here, and then at the provider that let one in. The token of the form is looked at here:
/// that of a session that is over is no good any more, and whoever wanted to be out then is out.
/// </summary>
[IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class OutModel(SessionCookie cookie, WayOut wayOut, IAntiforgery antiforgery) : PortalPage
{
    public WayOut.Answer? AtProvider { get; private set; }

    public IActionResult OnGet() => User.Identity?.IsAuthenticated == true ? LocalRedirect("/") : Page();

    public async Task<IActionResult> OnPost()
    {
        if (HttpContext.Features.Get<PortalSession>() is not { } session)
        {
            if (cookie.Of(Request) is not null)
            {
                await cookie.Close(HttpContext);
            }

            return LocalRedirect("/uitloggen");
        }

        // Of whichever of one's files the form was: out is out of both.
        if (!await antiforgery.IsRequestValidAsync(HttpContext) && HttpContext.Features.Get<FormOfAnotherFile>() is null)
        {
            return BadRequest();
        }

        var idToken = await cookie.Close(HttpContext);
        HttpContext.User = new();
        AtProvider = await wayOut.After(HttpContext, session, idToken);
        return AtProvider is null ? LocalRedirect("/uitloggen")
            : AtProvider.IsPersonal ? Page()
            : Redirect(AtProvider.WithFields);
    }
}
