using Budget.Core;
using Budget.Core.SignIn;
using Microsoft.AspNetCore.Mvc;
using Portal.Access;
using Portal.Text;

namespace Portal.Pages.Sessions;

/// <summary>Where am I signed in, and an end to it. For everybody who is.</summary>
internal sealed class IndexModel(MySessions sessions, EndSession end) : PortalPage
{
    public IReadOnlyList<MySessions.Item> Sessions { get; private set; } = [];

    public async Task OnGet() => Sessions = await sessions.Of(Me);

    public async Task<IActionResult> OnPostEnd(string? id)
    {
        if (!Guid.TryParseExact(id, "D", out var session) || !await end.Of(Me, new SessionId(session)))
        {
            return NotFound();
        }

        Tell("ended");
        return LocalRedirect("/sessies");
    }

    public async Task<IActionResult> OnPostEndOthers()
    {
        await end.AllBut(Me, User.SessionId());
        Tell("others-ended");
        return LocalRedirect("/sessies");
    }
}
