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

    /// <summary>Longer than the field allows finds nothing: a database refuses endless patterns.</summary>
    public async Task OnPost() => Budgets = Search is { Length: > 100 } ? [] : await budgets.Of(Me, Search ?? "");
}
