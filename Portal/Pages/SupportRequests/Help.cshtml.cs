using Budget.Core.Residents;
using Budget.Core.SupportRequests;
using Microsoft.AspNetCore.Mvc;

namespace Portal.Pages.SupportRequests;

/// <summary>Step 3: who helps already. May stay empty.</summary>
public sealed class HelpModel(RequestDraft drafts, MyPeople people) : DraftStep(drafts, people)
{
    [BindProperty]
    public string? CurrentHelp { get; set; }

    public override int Step => 3;

    public void OnGet() => CurrentHelp = Draft.CurrentHelp;

    public Task<IActionResult> OnPost() => Keep(Draft with { CurrentHelp = CurrentHelp ?? "" });
}
