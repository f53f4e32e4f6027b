using Budget.Core.Funds;
using Microsoft.AspNetCore.RateLimiting;
using Portal.Hosting;
using Portal.Text;

namespace Portal.Pages.Audit;

/// <summary>The fund of a year as the auditor sees it: everything, and nothing to change.</summary>
[EnableRateLimiting(Limits.HeavyWork)]
public sealed class FundModel(FundOverview fund, FundBudgets budgets, TimeProvider time) : FundPage(fund, budgets, time);
