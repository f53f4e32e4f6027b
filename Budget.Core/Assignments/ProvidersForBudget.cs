using Budget.Core.Audit;
using Budget.Core.Budgets;
using Budget.Core.Ledger;
using Budget.Core.Neighbourhoods;
using Budget.Core.Providers;
using Budget.Core.Storage;

namespace Budget.Core.Assignments;

/// <summary>Who can give what was granted, at which rate, and how much of it this budget buys there.</summary>
public sealed class ProvidersForBudget(Database database)
{
    /// <param name="Buys">How much support that is: what was granted, or less when the money does not reach, in whole units as they are declared.</param>
    /// <param name="WillReserve">What choosing this provider would reserve.</param>
    /// <param name="Experience">What residents said; none when fewer than five did.</param>
    /// <param name="Metres">How far from the resident's neighbourhood; none when one of the two places is not known.</param>
    public sealed record Choice(ProviderOffer Offer, Quantity Buys, Money WillReserve, ProviderProfile Profile, ProviderExperience? Experience, long? Metres);

    /// <param name="Days">The days for which a provider can be chosen; none when there are none left.</param>
    /// <param name="KnowsHome">Whether the resident said in which neighbourhood: then the nearest comes first.</param>
    public sealed record Answer(PersonalBudget Budget, Balance Balance, Period? Days, IReadOnlyList<Choice> Choices, bool KnowsHome);

    public Task<Answer?> Of(Actor actor, string budgetNumber) => database.Look(actor, nameof(ProvidersForBudget), budgetNumber, async session =>
    {
        if (await BudgetQuery.Find(session, actor, budgetNumber) is not { } budget)
        {
            return null;
        }

        var balance = await PostingHistory.BalanceOf(session, budget.Id);
        if (await NewAssignment.FreeDays(session, budget) is not { } days)
        {
            return new Answer(budget, balance, Days: null, [], KnowsHome: true);
        }

        var offers = await NewAssignment.Offers(session, budget, days);
        var profiles = await ProviderProfile.In(session, budget.MunicipalityCode);
        var experiences = await ProviderExperience.In(session, budget.MunicipalityCode);
        var home = (await MyNeighbourhood.Of(session, budget.ResidentId))?.Place;
        return new Answer(budget, balance, days,
        [
            .. (from offer in offers
                let profile = profiles.GetValueOrDefault(offer.ProviderId) ?? ProviderProfile.Empty(offer.ProviderId)
                let metres = home is not null && profile.Place is { } place ? home.MetresTo(place) : (long?)null
                orderby home is null ? 0 : metres ?? long.MaxValue
                select new Choice(
                    offer,
                    NewAssignment.Buys(budget, offer, days, balance.Available),
                    NewAssignment.WillReserve(budget, offer, days, balance.Available),
                    profile, experiences.GetValueOrDefault(offer.ProviderId), metres)),
        ], KnowsHome: home is not null);
    }, answer => answer.Budget.ResidentId);
}
