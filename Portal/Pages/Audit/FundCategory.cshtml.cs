using Budget.Core.Funds;
using Microsoft.AspNetCore.RateLimiting;
using Portal.Hosting;
using Portal.Text;

namespace Portal.Pages.Audit;

/// <summary>The same budgets as finance sees behind a line of the fund, on the auditor's own pages.</summary>
[EnableRateLimiting(Limits.HeavyWork)]
public sealed class FundCategoryModel(BudgetsOfFund budgets) : FundCategoryPage(budgets);
