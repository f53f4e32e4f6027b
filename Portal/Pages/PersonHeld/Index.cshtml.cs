using Budget.Core;
using Budget.Core.Budgets;
using Budget.Core.HelperPayments;
using Budget.Core.Mandates;
using Budget.Core.PersonHeld;
using Portal.Text;

namespace Portal.Pages.PersonHeld;

/// <summary>The helpers of a PGB holder: their care agreements, and the months that were forwarded.</summary>
public sealed class IndexModel(CareAgreements agreements, AgreementsInMaking making, BudgetList budgets, HelperPaymentsHeld held, KeptActs kept, TimeProvider time) : PortalPage
{
    /// <summary>What was drawn up and is not approved.</summary>
    public IReadOnlyList<AgreementsInMaking.Item> Making { get; private set; } = [];

    /// <summary>The PGBs for which an agreement can be made.</summary>
    public IReadOnlyList<BudgetList.Item> Budgets { get; private set; } = [];

    /// <summary>What waits for an account.</summary>
    public IReadOnlyList<HelperPaymentsHeld.Item> Held { get; private set; } = [];

    public CareAgreements.Answer Answer { get; private set; } = new([], [], []);

    /// <summary>Who keep the hours of their helpers in own hands, of those for whom this user acts.</summary>
    private readonly HashSet<ResidentId> keepers = [];

    /// <summary>The holder answers and forwards hours without who looks.</summary>
    public bool KeepsHours(CareAgreements.Agreement agreement) => keepers.Contains(agreement.ResidentId);

    /// <summary>A month of it can be forwarded as a whole.</summary>
    public bool CanForward(CareAgreements.Agreement agreement) => !KeepsHours(agreement) && Answer.OpenMonths(agreement, time.Today()).Count > 0;

    /// <summary>What was approved and stands, by month and helper.</summary>
    public sealed record Month(DateOnly StartsOn, string HelperName, string Unit, Quantity Volume, Money Amount, Money Paid);

    public IReadOnlyList<Month> Months { get; private set; } = [];

    public async Task OnGet()
    {
        Answer = await agreements.Of(Me);
        Months =
        [
            .. Answer.Claims.Where(claim => !claim.IsReversed).GroupBy(claim => (Period.MonthOf(claim.StartsOn).StartsOn, claim.AgreementNumber)).Select(month =>
            {
                var agreement = Answer.Agreements.First(one => one.Number == month.Key.AgreementNumber);
                return new Month(
                    month.Key.StartsOn, agreement.HelperName, agreement.Unit, new Quantity(month.Sum(claim => claim.Volume.Value)), month.Aggregate(Money.Zero, (sum, claim) => sum + claim.Amount),
                    month.Where(claim => claim.IsPaid).Aggregate(Money.Zero, (sum, claim) => sum + claim.Amount));
            }),
        ];
        foreach (var holder in Answer.Agreements.Select(agreement => agreement.ResidentId).Distinct())
        {
            if (await kept.KeptBy(Me, holder, MandateAct.Hours) is not null)
            {
                keepers.Add(holder);
            }
        }

        Held = await held.Of(Me);
        Making = await making.OfHolder(Me);
        Budgets = [.. (await budgets.Of(Me)).Where(budget => budget.IsPersonHeld && budget.EndsOn >= time.Today())];
    }
}
