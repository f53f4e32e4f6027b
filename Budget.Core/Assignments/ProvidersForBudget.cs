using Budget.Core.Audit;
using Budget.Core.Budgets;
using Budget.Core.Decisions;
using Budget.Core.Ledger;
using Budget.Core.Storage;

namespace Budget.Core.Assignments;

/// <summary>A provider with a contract for exactly this product, in this municipality, today.</summary>
public sealed record ProviderOffer(
    ContractId ContractId, ProviderId ProviderId, string Agb, string Name, string AboutNl, string AboutEn, string Phone, Money Rate);

/// <summary>Who can give what was granted, at which rate, and how much of it this budget buys there.</summary>
public sealed class ProvidersForBudget(Database database)
{
    /// <param name="Buys">How much support that is: what was granted, or less when the money does not reach, in whole units as they are declared.</param>
    /// <param name="WillReserve">What choosing this provider would reserve.</param>
    public sealed record Choice(ProviderOffer Offer, Quantity Buys, Money WillReserve);

    public sealed record Answer(PersonalBudget Budget, Balance Balance, Quantity GrantedVolume, IReadOnlyList<Choice> Choices);

    public Task<Answer?> Of(Actor actor, string budgetNumber) => database.Look(actor, nameof(ProvidersForBudget), budgetNumber, async session =>
    {
        if (await BudgetQuery.Find(session, actor, budgetNumber) is not { } budget)
        {
            return null;
        }

        var balance = await PostingHistory.BalanceOf(session, budget.Id);
        var volume = GrantedVolume.Over(budget.Period, budget.Volume, StoredNames.Parse<Frequency>(budget.Frequency));
        var offers = await session.List<ProviderOffer>(OffersSql, new { budget.Id, session.Today });
        return new Answer(budget, balance, volume,
        [
            .. offers.Select(offer => new Choice(
                offer,
                new Quantity(Math.Min(balance.Available.Cents / offer.Rate.Cents, decimal.Floor(volume.Value))),
                Money.Min(balance.Available, Money.Of(offer.Rate, volume)))),
        ]);
    }, answer => answer.Budget.ResidentId);

    internal const string OffersSql = """
        SELECT c.id AS ContractId, p.id AS ProviderId, p.agb AS Agb, p.name AS Name, p.about_nl AS AboutNl, p.about_en AS AboutEn,
               p.phone AS Phone, c.rate_cents AS Rate
        FROM budgets b
        JOIN contracts c ON c.municipality_code = b.municipality_code AND c.product_code = b.product_code
        JOIN providers p ON p.id = c.provider_id
        WHERE b.id = @Id
          AND c.starts_on <= @Today
          AND c.ends_on >= @Today
        ORDER BY p.name
        """;
}
