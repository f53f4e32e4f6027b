using Budget.Core;
using Budget.Core.Decisions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Portal.Hosting;
using Portal.Text;

namespace Portal.Pages.Decisions;

/// <summary>The decision on an objection as a letter, once there is one.</summary>
[EnableRateLimiting(Limits.HeavyWork)]
public sealed class ObjectionLetterModel(DecisionOverview decisions) : PortalPage
{
    public async Task<IActionResult> OnGet(string number) => await decisions.Of(Me, number) is { Objection: { Outcome: not null } objection, Decision: var decision }
        ? File(DecisionLetter.OnObjection(decision, objection, Culture), "application/pdf", DayText.IsEnglish(Culture) ? $"objection-{number}.pdf" : $"bezwaar-{number}.pdf")
        : NotFound();
}
