using Budget.Core;
using Budget.Core.Closing;
using Budget.Core.Ledger;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.Finance;

/// <summary>The books of the municipality: what stands on its accounts on any day, how far they are closed, and the last head of the ledger.</summary>
public sealed class BooksModel(BooksOverview books, TrialBalance balances, StandingFaults faults, TimeProvider time) : PortalPage
{
    public BooksOverview.Answer Books { get; private set; } = null!;

    /// <summary>None when what was typed is no day.</summary>
    public TrialBalance.Answer? Balances { get; private set; }

    public IReadOnlyList<StandingFaults.Answer> StandingFaults { get; private set; } = [];

    [BindProperty(SupportsGet = true)]
    public string? Dag { get; set; }

    public async Task<IActionResult> OnGet()
    {
        if (await books.Of(Me) is not { } answer)
        {
            return Forbid();
        }

        (Books, StandingFaults) = (answer, await faults.Of(Me));
        var day = time.Today();
        if (!string.IsNullOrWhiteSpace(Dag) && !DayText.TryParse(Dag, out day))
        {
            ModelState.AddModelError(nameof(Dag), Text("day-missing"));
            return Again();
        }

        Balances = await balances.On(Me, day);
        return Page();
    }
}
