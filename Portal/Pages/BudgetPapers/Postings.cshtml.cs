using Budget.Core;
using Budget.Core.Statements;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Portal.Hosting;
using Portal.Text;

namespace Portal.Pages.BudgetPapers;

/// <summary>The postings between two days of booking as CSV; without days: all of them.</summary>
[EnableRateLimiting(Limits.HeavyWork)]
public sealed class PostingsModel(BudgetStatement statements) : PortalPage
{
    public async Task<IActionResult> OnGet(string number, string? van, string? tot)
    {
        var (from, until) = (new DateOnly(2000, 1, 1), new DateOnly(2199, 12, 31));
        if ((van is { Length: > 0 } && !DayText.TryParse(van, out from)) || (tot is { Length: > 0 } && !DayText.TryParse(tot, out until)) || until < from)
        {
            return BadRequest();
        }

        return await statements.Of(Me, number, new Period(from, until)) is { } statement
            ? File(PostingsCsv.Write(statement, Culture), "text/csv; charset=utf-8", $"boekingen-{number}.csv")
            : NotFound();
    }
}
