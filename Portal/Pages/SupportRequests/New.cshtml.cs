using Budget.Core.Residents;
using Budget.Core.SupportRequests;
using Microsoft.AspNetCore.Mvc;
using Portal.TagHelpers;

namespace Portal.Pages.SupportRequests;

/// <summary>What is the matter, in own words, and which parts of life it is about.</summary>
public sealed class NewModel(RequestDraft drafts, MyPeople people) : DraftStep(drafts, people)
{
    [BindProperty]
    public string? OwnWords { get; set; }

    [BindProperty]
    public IList<string> Domains { get; set; } = [];

    public override RequestStep Step => RequestStep.Story;

    protected override object PartOf(RequestContent draft) => new { draft.OwnWords, Domains = draft.Needs.Select(need => need.Domain) };

    public IReadOnlyList<Choice> Choices =>
        [.. Enum.GetNames<LifeDomain>().Select(domain => new Choice(domain, Text($"domain-{domain}"), Text($"domain-{domain}-hint")))];

    public void OnGet()
    {
        OwnWords = Draft.OwnWords;
        Domains = [.. Draft.Needs.Select(need => need.Domain.ToString())];
    }

    public Task<IActionResult> OnPost()
    {
        if (string.IsNullOrWhiteSpace(OwnWords))
        {
            ModelState.AddModelError(nameof(OwnWords), Text("own-words-missing"));
        }

        var domains = Enum.GetValues<LifeDomain>().Where(domain => Domains.Contains(domain.ToString())).ToList();
        if (domains.Count == 0)
        {
            ModelState.AddModelError(nameof(Domains), Text("domains-missing"));
        }

        // Goals that were typed before stay with their part of life.
        return Keep(Draft with
        {
            OwnWords = OwnWords ?? "",
            // A step with a mistake takes no goal away.
            Needs = domains.Count == 0 ? Draft.Needs : [.. domains.Select(domain => Draft.Needs.FirstOrDefault(need => need.Domain == domain) ?? new SupportNeed(domain, ""))],
        });
    }
}
