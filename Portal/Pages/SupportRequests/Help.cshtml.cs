using Budget.Core.Residents;
using Budget.Core.SupportRequests;
using Microsoft.AspNetCore.Mvc;

namespace Portal.Pages.SupportRequests;

/// <summary>What one can do oneself, who helps already and what those need, and what was tried. All may stay empty.</summary>
public sealed class HelpModel(RequestDraft drafts, MyPeople people) : DraftStep(drafts, people)
{
    [BindProperty]
    public string? OwnStrength { get; set; }

    [BindProperty]
    public string? CurrentHelp { get; set; }

    [BindProperty]
    public string? CarerNeeds { get; set; }

    [BindProperty]
    public string? Tried { get; set; }

    public override RequestStep Step => RequestStep.Help;

    protected override object PartOf(RequestContent draft) => new { draft.OwnStrength, draft.CurrentHelp, draft.CarerNeeds, draft.Tried };

    public void OnGet() => (OwnStrength, CurrentHelp, CarerNeeds, Tried) = (Draft.OwnStrength, Draft.CurrentHelp, Draft.CarerNeeds, Draft.Tried);

    public Task<IActionResult> OnPost() => Keep(kept => kept with { OwnStrength = OwnStrength ?? "", CurrentHelp = CurrentHelp ?? "", CarerNeeds = CarerNeeds ?? "", Tried = Tried ?? "" });
}
