using Budget.Core;
using Budget.Core.PersonHeld;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.Caseworker;

/// <summary>Hours that wait for a holder who died: a caseworker answers them line by line, as the holder would have.</summary>
public sealed class WaitingHoursModel(HoursLeftBehind hours, AnswerClaimLine answerLine) : PortalPage
{
    public HoursLeftBehind.Answer Answer { get; private set; } = null!;

    [BindProperty] public string? Line { get; set; }
    [BindProperty] public string? Less { get; set; }
    [BindProperty] public string? Why { get; set; }

    public async Task<IActionResult> OnGet(string number) => await Load(number) ? Page() : NotFound();

    public async Task<IActionResult> OnPostApprove(string number) => await Answered(number, AnswerClaimLine.Verdict.Approve);

    public async Task<IActionResult> OnPostChange(string number) => await Answered(number, AnswerClaimLine.Verdict.Change);

    public async Task<IActionResult> OnPostReject(string number) => await Answered(number, AnswerClaimLine.Verdict.Reject);

    private async Task<IActionResult> Answered(string number, AnswerClaimLine.Verdict verdict)
    {
        if (!await Load(number) || !Guid.TryParseExact(Line, "D", out var line))
        {
            return NotFound();
        }

        Quantity? less = Quantity.TryParse(Less, out var volume) ? volume : null;
        Require(verdict != AnswerClaimLine.Verdict.Change || less is not null, nameof(Less), "less-missing");
        if (!ModelState.IsValid)
        {
            return Again();
        }

        // Sent twice it waits no more, and the deed gives its first answer.
        var done = await answerLine.Do(Me, FormKey, new(line, verdict, less, Why ?? ""));
        if (done.IsRefused)
        {
            return await Load(number) ? Refused(done.Refusal!, done.Refusal!.Is(Refusal.ReasonMissing) || done.Refusal!.Is(Refusal.TextTooLong) ? nameof(Why) : verdict == AnswerClaimLine.Verdict.Change ? nameof(Less) : "") : NotFound();
        }

        Tell(verdict == AnswerClaimLine.Verdict.Reject ? "rejected" : "approved", done.Value.Amount);
        return LocalRedirect($"/consulent/hulpvraag/{number}/wachtende-uren");
    }

    private async Task<bool> Load(string number)
    {
        if (await hours.Of(Me, number) is not { } answer)
        {
            return false;
        }

        Answer = answer;
        return true;
    }
}
