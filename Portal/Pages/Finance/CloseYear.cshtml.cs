using Budget.Core.Closing;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.Finance;

/// <summary>The draft of closing a year, figure by figure, and the button that does it.</summary>
public sealed class CloseYearModel(BooksOverview books, CloseYear close, WaitsOfYear waits) : PortalPage
{
    public const int MostShown = 200;

    public CloseYear.Answer Draft { get; private set; } = null!;

    /// <summary>What is better answered and paid first.</summary>
    public WaitsOfYear.Answer Waits { get; private set; } = null!;

    /// <summary>The year that was shown.</summary>
    [BindProperty]
    public int Year { get; set; }

    public async Task<IActionResult> OnGet()
    {
        if ((await books.Of(Me))?.YearToClose is not { } year)
        {
            return LocalRedirect("/financien/boeken");
        }

        var draft = await close.Draft(Me, new(year));
        if (draft.IsRefused)
        {
            return RefusedAt("/financien/boeken", draft.Refusal!);
        }

        Draft = draft.Value;
        Waits = (await waits.Of(Me, year))!;
        return Page();
    }

    public async Task<IActionResult> OnPost()
    {
        RequireOurForm();
        var closed = await close.Do(Me, FormKey, new(Year));
        if (closed.IsRefused)
        {
            // Whatever made the draft out of date, the books show how it stands now.
            return await OnGet() is LocalRedirectResult ? RefusedAt("/financien/boeken", closed.Refusal!) : Refused(closed.Refusal!);
        }

        Tell("closed", closed.Value.Year, closed.Value.Returned);
        return LocalRedirect("/financien/boeken");
    }
}
