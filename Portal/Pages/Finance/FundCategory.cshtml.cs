using Budget.Core.Funds;
using Microsoft.AspNetCore.RateLimiting;
using Portal.Hosting;
using Portal.Text;

namespace Portal.Pages.Finance;

/// <summary>The budgets behind a line of the fund, with the way to each.</summary>
[EnableRateLimiting(Limits.HeavyWork)]
public sealed class FundCategoryModel(BudgetsOfFund budgets) : FundCategoryPage(budgets);
