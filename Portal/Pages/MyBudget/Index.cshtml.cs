using Budget.Core.Budgets;
using Portal.Text;

namespace Portal.Pages.MyBudget;

/// <summary>The budgets of a resident, and of whom the resident represents: PVB and PGB, what runs, what is to come and what is over.</summary>
public sealed class IndexModel(AccountOverview account) : PortalPage
{
    public IReadOnlyList<AccountOverview.Item> Budgets { get; private set; } = [];

    public IReadOnlyList<AccountOverview.Item> Running => [.. Budgets.Where(budget => !budget.IsOver && !budget.IsToCome)];

    public IReadOnlyList<AccountOverview.Item> ToCome => [.. Budgets.Where(budget => budget.IsToCome)];

    public IReadOnlyList<AccountOverview.Item> Over => [.. Budgets.Where(budget => budget.IsOver)];

    public async Task OnGet() => Budgets = await account.Of(Me);
}
