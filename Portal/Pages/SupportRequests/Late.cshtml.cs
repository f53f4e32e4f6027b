using Budget.Core;
using Budget.Core.SupportRequests;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.SupportRequests;

/// <summary>The letter that says that the decision is late, ready to send, and what one can do after it. Only when it is, or was said.</summary>
public sealed class LateModel(CaseOverview cases, GiveNotice give, TimeProvider time) : PortalPage
{
    public CaseOverview.Answer Answer { get; private set; } = null!;

    private DateOnly GivenOn => Answer.Notice?.GivenOn ?? time.Today();

    public DateOnly DecideBy => Answer.Notice?.DecideBy ?? LateDecision.DecideBy(time.Today());

    public bool HasPenalty => LateDecision.HasPenalty(GivenOn);

    public Money Penalty => LateDecision.PenaltyBy(GivenOn, Answer.Facts.DecidedOn, time.Today());

    public Money MostPenalty => LateDecision.Most(GivenOn);

    /// <summary>The two weeks went by as well: a court may be asked (Awb 6:12 lid 2).</summary>
    public bool IsOver => DecideBy < time.Today();

    public bool IsDecided => Answer.Facts.DecidedOn is not null;

    /// <summary>Only when there is something to say: it is late, or was said to be.</summary>
    public async Task<IActionResult> OnGet(string number) =>
        await Load(number) && IsThere(Answer) ? Page() : NotFound();

    /// <summary>It was sent, or can be sent today.</summary>
    internal static bool IsThere(CaseOverview.Answer answer) => answer.Notice is not null || answer.Progress is { Step: CaseStep.Decide, IsLate: true };

    public async Task<IActionResult> OnPost(string number)
    {
        if (!await Load(number))
        {
            return NotFound();
        }

        var given = await give.Do(Me, FormKey, new(number));
        if (given.IsRefused)
        {
            return RefusedAt($"/hulpvraag/{number}", given.Refusal!);
        }

        Tell("given", DecideBy.InWords(Culture));
        return LocalRedirect($"/hulpvraag/{number}");
    }

    private async Task<bool> Load(string number)
    {
        if (await cases.Of(Me, number) is not { Application: not null } answer)
        {
            return false;
        }

        Answer = answer;
        return true;
    }
}
