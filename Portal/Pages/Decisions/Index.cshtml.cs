using Budget.Core;
using Budget.Core.Decisions;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.Decisions;

/// <summary>A decision in plain words: what one gets, how much, from when until when, what it costs, why, and how to object.</summary>
public sealed class IndexModel(DecisionOverview decisions) : PortalPage
{
    public DecisionOverview.Answer Answer { get; private set; } = null!;

    public DecisionText Words => DecisionText.Of(Answer, Culture);

    public bool IsStaff => Me.Role != Role.Resident;

    public async Task<IActionResult> OnGet(string number)
    {
        if (await decisions.Of(Me, number) is not { } answer)
        {
            return NotFound();
        }

        Answer = answer;
        return Page();
    }
}
