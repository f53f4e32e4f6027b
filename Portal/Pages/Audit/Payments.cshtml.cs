using Budget.Core.Payments;
using Microsoft.AspNetCore.RateLimiting;
using Portal.Hosting;
using Portal.Text;

namespace Portal.Pages.Audit;

/// <summary>What waits to be paid and the runs, with the two people behind each, as the auditor sees them.</summary>
[EnableRateLimiting(Limits.HeavyWork)]
public sealed class PaymentsModel(PaymentsDue due, PaymentRuns runs, BankAnswers heard) : PortalPage
{
    public PaymentsDue.Overview Due { get; private set; } = null!;

    public IReadOnlyList<PaymentRuns.Row> Runs { get; private set; } = [];

    public IReadOnlyList<BankAnswers.Row> Heard { get; private set; } = [];

    public async Task OnGet()
    {
        Due = (await due.Of(Me))!;
        Runs = await runs.Of(Me);
        Heard = await heard.Of(Me);
    }
}
