using Budget.Core.Residents;
using Budget.Core.SupportRequests;
using Microsoft.AspNetCore.Mvc;

namespace Portal.Pages.SupportRequests;

/// <summary>What should get better, for each part of life that was chosen.</summary>
public sealed class GoalsModel(RequestDraft drafts, MyPeople people) : DraftStep(drafts, people)
{
    /// <summary>In the order of the chosen parts of life.</summary>
    [BindProperty]
    public IList<string?> Goals { get; set; } = [];

    public override RequestStep Step => RequestStep.Goals;

    public IActionResult OnGet()
    {
        Goals = [.. Draft.Needs.Select(need => (string?)need.Goal)];
        return Draft.Needs.Count == 0 ? LocalRedirect(PathOf(RequestStep.Story)) : Page();
    }

    public async Task<IActionResult> OnPost()
    {
        if (Draft.Needs.Count == 0)
        {
            return LocalRedirect(PathOf(RequestStep.Story));
        }

        for (var index = 0; index < Draft.Needs.Count; index++)
        {
            if (string.IsNullOrWhiteSpace(Goals.ElementAtOrDefault(index)))
            {
                ModelState.AddModelError($"Goals[{index}]", Text("goal-missing"));
            }
        }

        return await Keep(Draft with { Needs = [.. Draft.Needs.Select((need, index) => need with { Goal = Goals.ElementAtOrDefault(index) ?? "" })] });
    }
}
