using System.Globalization;
using Budget.Core;
using Budget.Core.Statements;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Portal.Hosting;
using Portal.Text;

namespace Portal.Pages.BudgetPapers;

/// <summary>The statement of a year as PDF, for the resident and for staff of the municipality.</summary>
[EnableRateLimiting(Limits.HeavyWork)]
public sealed class StatementModel(BudgetStatement statements, TimeProvider time) : PortalPage
{
    public async Task<IActionResult> OnGet(string number, string? jaar)
    {
        var year = time.Today().Year;
        if (jaar is not null && (!int.TryParse(jaar, NumberStyles.None, CultureInfo.InvariantCulture, out year) || year is < 2000 or > 2100))
        {
            return BadRequest();
        }

        // A year that has not begun has no balance to close.
        if (year > time.Today().Year)
        {
            return NotFound();
        }

        if (await statements.OfYear(Me, number, year) is not { } statement)
        {
            return NotFound();
        }

        var name = DayText.IsEnglish(Culture) ? $"statement-{number}-{year}.pdf" : $"overzicht-{number}-{year}.pdf";
        return File(StatementDocument.Write(statement, Culture), "application/pdf", name);
    }
}
