using Budget.Core;
using Budget.Core.Decisions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Portal.Hosting;
using Portal.Text;

namespace Portal.Pages.Audit;

/// <summary>The letter of a decision, as the resident has it: what a payment rests on. Of other decisions, a refusal among them, there is none here. It leaves a trace in the file of the resident.</summary>
[EnableRateLimiting(Limits.HeavyWork)]
public sealed class DecisionLetterModel(DecisionOverview decisions) : PortalPage
{
    public async Task<IActionResult> OnGet(string number) => await decisions.Of(Me, number) is { } answer
        ? File(DecisionLetter.Write(answer, Culture), "application/pdf", DayText.IsEnglish(Culture) ? $"decision-{number}.pdf" : $"besluit-{number}.pdf")
        : NotFound();
}
