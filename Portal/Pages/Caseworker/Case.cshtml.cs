using Budget.Core.SupportRequests;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.Caseworker;

/// <summary>One case of the own municipality: what was asked, found and decided, and what we have to do before which date.</summary>
public sealed class CaseModel(CaseOverview cases) : PortalPage
{
    public CaseOverview.Answer Answer { get; private set; } = null!;

    public async Task<IActionResult> OnGet(string number)
    {
        if (await cases.Of(Me, number) is not { } answer)
        {
            return NotFound();
        }

        Answer = answer;
        return Page();
    }
}
