using Budget.Core.Budgets;
using Portal.Text;

namespace Portal.Pages.Finance;

/// <summary>One budget as finance sees it: the same figures as the resident's, and the way to propose the correction of a posting.</summary>
public sealed class BudgetModel(BudgetOverview budgets, BalanceOnDay balances) : BudgetPage(budgets, balances);
