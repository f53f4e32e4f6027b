using Budget.Core;
using Budget.Core.Closing;
using Budget.Core.Ledger;
using Microsoft.AspNetCore.Mvc;

namespace Portal.Text;

/// <summary>
/// The books of the municipality: what stands on its accounts on any day, how far they are closed, and the head of that day; the same for
/// finance, who closes them, and the auditor, who reads.
/// </summary>
public abstract class BooksPage(BooksOverview books, TrialBalance balances, HeadsOfDays heads, StandingFaults faults, TimeProvider time) : PortalPage
{
    public BooksOverview.Answer Books { get; private set; } = null!;

    public IReadOnlyList<StandingFaults.Answer> StandingFaults { get; private set; } = [];

    /// <summary>None when what was typed is no day.</summary>
    public TrialBalance.Answer? Balances { get; private set; }

    /// <summary>The head of the day, or the last before it.</summary>
    public HeadsOfDays.Head? Head { get; private set; }

    public DateOnly Today { get; } = time.Today();

    /// <summary>What was typed as a day.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Dag { get; set; }

    /// <param name="voor">Closed months that ended before this day: the next page of them.</param>
    public async Task<IActionResult> OnGet(string? voor)
    {
        if (await books.Of(Me, DayText.TryParse(voor, out var before) ? before : null) is not { } answer)
        {
            return Forbid();
        }

        (Books, StandingFaults) = (answer, await faults.Of(Me));
        var day = Today;
        if (!string.IsNullOrWhiteSpace(Dag) && !DayText.TryParse(Dag, out day))
        {
            // The field stands in a partial, whose model calls it Page.Dag.
            ModelState.AddModelError("Page.Dag", Text("day-missing"));
            return Again();
        }

        Balances = await balances.On(Me, day);
        Head = await heads.UpTo(Me, day);
        return Page();
    }
}
