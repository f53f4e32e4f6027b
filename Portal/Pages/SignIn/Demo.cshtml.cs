using Budget.Core.Residents;
using Budget.Core.SignIn;
using Microsoft.AspNetCore.Mvc;
using Portal.Access;
using Portal.Demo;
using Portal.Text;

namespace Portal.Pages.SignIn;

/// <summary>Signs a visitor of the demo in as one of the personas. Does not exist when the demo is off.</summary>
internal sealed class DemoModel(DemoSettings demo, SignedInUser users, SessionCookie cookie) : PortalPage
{
    public IActionResult OnGet() => LocalRedirect("/inloggen");

    public async Task<IActionResult> OnPost(string? persona, string? terug)
    {
        if (!demo.Enabled)
        {
            return NotFound();
        }

        // Only the personas of the list: the demo is no way into other accounts.
        if (Persona.All.All(known => known.Login != persona))
        {
            return BadRequest();
        }

        if (await users.ByLogin(persona!) is not { } user)
        {
            return LocalRedirect(SignInRefusedException.Page(SignInRefusedException.Gone, terug));
        }

        if (user.BlockedAt is not null)
        {
            return LocalRedirect(SignInRefusedException.Page(SignInRefusedException.Blocked, terug));
        }

        await cookie.Open(HttpContext, new(user.UserId, Enum.Parse<Budget.Core.Role>(user.Role, ignoreCase: true), SignInMeans.Demo, Assurance: "", Device: ""));
        return LocalRedirect(LocalPath.Or(terug, "/"));
    }
}
