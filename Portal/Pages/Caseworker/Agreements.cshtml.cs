using Budget.Core.PersonHeld;
using Portal.Text;

namespace Portal.Pages.Caseworker;

/// <summary>The care agreements of the municipality that holder and helper signed, and that wait for an answer.</summary>
public sealed class AgreementsModel(AgreementsInMaking agreements) : PortalPage
{
    public IReadOnlyList<AgreementsInMaking.Item> Items { get; private set; } = [];

    public async Task OnGet() => Items = await agreements.ToDecide(Me);
}
