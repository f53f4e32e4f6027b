using Budget.Core.PersonHeld;
using Portal.Pages.Shared;

namespace Portal.Pages.Helping;

/// <summary>A helper says to be ill or away, or back.</summary>
public sealed class AwayModel(HelperAbsences absences, SayHelperAway away, SayHelperBack back) : AwayPage(absences, away, back, "/helpen")
{
    protected override async Task<HelperAbsences.Answer?> Find(HelperAbsences absences, string number) => await absences.OfHelper(Me, number);
}
