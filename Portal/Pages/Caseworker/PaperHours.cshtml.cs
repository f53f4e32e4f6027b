using Budget.Core.PersonHeld;
using Portal.Pages.Shared;

namespace Portal.Pages.Caseworker;

/// <summary>Hours of one helper that stand on paper: of a holder who died a caseworker enters them, and they are booked at once. Only of days until the death.</summary>
public sealed class PaperHoursModel(ClaimLines lines, EnterClaimLine enter, AnswerClaimLine answerLine, TimeProvider time) : EnterLinePage(lines, enter, answerLine, time, "/consulent/zorgovereenkomsten", "uren")
{
    protected override async Task<ClaimLines.Answer?> Find(ClaimLines lines, string number) => await lines.Of(Me, number, ShownMonth) is { HolderDied: true, IsFixed: false } answer ? answer : null;
}
