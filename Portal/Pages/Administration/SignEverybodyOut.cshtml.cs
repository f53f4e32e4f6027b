using Budget.Core.SignIn;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.Administration;

/// <summary>Ends every session of the municipality, after asking whether one is sure.</summary>
internal sealed class SignEverybodyOutModel(EndSessionsOfOthers end) : PortalPage
{
    public async Task<IActionResult> OnPost()
    {
        Tell("done", await end.OfEverybody(Me));
        return LocalRedirect("/beheer/accounts");
    }
}
