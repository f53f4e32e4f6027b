using Budget.Core.Closing;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.Finance;

/// <summary>The draft of closing a year, figure by figure, and the button that does it.</summary>
public sealed class CloseYearModel(BooksOverview books, CloseYear close) : PortalPage
{
    public const int MostShown = 200;

    public CloseYear.Answer Draft { get; private set; } = null!;

    /// <summary>The year that was shown.</summary>
    [BindProperty]
    public int Year { get; set; }

    public async Task<IActionResult> OnGet()
    {
        if ((await books.Of(Me))?.YearToClose is not { } year || await close.Draft(Me, new(year)) is not { IsRefused: false } draft)
        {
            return LocalRedirect("/financien/boeken");
        }

        Draft = draft.Value;
        return Page();
    }

    public async Task<IActionResult> OnPost()
    {
        var closed = await close.Do(Me, FormKey, new(Year));
        if (closed.IsRefused)
        {
            // Whatever made the draft out of date, the books show how it stands now.
            return await OnGet() is LocalRedirectResult ? LocalRedirect("/financien/boeken") : Refused(closed.Refusal!);
        }

        Tell("closed", closed.Value.Year, closed.Value.Returned);
        return LocalRedirect("/financien/boeken");
    }
}
