using Budget.Core.Providers;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.Providers;

/// <summary>One provider: what it offers in one's own municipality, and at which rate.</summary>
public sealed class ProviderModel(ProviderCatalogue catalogue) : PortalPage
{
    public IReadOnlyList<ProviderCatalogue.Offer> Offers { get; private set; } = [];

    public async Task<IActionResult> OnGet(Guid id)
    {
        Offers = [.. (await catalogue.Of(Me.MunicipalityCode)).Where(offer => offer.ProviderId.Value == id)];
        return Offers.Count > 0 ? Page() : NotFound();
    }
}
