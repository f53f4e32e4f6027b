using Budget.Core.PersonHeld;
using Portal.Pages.Shared;

namespace Portal.Pages.Helping;

/// <summary>A helper enters what was worked, and sees where each line stands.</summary>
public sealed class HoursModel(ClaimLines lines, EnterClaimLine enter, AnswerClaimLine answerLine, TimeProvider time) : PreparedLinesPage(lines, enter, answerLine, time, "/helpen", "uren")
{
    protected override async Task<ClaimLines.Answer?> Find(ClaimLines lines, string number) => await lines.Of(Me, number, ShownMonth) is { IsHelper: true } answer ? answer : null;
}
