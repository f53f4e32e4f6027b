using Budget.Core.Management;
using Microsoft.AspNetCore.RateLimiting;
using Portal.Hosting;
using Portal.Text;

namespace Portal.Pages.Finance;

/// <summary>How the support of the municipality goes, as finance sees it.</summary>
[EnableRateLimiting(Limits.HeavyWork)]
public sealed class ManagementModel(ManagementOverview overview, TimeProvider time) : ManagementPage(overview, time);
