using Budget.Core;
using Budget.Core.Consent;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Text;

namespace Portal.Pages.ProviderOffice;

/// <summary>What the provider may know of a client, and the way to more when it cannot wait.</summary>
public sealed class ClientModel(ClientFile clients, OpenInEmergency open) : PortalPage
{
    public ClientFile.Answer Answer { get; private set; } = null!;

    /// <summary>Why it cannot wait.</summary>
    [BindProperty]
    public string? Reason { get; set; }

    public async Task<IActionResult> OnGet(Guid id)
    {
        if (await clients.Of(Me, new AssignmentId(id)) is not { } answer)
        {
            return NotFound();
        }

        Answer = answer;
        return Page();
    }

    public async Task<IActionResult> OnPost(Guid id)
    {
        if (await OnGet(id) is not PageResult)
        {
            return NotFound();
        }

        var opened = await open.Do(Me, FormKey, new(new AssignmentId(id), Reason ?? ""));
        if (opened.IsRefused)
        {
            return Refused(opened.Refusal!, nameof(Reason));
        }

        return LocalRedirect($"/aanbieder/client/{id:D}");
    }
}
