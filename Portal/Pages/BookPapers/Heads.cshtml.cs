using Budget.Core.Ledger;
using Budget.Core.Statements;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Portal.Hosting;
using Portal.Text;

namespace Portal.Pages.BookPapers;

/// <summary>The heads of all days of the municipality as CSV.</summary>
[EnableRateLimiting(Limits.HeavyWork)]
public sealed class HeadsModel(HeadsOfDays heads) : PortalPage
{
    public async Task<IActionResult> OnGet() => File(HeadsCsv.Write(await heads.All(Me)), "text/csv; charset=utf-8", "controlegetallen.csv");
}
