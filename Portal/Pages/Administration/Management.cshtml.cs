using Budget.Core.Management;
using Microsoft.AspNetCore.RateLimiting;
using Portal.Hosting;
using Portal.Text;

namespace Portal.Pages.Administration;

/// <summary>How the support of the municipality goes, as the administrator sees it.</summary>
[EnableRateLimiting(Limits.HeavyWork)]
public sealed class ManagementModel(ManagementOverview overview, TimeProvider time) : ManagementPage(overview, time);
