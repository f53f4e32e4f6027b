using Budget.Core.PersonHeld;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Portal.Hosting;
using Portal.Text;

namespace Portal.Pages.Helping;

/// <summary>The same as CSV.</summary>
[EnableRateLimiting(Limits.HeavyWork)]
public sealed class GivenCsvModel(HoursGiven given) : PortalPage
{
    public async Task<IActionResult> OnGet() => File(HoursGivenCsv.Write(await given.Of(Me)), "text/csv; charset=utf-8", "gegeven-hulp.csv");
}
