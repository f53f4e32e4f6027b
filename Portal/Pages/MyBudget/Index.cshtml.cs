using Budget.Core.Budgets;
using Portal.Text;

namespace Portal.Pages.MyBudget;

/// <summary>The budgets of a resident, and of whom the resident represents.</summary>
public sealed class IndexModel(BudgetList budgets) : PortalPage
{
    public IReadOnlyList<BudgetList.Item> Budgets { get; private set; } = [];

    public async Task OnGet() => Budgets = await budgets.Of(Me);
}
