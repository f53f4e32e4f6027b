using System.Globalization;
using Budget.Core;
using Budget.Core.Council;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Portal.Hosting;
using Portal.Text;

namespace Portal.Pages.CouncilPapers;

/// <summary>The figures for the council over a year as CSV; without a year: the last of which a half may be counted.</summary>
[EnableRateLimiting(Limits.HeavyWork)]
public sealed class FiguresModel(CouncilFigures figures, TimeProvider time) : PortalPage
{
    public async Task<IActionResult> OnGet(int? jaar) => ModelState.IsValid && await figures.Of(Me, jaar ?? CouncilFigures.LastYear(time.Today())) is { } answer
        ? File(CouncilCsv.Write(answer), "text/csv; charset=utf-8", string.Create(CultureInfo.InvariantCulture, $"raadscijfers-{answer.Year}.csv"))
        : NotFound();
}
