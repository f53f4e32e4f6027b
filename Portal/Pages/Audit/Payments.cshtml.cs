using Budget.Core.Payments;
using Portal.Text;

namespace Portal.Pages.Audit;

/// <summary>What waits to be paid and the runs, with the two people behind each, as the auditor sees them.</summary>
public sealed class PaymentsModel(PaymentsDue due, PaymentRuns runs) : PortalPage
{
    public PaymentsDue.Overview Due { get; private set; } = null!;

    public IReadOnlyList<PaymentRuns.Row> Runs { get; private set; } = [];

    public async Task OnGet()
    {
        Due = (await due.Of(Me))!;
        Runs = await runs.Of(Me);
    }
}
