using Budget.Core;
using Budget.Core.SupportRequests;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.Attachments;

/// <summary>
/// A paper that was sent along, to keep and not to show: as a download, under a name of ours and as what its bytes are, and if a browser shows it all
/// the same, in a sandbox in which nothing runs.
/// </summary>
public sealed class PaperModel(Budget.Core.SupportRequests.Attachments attachments) : PortalPage
{
    public async Task<IActionResult> OnGet(Guid id)
    {
        if (await attachments.One(Me, new AttachmentId(id)) is not { } file)
        {
            return NotFound();
        }

        Response.Headers.ContentSecurityPolicy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";
        return File(file.Content, file.What.MediaType(), file.FileName);
    }
}
