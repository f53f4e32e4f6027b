using Budget.Core.Ledger;
using Portal.Text;

namespace Portal.Pages.Audit;

/// <summary>The corrections, with the two people behind each, as the auditor sees them.</summary>
public sealed class ReversalsModel(ReversalsToApprove reversals) : PortalPage
{
    public IReadOnlyList<ReversalsToApprove.Item> Reversals { get; private set; } = [];

    public async Task OnGet() => Reversals = await reversals.Of(Me);
}
