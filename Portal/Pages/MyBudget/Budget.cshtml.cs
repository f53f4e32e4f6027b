using Budget.Core.Budgets;
using Portal.Text;

namespace Portal.Pages.MyBudget;

/// <summary>One budget as its resident sees it.</summary>
public sealed class BudgetModel(BudgetOverview budgets, BalanceOnDay balances) : BudgetPage(budgets, balances);
