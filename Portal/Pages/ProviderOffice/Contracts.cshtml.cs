using Budget.Core.Providers;
using Portal.Text;

namespace Portal.Pages.ProviderOffice;

/// <summary>The provider's own contracts, to be read: what is agreed with which municipality, at which rate from which day.</summary>
public sealed class ContractsModel(OwnContracts contracts, TimeProvider time) : PortalPage
{
    public IReadOnlyList<OwnContracts.Row> Contracts { get; private set; } = [];

    public DateOnly Today => Budget.Core.AmsterdamDay.Today(time);

    public async Task OnGet() => Contracts = await contracts.Of(Me);
}
