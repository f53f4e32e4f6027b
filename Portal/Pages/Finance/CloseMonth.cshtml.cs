using Budget.Core;
using Budget.Core.Closing;
using Budget.Core.Ledger;
using Budget.Core.PersonHeld;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.Finance;

/// <summary>Closes the first open month, after showing what will stand in it for good.</summary>
public sealed class CloseMonthModel(BooksOverview books, TrialBalance balances, CloseMonth close, TimeProvider time) : PortalPage
{
    public DateOnly EndsOn { get; private set; }

    public Balance Balance { get; private set; } = Balance.Empty;

    /// <summary>The last day on which providers can declare the month in time (the end of the next month); none when that has passed.</summary>
    public DateOnly? DeclareUntil => Period.MonthOf(EndsOn.AddDays(1)).EndsOn is var last && last >= time.Today() ? last : null;

    /// <summary>The last day on which helpers of PGBs can hand in the month in time; none when that has passed.</summary>
    public DateOnly? ClaimUntil => EndsOn.AddDays(7 * ClaimLines.HelperWeeks) is var last && last >= time.Today() ? last : null;

    /// <summary>The month that was shown: a second tab must not close another one than it says.</summary>
    [BindProperty]
    public DateOnly Month { get; set; }

    public async Task<IActionResult> OnGet()
    {
        if ((await books.Of(Me))?.MonthToClose is not { } month)
        {
            return LocalRedirect("/financien/boeken");
        }

        await Show(month);
        return Page();
    }

    public async Task<IActionResult> OnPost()
    {
        RequireOurForm();
        var closed = await close.Do(Me, FormKey, new(Month));
        if (closed.IsRefused)
        {
            // Somebody else was first, or the ledger has a fault: the page shows what can be closed now.
            if ((await books.Of(Me))?.MonthToClose is not { } month)
            {
                return RefusedAt("/financien/boeken", closed.Refusal!);
            }

            await Show(month);
            return Refused(closed.Refusal!);
        }

        Tell("closed", closed.Value.EndsOn.MonthName(Culture));
        return LocalRedirect("/financien/boeken");
    }

    private async Task Show(DateOnly endsOn)
    {
        EndsOn = endsOn;
        Balance = (await balances.On(Me, endsOn))?.ByCare ?? Balance.Empty;
    }
}
