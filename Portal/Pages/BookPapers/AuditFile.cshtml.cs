using System.Globalization;
using Budget.Core;
using Budget.Core.Closing;
using Budget.Core.Funds;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Portal.Hosting;
using Portal.Text;

namespace Portal.Pages.BookPapers;

/// <summary>The books of the municipality in a year as an audit file, made while it is sent; without a year: this one.</summary>
[EnableRateLimiting(Limits.HeavyWork)]
public sealed class AuditFileModel(AuditFile file, TimeProvider time) : PortalPage
{
    public IActionResult OnGet(string? jaar)
    {
        var me = Me;
        if (!FundYear.TryParse(jaar, time.Today(), out var year) || year > time.Today().Year)
        {
            return NotFound();
        }

        // Asked first: what is being sent cannot be refused any more.
        return me.MaySeeBooks
            ? new StreamedFile(string.Create(CultureInfo.InvariantCulture, $"auditfile-{me.MunicipalityCode}-{year}.xml"), "application/xml", target => file.Write(me, year, target))
            : Forbid();
    }
}
