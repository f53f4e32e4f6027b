using Budget.Core.Payments;
using Portal.Text;

namespace Portal.Pages.Finance;

/// <summary>Whether what was declared, accepted, paid and booked adds up, to the cent.</summary>
public sealed class ReconciliationModel(Reconciliation reconciliation) : PortalPage
{
    public Reconciliation.Answer Answer { get; private set; } = null!;

    public async Task OnGet() => Answer = (await reconciliation.Of(Me))!;
}
