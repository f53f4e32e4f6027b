using Budget.Core.Budgets;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.Finance;

/// <summary>One budget as finance sees it: the same figures as the resident's.</summary>
public sealed class BudgetModel(BudgetOverview budgets) : PortalPage
{
    public BudgetOverview.Answer Answer { get; private set; } = null!;

    /// <param name="voor">Postings before this number: the next page of the history.</param>
    public async Task<IActionResult> OnGet(string number, long? voor)
    {
        if (await budgets.Of(Me, number, voor) is not { } answer)
        {
            return NotFound();
        }

        Answer = answer;
        return Page();
    }
}
