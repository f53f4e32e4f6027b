using Budget.Core.PersonHeld;
using Portal.Text;

namespace Portal.Pages.PersonHeld;

/// <summary>The helpers of a PGB holder: their care agreements, and the months that were forwarded.</summary>
public sealed class IndexModel(CareAgreements agreements) : PortalPage
{
    public CareAgreements.Answer Answer { get; private set; } = new([], []);

    public async Task OnGet() => Answer = await agreements.Of(Me);
}
