using Budget.Core;
using Budget.Core.HelperPayments;
using Microsoft.AspNetCore.RateLimiting;
using Portal.Hosting;
using Portal.Text;

namespace Portal.Pages.Audit;

/// <summary>What waits to be paid to helpers by the SVB, and the files that were made, as the auditor sees them.</summary>
[EnableRateLimiting(Limits.HeavyWork)]
public sealed class SvbModel(ClaimsToPay due, SvbOrders orders) : PortalPage
{
    public ClaimsToPay.Answer Due { get; private set; } = null!;

    public Money Held => Due.Held.Concat(Due.AfterDeath).Aggregate(Money.Zero, (sum, item) => sum + item.Amount);

    public IReadOnlyList<SvbOrders.Row> Orders { get; private set; } = [];

    public async Task OnGet()
    {
        Due = (await due.Of(Me))!;
        Orders = await orders.Of(Me);
    }
}
