using Budget.Core.Payments;
using Portal.Text;

namespace Portal.Pages.ProviderOffice;

/// <summary>What was paid to the provider, and when: each declaration of each transfer, as it stands on the statement of the bank.</summary>
public sealed class PaymentsModel(PaymentsOfProvider payments) : PortalPage
{
    public IReadOnlyList<PaymentsOfProvider.Row> Payments { get; private set; } = [];

    public async Task OnGet() => Payments = await payments.Of(Me);
}
