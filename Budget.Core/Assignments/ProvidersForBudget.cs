using Budget.Core.Audit;
using Budget.Core.Budgets;
using Budget.Core.Ledger;
using Budget.Core.Providers;
using Budget.Core.Storage;

namespace Budget.Core.Assignments;

/// <summary>Who can give what was granted, at which rate, and how much of it this budget buys there.</summary>
public sealed class ProvidersForBudget(Database database)
{
    /// <param name="Buys">How much support that is: what was granted, or less when the money does not reach, in whole units as they are declared.</param>
    /// <param name="WillReserve">What choosing this provider would reserve.</param>
    /// <param name="Experience">What residents said; none when fewer than five did.</param>
    public sealed record Choice(ProviderOffer Offer, Quantity Buys, Money WillReserve, ProviderProfile Profile, ProviderExperience? Experience);

    /// <param name="Days">The days for which a provider can be chosen; none when there are none left.</param>
    public sealed record Answer(PersonalBudget Budget, Balance Balance, Period? Days, IReadOnlyList<Choice> Choices);

    public Task<Answer?> Of(Actor actor, string budgetNumber) => database.Look(actor, nameof(ProvidersForBudget), budgetNumber, async session =>
    {
        if (await BudgetQuery.Find(session, actor, budgetNumber) is not { } budget)
        {
            return null;
        }

        var balance = await PostingHistory.BalanceOf(session, budget.Id);
        if (await NewAssignment.FreeDays(session, budget) is not { } days)
        {
            return new Answer(budget, balance, Days: null, []);
        }

        var offers = await NewAssignment.Offers(session, budget, days);
        var profiles = await ProviderProfile.In(session, budget.MunicipalityCode);
        var experiences = await ProviderExperience.In(session, budget.MunicipalityCode);
        return new Answer(budget, balance, days,
        [
            .. offers.Select(offer => new Choice(
                offer,
                NewAssignment.Buys(budget, offer, days, balance.Available),
                NewAssignment.WillReserve(budget, offer, days, balance.Available),
                profiles.GetValueOrDefault(offer.ProviderId) ?? ProviderProfile.Empty(offer.ProviderId),
                experiences.GetValueOrDefault(offer.ProviderId))),
        ]);
    }, answer => answer.Budget.ResidentId);
}
