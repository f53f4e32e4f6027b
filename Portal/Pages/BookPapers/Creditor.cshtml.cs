using Budget.Core;
using Budget.Core.Payments;
using Budget.Core.Statements;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Portal.Hosting;
using Portal.Text;

namespace Portal.Pages.BookPapers;

/// <summary>The account card of a provider between two days of booking as CSV; without days: of this year.</summary>
[EnableRateLimiting(Limits.HeavyWork)]
public sealed class CreditorModel(CreditorAccount accounts, TimeProvider time) : PortalPage
{
    public async Task<IActionResult> OnGet(Guid id, string? van, string? tot) =>
        AskedPeriod.Read(jaar: null, kwartaal: null, van, tot, time.Today()) is not { } booked ? BadRequest()
            : await accounts.Of(Me, id, booked) is { } card ? File(CreditorCsv.Write(card), "text/csv; charset=utf-8", $"rekeningkaart-{card.Agb}.csv")
            : NotFound();
}
