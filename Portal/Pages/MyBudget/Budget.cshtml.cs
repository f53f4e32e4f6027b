using Budget.Core.Budgets;
using Portal.Text;

namespace Portal.Pages.MyBudget;

/// <summary>One budget as its resident sees it, with what is different since last time.</summary>
public sealed class BudgetModel(BudgetOverview budgets, BalanceOnDay balances, BalanceSince since) : BudgetPage(budgets, balances)
{
    protected override Task<BalanceSince.Answer?> LastTime(string number) => since.Of(Me, number);
}
