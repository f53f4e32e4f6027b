using Budget.Core.PersonHeld;
using Microsoft.AspNetCore.Mvc;

namespace Portal.Pages.Shared;

/// <summary>Hours that somebody enters for the holder to answer, and may take back until then.</summary>
public abstract class PreparedLinesPage(ClaimLines lines, EnterClaimLine enter, AnswerClaimLine answerLine, TimeProvider time, string path, string page) : EnterLinePage(lines, enter, answerLine, time, path, page)
{
    /// <summary>It waits for the holder.</summary>
    public override bool BooksAtOnce => false;

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
}
