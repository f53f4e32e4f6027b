using Budget.Core.Configuration;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.Towns;

/// <summary>The logo of a municipality: whoever may see the portal may see it.</summary>
public sealed class LogoModel(OwnMunicipality municipality) : PortalPage
{
    public async Task<IActionResult> OnGet(string town)
    {
        if (await municipality.Logo(town) is not { } logo)
        {
            return NotFound();
        }

        // The address carries the version.
        Response.Headers.CacheControl = "public, max-age=86400";
        return File(logo, "image/png");
    }
}
