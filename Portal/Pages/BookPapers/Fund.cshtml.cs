using System.Globalization;
using Budget.Core;
using Budget.Core.Funds;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Portal.Hosting;
using Portal.Text;

namespace Portal.Pages.BookPapers;

/// <summary>The fund of a year as CSV; without a year: that of today.</summary>
[EnableRateLimiting(Limits.HeavyWork)]
public sealed class FundModel(FundOverview fund, TimeProvider time) : PortalPage
{
    public async Task<IActionResult> OnGet(string? jaar)
    {
        if (!FundYear.TryParse(jaar, time.Today(), out var year))
        {
            return NotFound();
        }

        if (await fund.Of(Me, year) is not { } answer)
        {
            return Forbid();
        }

        return answer.Years.Contains(year)
            ? File(FundCsv.Write(answer), "text/csv; charset=utf-8", string.Create(CultureInfo.InvariantCulture, $"fonds-{year}.csv"))
            : NotFound();
    }
}
