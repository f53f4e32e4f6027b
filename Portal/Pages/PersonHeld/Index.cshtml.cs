using Budget.Core;
using Budget.Core.Budgets;
using Budget.Core.HelperPayments;
using Budget.Core.PersonHeld;
using Portal.Text;

namespace Portal.Pages.PersonHeld;

/// <summary>The helpers of a PGB holder: their care agreements, and the months that were forwarded.</summary>
public sealed class IndexModel(CareAgreements agreements, AgreementsInMaking making, BudgetList budgets, HelperPaymentsBack back, TimeProvider time) : PortalPage
{
    /// <summary>What was drawn up and is not approved.</summary>
    public IReadOnlyList<AgreementsInMaking.Item> Making { get; private set; } = [];

    /// <summary>The PGBs for which an agreement can be made.</summary>
    public IReadOnlyList<BudgetList.Item> Budgets { get; private set; } = [];

    /// <summary>What the SVB did not pay.</summary>
    public IReadOnlyList<HelperPaymentsBack.Item> Back { get; private set; } = [];

    public CareAgreements.Answer Answer { get; private set; } = new([], []);

    public async Task OnGet()
    {
        Answer = await agreements.Of(Me);
        Back = await back.Of(Me);
        Making = await making.OfHolder(Me);
        Budgets = [.. (await budgets.Of(Me)).Where(budget => budget.IsPersonHeld && budget.EndsOn >= time.Today())];
    }
}
