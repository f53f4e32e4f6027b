using Budget.Core;
using Budget.Core.Configuration;
using Budget.Core.OpenOffer;
using Portal.Text;

namespace Portal.Pages.Administration;

/// <summary>What there is for everybody in the own municipality, and who changed it.</summary>
public sealed class OffersModel(OfferOfMunicipality offers, ConfigurationHistory history, TimeProvider time) : PortalPage
{
    public IReadOnlyList<OfferOfMunicipality.Item> Offers { get; private set; } = [];

    public IReadOnlyList<ConfigurationHistory.Item> History { get; private set; } = [];

    public DateOnly Today => time.Today();

    public async Task OnGet() => (Offers, History) = (await offers.Of(Me), await history.Of(Me, SaveGeneralProvision.What));
}
