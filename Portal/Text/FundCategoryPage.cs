using Budget.Core.Funds;
using Microsoft.AspNetCore.Mvc;

namespace Portal.Text;

/// <summary>The budgets behind one line of the fund, some at a time; the total below them is always that of all, which is the line they came from.</summary>
public abstract class FundCategoryPage(BudgetsOfFund budgets) : PortalPage
{
    public const int PageSize = 200;

    public BudgetsOfFund.Answer Answer { get; private set; } = null!;

    /// <summary>From 1.</summary>
    public int Number { get; private set; }

    public int Pages => Math.Max(1, (Answer.Budgets.Count + PageSize - 1) / PageSize);

    public IEnumerable<BudgetsOfFund.Item> Shown => Answer.Budgets.Skip((Number - 1) * PageSize).Take(PageSize);

    public async Task<IActionResult> OnGet(int year, string category, int? bladzijde)
    {
        if (await budgets.Of(Me, year, category) is not { } answer)
        {
            return NotFound();
        }

        Answer = answer;
        Number = Math.Clamp(bladzijde ?? 1, 1, Pages);
        return Page();
    }
}
