using Budget.Core.Audit;
using Budget.Core.Budgets;
using Budget.Core.Ledger;
using Microsoft.AspNetCore.RateLimiting;
using Portal.Hosting;
using Portal.Text;

namespace Portal.Pages.Audit;

/// <summary>The auditor's page: the budgets of one municipality, read only, and on request its whole ledger computed again.</summary>
[EnableRateLimiting(Limits.HeavyWork)]
public sealed class IndexModel(VerifyLedger ledger, BudgetList budgets, StandingFaults faults, Alerts alerts) : PortalPage
{
    /// <summary>None until it is asked for: computing everything again takes longer the longer the history.</summary>
    public VerifyLedger.Answer? Answer { get; private set; }

    public IReadOnlyList<BudgetList.Item> Budgets { get; private set; } = [];

    public IReadOnlyList<StandingFaults.Answer> StandingFaults { get; private set; } = [];

    public IReadOnlyList<Alerts.Item> Alerts { get; private set; } = [];

    public async Task OnGet()
    {
        Alerts = await alerts.Of(Me);
        StandingFaults = await faults.Of(Me);
        Budgets = await budgets.Newest(Me);
    }

    public async Task OnPost()
    {
        Answer = await ledger.Run(Me.MunicipalityCode);
        await OnGet();
    }
}
