using Budget.Core.PersonHeld;
using Microsoft.AspNetCore.Mvc;
using Portal.Pages.Shared;

namespace Portal.Pages.Helping;

/// <summary>A helper enters what was worked, and sees where each line stands.</summary>
public sealed class HoursModel(ClaimLines lines, EnterClaimLine enter, AnswerClaimLine answerLine, TimeProvider time) : EnterLinePage(lines, enter, answerLine, time, "/helpen", "uren")
{
    public async Task<IActionResult> OnPostWithdraw(string number)
    {
        if (!await Load(number))
        {
            return NotFound();
        }

        if (!Guid.TryParseExact(Line, "D", out var line))
        {
            return NotFound();
        }

        var done = await Say(line, AnswerClaimLine.Verdict.Withdraw);
        if (done.IsRefused)
        {
            return Refused(done.Refusal!);
        }

        Tell("withdrawn");
        return LocalRedirect(PathOf(number));
    }

    protected override async Task<ClaimLines.Answer?> Find(ClaimLines lines, string number) => await lines.Of(Me, number) is { IsHelper: true } answer ? answer : null;
}
