using Budget.Core;
using Budget.Core.Ledger;
using Budget.Core.Neighbourhoods;
using Budget.Core.Providers;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.Providers;

/// <summary>One provider: what it offers in one's own municipality, at which rate, what it is like and what residents say.</summary>
public sealed class ProviderModel(ProviderDirectory directory, MyNeighbourhood mine) : PortalPage
{
    public ProviderDirectory.Item Item { get; private set; } = null!;

    public ProviderCard Card => new(
        Item.Profile, Item.Experience,
        [.. Item.Offers.Where(offer => Item.Profile.SpecialProducts.Contains(offer.ProductCode)).Select(offer => PostingText.Product(offer.ProductNl, offer.ProductEn, Culture))], Item.Metres);

    public async Task<IActionResult> OnGet(Guid id)
    {
        if (await directory.One(Me.MunicipalityCode, new ProviderId(id), (await mine.Home(Me))?.Place) is not { } item)
        {
            return NotFound();
        }

        Item = item;
        return Page();
    }
}
