using Budget.Core.PersonHeld;
using Portal.Pages.Shared;

namespace Portal.Pages.PersonHeld;

/// <summary>The holder says that a helper is ill or away, or back, and finds somebody who stands in.</summary>
public sealed class AwayModel(HelperAbsences absences, SayHelperAway away, SayHelperBack back) : AwayPage(absences, away, back, "/pgb")
{
    protected override async Task<HelperAbsences.Answer?> Find(HelperAbsences absences, string number) => await absences.Of(Me, number) is { IsHelper: false } answer ? answer : null;
}
