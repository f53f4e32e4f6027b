using Budget.Core.PersonHeld;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.Caseworker;

/// <summary>The approved care agreements of one PGB, and what was claimed on them.</summary>
public sealed class BudgetAgreementsModel(CareAgreements agreements) : PortalPage
{
    public CareAgreements.OneBudget Answer { get; private set; } = null!;

    public async Task<IActionResult> OnGet(string number)
    {
        if (await agreements.OfBudget(Me, number) is not { } answer)
        {
            return NotFound();
        }

        Answer = answer;
        return Page();
    }
}
