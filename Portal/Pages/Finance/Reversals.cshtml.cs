using Budget.Core.Ledger;
using Portal.Text;

namespace Portal.Pages.Finance;

/// <summary>The corrections that wait for a colleague, and those that were decided on.</summary>
public sealed class ReversalsModel(ReversalsToApprove reversals) : PortalPage
{
    public IReadOnlyList<ReversalsToApprove.Item> Reversals { get; private set; } = [];

    public async Task OnGet() => Reversals = await reversals.Of(Me);
}
