using Budget.Core.SupportRequests;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.Caseworker;

/// <summary>One case of the own municipality: what was asked, found and decided, and what we have to do before which date.</summary>
public sealed class CaseModel(CaseOverview cases, Budget.Core.SupportRequests.Attachments attachments) : PortalPage
{
    public CaseOverview.Answer Answer { get; private set; } = null!;

    public IReadOnlyList<Budget.Core.SupportRequests.Attachments.Item> Papers { get; private set; } = [];

    public async Task<IActionResult> OnGet(string number)
    {
        if (await cases.Of(Me, number) is not { } answer)
        {
            return NotFound();
        }

        Answer = answer;
        Papers = await attachments.Of(Me, number);
        return Page();
    }
}
