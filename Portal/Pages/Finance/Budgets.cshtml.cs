using Budget.Core.Budgets;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.Finance;

/// <summary>The budgets of the municipality. A search is a POST: names do not belong in addresses and logs.</summary>
public sealed class BudgetsModel(BudgetList budgets) : PortalPage
{
    public IReadOnlyList<BudgetList.Item> Budgets { get; private set; } = [];

    [BindProperty]
    public string? Search { get; set; }

    public async Task OnGet() => Budgets = await budgets.Of(Me);

    public async Task OnPost() => Budgets = await budgets.Of(Me, Search ?? "");
}
