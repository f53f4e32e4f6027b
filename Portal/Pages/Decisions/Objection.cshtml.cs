using Budget.Core;
using Budget.Core.Decisions;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.Decisions;

/// <summary>The objection of a resident: the form, and when it was sent its number, what happens next and by when.</summary>
public sealed class ObjectionModel(DecisionOverview decisions, ObjectToDecision objectTo) : PortalPage
{
    public DecisionOverview.Answer Answer { get; private set; } = null!;

    public DateOnly DecideBy => Answer.DecideObjectionBy;

    [BindProperty] public string? Words { get; set; }
    [BindProperty] public string? LateReason { get; set; }

    public async Task<IActionResult> OnGet(string number) => await Load(number) ? Page() : NotFound();

    public async Task<IActionResult> OnPost(string number)
    {
        if (!await Load(number))
        {
            return NotFound();
        }

        Require(!string.IsNullOrWhiteSpace(Words), nameof(Words), "words-missing");
        Require(Answer.IsInTime || Answer.Objection is not null || !string.IsNullOrWhiteSpace(LateReason), nameof(LateReason), "late-reason-missing");
        if (!ModelState.IsValid)
        {
            return Again();
        }

        var objected = await objectTo.Do(Me, FormKey, new(number, Words!, LateReason ?? ""));
        if (objected.IsRefused)
        {
            return objected.Refusal!.Is(Refusal.AlreadyObjected) && await Load(number)
                ? Refused(objected.Refusal!)
                : Refused(objected.Refusal!, objected.Refusal!.Is(Refusal.TextTooLong) && Words!.Length <= Budget.Core.SupportRequests.RequestContent.LongestText ? nameof(LateReason) : nameof(Words));
        }

        Tell("sent", objected.Value.ObjectionNumber);
        return LocalRedirect($"/besluit/{number}/bezwaar");
    }

    private async Task<bool> Load(string number)
    {
        if (await decisions.Of(Me, number) is not { } answer)
        {
            return false;
        }

        Answer = answer;
        return true;
    }
}
