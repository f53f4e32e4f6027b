using Budget.Core.Delivery;
using Microsoft.AspNetCore.Mvc;
using Portal.TagHelpers;
using Portal.Text;

namespace Portal.Pages.Caseworker;

/// <summary>A resident asks for a provider without a contract: read it, and answer.</summary>
public sealed class ProposalModel(Proposals proposals, AnswerProposal answer) : PortalPage
{
    private const string Welcome = "welcome", Declined = "declined";

    public ProviderProposal Proposal { get; private set; } = null!;

    [BindProperty] public string? Outcome { get; set; }
    [BindProperty] public string? Answer { get; set; }

    public IReadOnlyList<Choice> Outcomes => [new(Welcome, Text("welcome"), Text("welcome-hint")), new(Declined, Text("declined"), Text("declined-hint"))];

    public async Task<IActionResult> OnGet(Guid id)
    {
        if (await proposals.One(Me, id) is not { } found)
        {
            return NotFound();
        }

        Proposal = found;
        return Page();
    }

    public async Task<IActionResult> OnPost(Guid id)
    {
        if (await proposals.One(Me, id) is not { } found)
        {
            return NotFound();
        }

        Proposal = found;
        Require(Outcome is Welcome or Declined, nameof(Outcome), "outcome-missing");
        Require(!string.IsNullOrWhiteSpace(Answer), nameof(Answer), "answer-missing");
        if (!ModelState.IsValid)
        {
            return Again();
        }

        var answered = await answer.Do(Me, FormKey, new(id, Outcome == Welcome, Answer!));
        if (answered.IsRefused)
        {
            return Refused(answered.Refusal!, nameof(Answer));
        }

        Tell("answered", found.ResidentName);
        return LocalRedirect("/consulent/levering");
    }
}
