using Budget.Core.HelperPayments;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Portal.Hosting;
using Portal.Text;

namespace Portal.Pages.Finance;

/// <summary>The file itself, as it goes to the SVB. Of one that is not given out the page of the file says why.</summary>
[EnableRateLimiting(Limits.HeavyWork)]
public sealed class SvbFileModel(SvbFile file, SvbOrders orders) : PortalPage
{
    public async Task<IActionResult> OnGet(string number) =>
        await file.Of(Me, number) is { } bytes ? File(bytes, "text/csv; charset=utf-8", $"svb-{number}.csv")
        : await orders.One(Me, number) is { Order.Distrusted: > 0 } ? LocalRedirect($"/financien/svb/{number}") : NotFound();
}
