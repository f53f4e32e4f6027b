using Budget.Core;
using Budget.Core.Residents;
using Budget.Core.SupportRequests;
using Microsoft.AspNetCore.Mvc;
using Portal.TagHelpers;

namespace Portal.Pages.SupportRequests;

/// <summary>What should get better, for each part of life that was chosen.</summary>
public sealed class GoalsModel(RequestDraft drafts, MyPeople people) : DraftStep(drafts, people)
{
    /// <summary>In the order of the chosen parts of life.</summary>
    [BindProperty]
    public IList<string?> Goals { get; set; } = [];

    /// <summary>Under which part of life each goal stood in the form.</summary>
    [BindProperty]
    public IList<string> Domains { get; set; } = [];

    public override RequestStep Step => RequestStep.Goals;

    protected override object PartOf(RequestContent draft) => draft.Needs;

    public IActionResult OnGet()
    {
        Goals = [.. Draft.Needs.Select(need => (string?)need.Goal)];
        return Draft.Needs.Count == 0 ? LocalRedirect(PathOf(RequestStep.Story)) : Page();
    }

    /// <summary>
    /// Each goal by the part of life it stood under: another window may have chosen others meanwhile. What was typed under one that is no longer chosen brings it back, so that
    /// nothing is lost.
    /// </summary>
    public async Task<IActionResult> OnPost()
    {
        var typed = Domains.Zip(Goals, (domain, goal) => (Domain: Choice.Of<LifeDomain>(domain), Goal: goal ?? "")).Where(one => one.Domain is not null)
            .DistinctBy(one => one.Domain).ToDictionary(one => one.Domain!.Value, one => one.Goal);
        List<SupportNeed> NeedsOf(RequestContent draft) =>
        [
            .. draft.Needs.Select(need => need with { Goal = typed.GetValueOrDefault(need.Domain, need.Goal) })
                .Concat(typed.Where(one => one.Value.Length > 0 && draft.Needs.All(need => need.Domain != one.Key)).Select(one => new SupportNeed(one.Key, one.Value)))
                .OrderBy(need => need.Domain),
        ];

        var needs = NeedsOf(Draft);
        if (needs.Count == 0)
        {
            return LocalRedirect(PathOf(RequestStep.Story));
        }

        ModelState.Clear();
        foreach (var (need, index) in needs.Select((need, index) => (need, index)).Where(one => TypedText.Seen(one.need.Goal).Length == 0))
        {
            ModelState.AddModelError($"Goals[{index}]", Text("goal-missing", Text($"domain-{need.Domain}")));
        }

        var kept = await Keep(draft => draft with { Needs = NeedsOf(draft) });
        Goals = [.. Draft.Needs.Select(need => (string?)need.Goal)];
        return kept;
    }
}
