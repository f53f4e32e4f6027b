using System.Globalization;
using Budget.Core;
using Budget.Core.Ledger;
using Budget.Core.Statements;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Portal.Hosting;
using Portal.Text;

namespace Portal.Pages.BookPapers;

/// <summary>What stands on each budget of the municipality on a day, as CSV; without a day: today.</summary>
[EnableRateLimiting(Limits.HeavyWork)]
public sealed class BalancesModel(BalancesOfBudgets balances, TimeProvider time) : PortalPage
{
    public async Task<IActionResult> OnGet(string? dag)
    {
        var day = time.Today();
        if (dag is { Length: > 0 } && !DayText.TryParse(dag, out day))
        {
            return BadRequest();
        }

        return await balances.On(Me, day) is { } lines
            ? File(BalancesCsv.Write(lines), "text/csv; charset=utf-8", string.Create(CultureInfo.InvariantCulture, $"saldi-{day:yyyy-MM-dd}.csv"))
            : Forbid();
    }
}
