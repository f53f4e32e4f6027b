using Budget.Core.Configuration;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.Towns;

/// <summary>The four shades that the portal draws with, in the colour of a municipality: a sheet of its own, since nothing stands inline.</summary>
public sealed class StyleModel(ContactPoints towns) : PortalPage
{
    public async Task<IActionResult> OnGet(string town)
    {
        if ((await towns.All()).FirstOrDefault(one => one.Code == town) is not { } found || !TownColour.TryParse(found.Colour, out var colour))
        {
            return NotFound();
        }

        // The address carries the version.
        Response.Headers.CacheControl = "public, max-age=86400";
        return Content($".voorbeeld-theme {{ --er-teal-900: {colour.Dark}; --er-teal-700: {colour}; --er-teal-200: {colour.Light}; --er-teal-100: {colour.Lightest}; }}\n", "text/css; charset=utf-8");
    }
}
