using Budget.Core.Audit;
using Budget.Core.Budgets;
using Budget.Core.Ledger;
using Budget.Core.Storage;

namespace Budget.Core.Assignments;

/// <summary>Can I go to another provider: from which day, to whom, and what does that day depend on?</summary>
public sealed class SwitchOptions(Database database)
{
    /// <param name="From">The number of the assignment that would end.</param>
    /// <param name="EarliestOn">The first day on which another can begin.</param>
    /// <param name="Offers">Of others, on that day.</param>
    public sealed record Answer(
        PersonalBudget Budget, Balance Balance, long From, string OldName, long NoticeDays, DateOnly EarliestOn, IReadOnlyList<ProviderOffer> Offers);

    /// <returns>None when this is nobody's budget of yours, or there is no provider to leave.</returns>
    public Task<Answer?> Of(Actor actor, string budgetNumber) => database.Look(actor, nameof(SwitchOptions), budgetNumber, async session =>
    {
        if (await BudgetQuery.Find(session, actor, budgetNumber) is not { } budget || await AssignmentToEnd.Of(session, budget.Id) is not { } old || old.EndsOn < session.Today)
        {
            return null;
        }

        var earliest = SwitchProvider.EarliestOn(old, session.Today);
        IReadOnlyList<ProviderOffer> offers = earliest > budget.EndsOn ? [] : await NewAssignment.Offers(session, budget, new Period(earliest, budget.EndsOn));
        return new Answer(
            budget, await PostingHistory.BalanceOf(session, budget.Id), old.Number, old.ProviderName, old.NoticeDays, earliest,
            [.. offers.Where(offer => offer.ProviderId != old.ProviderId)]);
    }, answer => answer.Budget.ResidentId);
}
