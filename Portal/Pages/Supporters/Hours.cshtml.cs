using Budget.Core.PersonHeld;
using Portal.Pages.Shared;

namespace Portal.Pages.Supporters;

/// <summary>Somebody who reads along with a budget enters hours that came on paper: they wait for the holder.</summary>
public sealed class HoursModel(ClaimLines lines, EnterClaimLine enter, AnswerClaimLine answerLine, TimeProvider time) : PreparedLinesPage(lines, enter, answerLine, time, "/meelezen/zorgovereenkomst", "uren")
{
    protected override async Task<ClaimLines.Answer?> Find(ClaimLines lines, string number) => await lines.Of(Me, number, ShownMonth) is { Prepares: true } answer ? answer : null;
}
