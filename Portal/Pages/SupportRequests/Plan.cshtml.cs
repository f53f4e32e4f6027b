using Budget.Core;
using Budget.Core.SupportRequests;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.SupportRequests;

/// <summary>The plan of one's own, with its own clock of seven days.</summary>
public sealed class PlanModel(CaseOverview cases, HandInPlan handIn, TimeProvider time) : PortalPage
{
    public CaseOverview.Answer Answer { get; private set; } = null!;

    [BindProperty]
    public string? Words { get; set; }

    public DateOnly HandInBy => LegalTerm.HandInPlanBy(Answer.Request.SubmittedOn);

    public bool InTime => time.Today() <= HandInBy;

    public async Task<IActionResult> OnGet(string number)
    {
        if (!await Load(number))
        {
            return NotFound();
        }

        Words = Answer.Plan?.Words;
        return Page();
    }

    public async Task<IActionResult> OnPost(string number)
    {
        if (!await Load(number))
        {
            return NotFound();
        }

        Require(!string.IsNullOrWhiteSpace(Words), nameof(Words), "words-missing");
        if (!ModelState.IsValid)
        {
            return Again();
        }

        var handed = await handIn.Do(Me, FormKey, new(number, Words!));
        if (handed.IsRefused)
        {
            return Refused(handed.Refusal!, nameof(Words));
        }

        Tell(handed.Value.InTime ? "handed-in" : "handed-in-late");
        return LocalRedirect($"/hulpvraag/{number}");
    }

    /// <summary>Also after the report: what was being written then is shown again, with why it is too late.</summary>
    private async Task<bool> Load(string number)
    {
        if (await cases.Of(Me, number) is not { } answer)
        {
            return false;
        }

        Answer = answer;
        return true;
    }
}
