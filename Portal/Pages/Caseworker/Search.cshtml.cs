using Budget.Core;
using Budget.Core.Residents;
using Budget.Core.SupportRequests;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.Caseworker;

/// <summary>
/// Finds a resident of the own municipality by BSN. The BSN travels in a form and never in an address; each search leaves a trace, and so many an hour is all
/// that one person gets.
/// </summary>
public sealed class SearchModel(ResidentByBsn residents, CasesOfResident cases) : PortalPage
{
    [BindProperty]
    public string? Bsn { get; set; }

    public bool HasSearched { get; private set; }

    public ResidentByBsn.Answer? Found { get; private set; }

    public IReadOnlyList<CasesOfResident.Item> Cases { get; private set; } = [];

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPost()
    {
        // As people copy it from a letter.
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

        HasSearched = true;
        if (!found.IsRefused)
        {
            Found = found.Value;
            Cases = await cases.Of(Me, found.Value.ResidentId);
        }

        return Page();
    }
}
