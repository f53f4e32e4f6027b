using Budget.Core.Supporters;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.Shared;

/// <summary>A case or a budget as somebody reads along with it, who may stop.</summary>
public abstract class ReadingAlongPage(EndSupporter end) : PortalPage
{
    /// <summary>Without looking once more: who wants to stop may do so.</summary>
    public async Task<IActionResult> OnPost(string? id)
    {
        if (!Guid.TryParseExact(id, "D", out var supporter))
        {
            return NotFound();
        }

        // Nobody looked, so there is no page on which to say why.
        if ((await end.Do(Me, FormKey, new(supporter))).IsRefused)
        {
            return NotFound();
        }

        Tell("stopped");
        return LocalRedirect("/meelezen");
    }
}
