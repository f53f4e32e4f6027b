namespace Budget.Core.SupportRequests;

/// <summary>Whose turn is it?</summary>
public enum Turn { Municipality, Resident, Provider, Nobody }

/// <summary>The steps of a case, in the order of the law.</summary>
public enum CaseStep { Investigate, Apply, Decide, ChooseProvider, MakeAgreement, Support, Ended }

/// <summary>
/// Where a case stands, worked out from what has been written down and from nothing else: no status is stored that could go stale.
/// </summary>
/// <param name="Due">The last day of this step, where the law or the decision names one.</param>
public sealed record CaseProgress(CaseStep Step, Turn Turn, DateOnly? Due, bool IsLate)
{
    /// <param name="personFollowingWithoutProvider">A PVB was granted for which no provider has been chosen.</param>
    /// <param name="personHeldWithoutAgreement">A PGB was granted on which no care agreement has been made.</param>
    /// <param name="lastDay">The last day of all that was granted; none before the decision.</param>
    public static CaseProgress Of(
        DateOnly today, DateOnly investigateBy, DateOnly? reportedOn, DateOnly? decideBy, DateOnly? decidedOn,
        bool personFollowingWithoutProvider, bool personHeldWithoutAgreement, DateOnly? lastDay)
    {
        if (reportedOn is null && decidedOn is null)
        {
            return new(CaseStep.Investigate, Turn.Municipality, investigateBy, today > investigateBy);
        }

        if (decidedOn is null)
        {
            return decideBy is { } due
                ? new(CaseStep.Decide, Turn.Municipality, due, today > due)
                : new(CaseStep.Apply, Turn.Resident, Due: null, IsLate: false);
        }

        if (lastDay < today)
        {
            return new(CaseStep.Ended, Turn.Nobody, lastDay, IsLate: false);
        }

        if (personFollowingWithoutProvider)
        {
            return new(CaseStep.ChooseProvider, Turn.Resident, Due: null, IsLate: false);
        }

        return personHeldWithoutAgreement
            ? new(CaseStep.MakeAgreement, Turn.Resident, Due: null, IsLate: false)
            : new(CaseStep.Support, Turn.Provider, lastDay, IsLate: false);
    }
}
