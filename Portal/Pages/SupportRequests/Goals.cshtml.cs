using Budget.Core.Residents;
using Budget.Core.SupportRequests;
using Microsoft.AspNetCore.Mvc;

namespace Portal.Pages.SupportRequests;

/// <summary>Step 2: what should get better, for each part of life that was chosen.</summary>
public sealed class GoalsModel(RequestDraft drafts, MyPeople people) : DraftStep(drafts, people)
{
    /// <summary>In the order of the chosen parts of life.</summary>
    [BindProperty]
    public IList<string?> Goals { get; set; } = [];

    public override int Step => 2;

    public IActionResult OnGet()
    {
        Goals = [.. Draft.Needs.Select(need => (string?)need.Goal)];
        return Draft.Needs.Count == 0 ? LocalRedirect(PathOf(1)) : Page();
    }

    public async Task<IActionResult> OnPost()
    {
        if (Draft.Needs.Count == 0)
        {
            return LocalRedirect(PathOf(1));
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
