using Budget.Core;
using Budget.Core.Concerns;
using Budget.Core.Residents;
using Budget.Core.SupportRequests;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.Caseworker;

/// <summary>One concern of a family doctor: find whose file it is, speak with the resident, say that it was picked up.</summary>
public sealed class ConcernModel(ConcernOverview concerns, ResidentByBsn residents, CasesOfResident cases, LinkConcern link, PickUpConcern pickUp) : PortalPage
{
    [BindProperty]
    public string? Bsn { get; set; }

    /// <summary>To whose file it was linked when this page was shown.</summary>
    [BindProperty]
    public string? Seen { get; set; }

    private ResidentId? SeenLink => Guid.TryParseExact(Seen, "D", out var resident) ? new ResidentId(resident) : null;

    public ConcernOverview.Answer Concern { get; private set; } = null!;

    public IReadOnlyList<CasesOfResident.Item> Cases { get; private set; } = [];

    public bool HasSearched { get; private set; }

    public ResidentByBsn.Answer? Found { get; private set; }

    public async Task<IActionResult> OnGet(Guid id)
    {
        if (!await Load(id))
        {
            return NotFound();
        }

        Bsn = Concern.Bsn;
        return Page();
    }

    /// <summary>As on the page of searching: each search is counted and traced, and the BSN stands in no address.</summary>
    public async Task<IActionResult> OnPostFind(Guid id)
    {
        if (!await Load(id))
        {
            return NotFound();
        }

        var digits = (Bsn ?? "").Replace(" ", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal);
        if (!Budget.Core.Bsn.IsWellFormed(digits))
        {
            return Refused(Refusal.BsnInvalid, nameof(Bsn));
        }

        var found = await residents.Of(Me, digits);
        if (found.IsRefused && !found.Refusal!.Is(Refusal.NotFound))
        {
            return Refused(found.Refusal!, nameof(Bsn));
        }

        (HasSearched, Found) = (true, found.IsRefused ? null : found.Value);
        return Page();
    }

    public async Task<IActionResult> OnPostLink(Guid id, string? resident)
    {
        if (!await Load(id) || !Guid.TryParseExact(resident, "D", out var whose))
        {
            return NotFound();
        }

        var linked = await link.Do(Me, FormKey, new(new ConcernId(id), new ResidentId(whose), SeenLink));
        if (linked.IsRefused)
        {
            return Refused(linked.Refusal!);
        }

        Tell("linked");
        return LocalRedirect($"/consulent/meldingen/{id:D}");
    }

    public async Task<IActionResult> OnPostPickUp(Guid id)
    {
        if (!await Load(id))
        {
            return NotFound();
        }

        var picked = await pickUp.Do(Me, FormKey, new(new ConcernId(id), SeenLink));
        if (picked.IsRefused)
        {
            return Refused(picked.Refusal!);
        }

        Tell("done");
        return LocalRedirect("/consulent/meldingen");
    }

    private async Task<bool> Load(Guid id)
    {
        if (await concerns.Of(Me, new ConcernId(id)) is not { } concern)
        {
            return false;
        }

        Concern = concern;
        Cases = concern.ResidentId is { } resident ? await cases.Of(Me, resident) : [];
        return true;
    }
}
