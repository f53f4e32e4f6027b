using Budget.Core.PersonHeld;
using Portal.Text;

namespace Portal.Pages.Caseworker;

/// <summary>What stands out among the PGBs of the municipality: to look at, and to decide nothing by itself.</summary>
public sealed class HeldSignalsModel(HeldSignals signals) : PortalPage
{
    public HeldSignals.Answer Answer { get; private set; } = null!;

    public async Task OnGet() => Answer = (await signals.Of(Me))!;
}
