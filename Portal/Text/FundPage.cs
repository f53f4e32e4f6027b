using Budget.Core;
using Budget.Core.Funds;
using Microsoft.AspNetCore.Mvc;

namespace Portal.Text;

/// <summary>The fund of one year: what was put aside by product category, and what became of it; the same for finance, who puts money aside, and the auditor, who reads.</summary>
public abstract class FundPage(FundOverview fund, FundBudgets budgets, TimeProvider time) : PortalPage
{
    public FundOverview.Answer Fund { get; private set; } = null!;

    /// <summary>What was said of this year, the newest first.</summary>
    public IReadOnlyList<FundBudgets.Change> Changes { get; private set; } = [];

    /// <summary>Which year; without it that of today.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Jaar { get; set; }

    public async Task<IActionResult> OnGet() => await Load() ?? Page();

    /// <returns>None when there is a year to show; otherwise what is answered instead.</returns>
    protected async Task<IActionResult?> Load()
    {
        if (!FundYear.TryParse(Jaar, time.Today(), out var year))
        {
            return NotFound();
        }

        if (await fund.Of(Me, year) is not { } answer)
        {
            return Forbid();
        }

        // Also of a form that somebody made by hand.
        if (!answer.Years.Contains(year))
        {
            return NotFound();
        }

        (Fund, Changes) = (answer, await budgets.Of(Me, year));
        return null;
    }
}
