using Budget.Core;
using Budget.Core.OpenOffer;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.OfferSignUps;

/// <summary>What one takes part in, and whom one represents; and taking part no longer.</summary>
public sealed class IndexModel(MySignUps signUps, LeaveGeneralProvision leave, TimeProvider time) : PortalPage
{
    public IReadOnlyList<MySignUps.Item> Items { get; private set; } = [];

    public DateOnly Today => time.Today();

    public async Task OnGet() => Items = await signUps.Of(Me);

    public async Task<IActionResult> OnPostLeave(string? offer, string? voor)
    {
        if (!Guid.TryParseExact(offer, "D", out var id) || !Guid.TryParseExact(voor, "D", out var resident))
        {
            return NotFound();
        }

        var left = await leave.Do(Me, FormKey, new(new GeneralProvisionId(id), new ResidentId(resident)));
        if (left.IsRefused)
        {
            return Refused(left.Refusal!);
        }

        Tell("left");
        return LocalRedirect("/aanbod/aanmeldingen");
    }
}
