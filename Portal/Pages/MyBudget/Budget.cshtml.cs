using Budget.Core.Budgets;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.MyBudget;

/// <summary>One budget: what was granted, what is reserved, spent and available, and every posting in plain words.</summary>
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
