using Budget.Core.Budgets;
using Budget.Core.Ledger;
using Portal.Text;

namespace Portal.Pages.Audit;

/// <summary>The auditor's page: the ledger of one municipality computed again, and its budgets, read only.</summary>
public sealed class IndexModel(VerifyLedger ledger, BudgetList budgets) : PortalPage
{
    public VerifyLedger.Answer Answer { get; private set; } = null!;

    public IReadOnlyList<BudgetList.Item> Budgets { get; private set; } = [];

    public async Task OnGet()
    {
        Answer = await ledger.Run(Me.MunicipalityCode);
        Budgets = await budgets.Of(Me);
    }
}
