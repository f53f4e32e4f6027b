using System.Globalization;
using Budget.Core;
using Budget.Core.Funds;
using Budget.Core.Management;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Portal.Hosting;
using Portal.Text;

namespace Portal.Pages.ManagementPapers;

/// <summary>The tables of the management page as CSV; without a year: of today's.</summary>
[EnableRateLimiting(Limits.HeavyWork)]
public sealed class CsvModel(ManagementOverview overview, TimeProvider time) : PortalPage
{
    public async Task<IActionResult> OnGet(string? jaar) =>
        FundYear.TryParse(jaar, time.Today(), out var year) && await overview.Of(Me, year) is { } answer
            ? File(ManagementCsv.Write(answer), "text/csv; charset=utf-8", string.Create(CultureInfo.InvariantCulture, $"sturing-{year}.csv"))
            : NotFound();
}
