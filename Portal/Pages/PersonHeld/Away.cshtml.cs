using Budget.Core.Mandates;
using Budget.Core.PersonHeld;
using Portal.Pages.Shared;

namespace Portal.Pages.PersonHeld;

/// <summary>The holder says that a helper is ill or away, or back, and finds somebody who stands in.</summary>
public sealed class AwayModel(HelperAbsences absences, SayHelperAway away, SayHelperBack back, KeptActs kept) : AwayPage(absences, away, back, "/pgb")
{
    /// <summary>The holder who looks after hours without who acts by this mandate; none when that may be done.</summary>
    public KeptActs.Keeper? KeptBy { get; private set; }

    protected override async Task<HelperAbsences.Answer?> Find(HelperAbsences absences, string number)
    {
        if (await absences.Of(Me, number) is not { IsHelper: false } answer)
        {
            return null;
        }

        KeptBy = await kept.KeptBy(Me, answer.ResidentId, MandateAct.Hours);
        return answer;
    }
}
