using Budget.Core.Configuration;
using Budget.Core.Neighbourhoods;
using Portal.Text;

namespace Portal.Pages.Administration;

/// <summary>The neighbourhoods of the own municipality, and who changed them.</summary>
public sealed class NeighbourhoodsModel(NeighbourhoodList neighbourhoods, ConfigurationHistory history) : PortalPage
{
    public IReadOnlyList<NeighbourhoodList.Administered> Neighbourhoods { get; private set; } = [];

    public IReadOnlyList<ConfigurationHistory.Item> History { get; private set; } = [];

    public async Task OnGet() => (Neighbourhoods, History) = (await neighbourhoods.All(Me), await history.Of(Me, DrawNeighbourhood.What));
}
