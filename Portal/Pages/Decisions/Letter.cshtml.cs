using Budget.Core;
using Budget.Core.Decisions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Portal.Hosting;
using Portal.Text;

namespace Portal.Pages.Decisions;

/// <summary>The decision as a letter, for the resident and for who decided.</summary>
[EnableRateLimiting(Limits.HeavyWork)]
public sealed class LetterModel(DecisionOverview decisions) : PortalPage
{
    public async Task<IActionResult> OnGet(string number) => await decisions.Of(Me, number) is { } answer
        ? File(DecisionLetter.Write(answer, Culture), "application/pdf", DayText.IsEnglish(Culture) ? $"decision-{number}.pdf" : $"besluit-{number}.pdf")
        : NotFound();
}
