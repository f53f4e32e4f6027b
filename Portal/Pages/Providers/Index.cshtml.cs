using Budget.Core.Providers;
using Portal.Text;

namespace Portal.Pages.Providers;

/// <summary>The providers that have a contract with one's own municipality.</summary>
public sealed class IndexModel(ProviderCatalogue catalogue) : PortalPage
{
    public IReadOnlyList<ProviderCatalogue.Offer> Offers { get; private set; } = [];

    public async Task OnGet() => Offers = await catalogue.Of(Me.MunicipalityCode);
}
