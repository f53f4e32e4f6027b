using Budget.Core;
using Budget.Core.Council;
using Budget.Core.Surveys;
using Microsoft.AspNetCore.Mvc;

namespace Portal.Text;

/// <summary>The figures for the Wmo council over a year, and what came of the survey about it; the same for the administrator, the auditor and caseworkers.</summary>
public abstract class CouncilPage(CouncilFigures figures, SurveyResults surveys, TimeProvider time) : PortalPage
{
    /// <summary>None for the last year of which a half may be counted.</summary>
    [BindProperty(SupportsGet = true)]
    public int? Jaar { get; set; }

    public CouncilFigures.Answer Answer { get; private set; } = null!;

    /// <summary>None when there was no survey about that year, or it is still open.</summary>
    public SurveyResults.Answer? Survey { get; private set; }

    /// <summary>Those that can be chosen, the last first.</summary>
    public IReadOnlyList<int> Years => [.. Enumerable.Range(0, CouncilFigures.Years).Select(back => CouncilFigures.LastYear(time.Today()) - back)];

    public async Task<IActionResult> OnGet()
    {
        // What is no year was typed wrong: nothing stands there.
        if (!ModelState.IsValid || await figures.Of(Me, Jaar ?? Years[0]) is not { } answer)
        {
            return NotFound();
        }

        (Answer, Survey) = (answer, await surveys.About(Me, answer.Year));
        return Page();
    }
}

/// <param name="Path">The page that shows them, for the links to other years.</param>
public sealed record CouncilView(CouncilPage Page, string Path);
