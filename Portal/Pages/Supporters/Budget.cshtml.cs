using Budget.Core.Supporters;
using Microsoft.AspNetCore.Mvc;
using Portal.Pages.Shared;

namespace Portal.Pages.Supporters;

/// <summary>One budget as somebody reads along with it: read, prepare hours where that may be, and stop.</summary>
public sealed class BudgetModel(SupportedBudget budgets, EndSupporter end) : ReadingAlongPage(end)
{
    public SupportedBudget.Answer Answer { get; private set; } = null!;

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
