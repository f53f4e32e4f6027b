using Budget.Core.Budgets;
using Budget.Core.Storage;
using Budget.Core.SupportRequests;

namespace Budget.Core.Plans;

/// <summary>Between which budgets volume can be shifted: two of one case, of the same form, in the same period, that both still run.</summary>
internal static class ShiftRules
{
    /// <summary>The two budgets, or why not.</summary>
    public static async Task<Outcome<(PersonalBudget From, PersonalBudget To)>> Find(Session session, Actor actor, RequestFacts request, string from, string to)
    {
        if (await BudgetQuery.Find(session, actor, from) is not { } left || await BudgetQuery.Find(session, actor, to) is not { } right
            || left.RequestNumber != request.Number || right.RequestNumber != request.Number)
        {
            return Refusal.BudgetUnknown;
        }

        if (left.Id == right.Id)
        {
            return Refusal.ShiftNeedsTwo;
        }

        // A PGB is held by the resident and paid by the SVB, a PVB is not: money of the one is not of the other.
        if (left.FundingForm != right.FundingForm)
        {
            return Refusal.ShiftOtherForm;
        }

        if (left.LastDay < session.Today || right.LastDay < session.Today || left.EndedOn is not null || right.EndedOn is not null)
        {
            return Refusal.BudgetEnded;
        }

        return SamePeriod(left.StartsOn, left.EndsOn, right.StartsOn, right.EndsOn) ? (left, right) : Refusal.ShiftOtherPeriod;
    }

    /// <summary>Whether there is anything between which these could be shifted, so that a page offers no way that ends in a no.</summary>
    public static bool Fit(PlanOfCase.OwnBudget left, PlanOfCase.OwnBudget right) =>
        left.Id != right.Id && left.FundingForm == right.FundingForm && SamePeriod(left.StartsOn, left.EndsOn, right.StartsOn, right.EndsOn);

    // The same last day and the same year to begin in: no money of one year goes to another, and what is left goes back with the same closing.
    private static bool SamePeriod(DateOnly start, DateOnly end, DateOnly otherStart, DateOnly otherEnd) => end == otherEnd && start.Year == otherStart.Year;
}
