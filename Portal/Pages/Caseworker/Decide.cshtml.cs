using Budget.Core.Decisions;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.Caseworker;

/// <summary>First the kind of the decision: what can be decided on this request now, and what each does.</summary>
public sealed class DecideModel(RequestToDecide requests) : PortalPage
{
    public RequestToDecide.Answer Answer { get; private set; } = null!;

    public IEnumerable<DecisionKind> Possible => Enum.GetValues<DecisionKind>().Where(Answer.May);

    public static string PathTo(DecisionKind kind, string number) => kind is DecisionKind.Refuse or DecisionKind.Withdraw or DecisionKind.Recovery
        ? $"/consulent/hulpvraag/{number}/besluit/zonder-budget?soort={kind}"
        : $"/consulent/hulpvraag/{number}/besluit/voorziening?soort={kind}";

    public async Task<IActionResult> OnGet(string number)
    {
        if (await requests.Of(Me, number) is not { } answer)
        {
            return NotFound();
        }

        Answer = answer;
        return Page();
    }
}
