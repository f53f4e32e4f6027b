using Budget.Core.Budgets;
using Portal.Text;

namespace Portal.Pages.Audit;

/// <summary>One budget as the auditor sees it: everything, and nothing to change.</summary>
public sealed class BudgetModel(BudgetOverview budgets, BalanceOnDay balances) : BudgetPage(budgets, balances);
