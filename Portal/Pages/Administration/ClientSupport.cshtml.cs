using Budget.Core;
using Budget.Core.Configuration;
using Budget.Core.Supporters;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.Administration;

/// <summary>Who gives independent client support in the own municipality, and who changed that.</summary>
public sealed class ClientSupportModel(ClientSupport support, SetClientSupport set, ConfigurationHistory history) : PortalPage
{
    /// <summary>How many changes were seen.</summary>
    [BindProperty]
    public string? Seen { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Phone { get; set; }

    [BindProperty]
    public string? AboutNl { get; set; }

    [BindProperty]
    public string? AboutEn { get; set; }

    public IReadOnlyList<ConfigurationHistory.Item> History { get; private set; } = [];

    public async Task OnGet()
    {
        await Load();
        var now = await support.Of(Me);
        (Seen, Name, Phone, AboutNl, AboutEn) = (now.Seen, now.Stands?.Name, now.Stands?.Phone, now.Stands?.AboutNl, now.Stands?.AboutEn);
    }

    public async Task<IActionResult> OnPost()
    {
        await Load();
        Require(TypedText.Seen(Name ?? "").Length > 0, nameof(Name), "name-missing");
        Require(TypedText.Seen(Phone ?? "").Length > 0, nameof(Phone), "phone-missing");
        Require(TypedText.Seen(AboutNl ?? "").Length > 0, nameof(AboutNl), "about-missing");
        if (!ModelState.IsValid)
        {
            return Again();
        }

        var saved = await set.Do(Me, FormKey, new(Name!, Phone!, AboutNl!, AboutEn ?? "", Seen ?? ""));
        if (saved.IsRefused)
        {
            return Refused(saved.Refusal!, saved.Refusal!.Is(Refusal.PhoneInvalid) ? nameof(Phone) : "");
        }

        Tell("saved");
        return LocalRedirect("/beheer/clientondersteuning");
    }

    private async Task Load() => History = await history.Of(Me, SetClientSupport.What);
}
