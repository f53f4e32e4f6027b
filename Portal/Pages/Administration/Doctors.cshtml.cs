using Budget.Core;
using Budget.Core.Concerns;
using Budget.Core.Configuration;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.Administration;

/// <summary>Which practices of family doctors may report concerns in the own municipality.</summary>
public sealed class DoctorsModel(Budget.Core.Concerns.Doctors doctors, AdmitDoctor admit, EndDoctor end, ConfigurationHistory history) : PortalPage
{
    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Agb { get; set; }

    [BindProperty]
    public string? Kvk { get; set; }

    [BindProperty]
    public string? Phone { get; set; }

    public IReadOnlyList<Budget.Core.Concerns.Doctors.Practice> Practices { get; private set; } = [];

    public IReadOnlyList<ConfigurationHistory.Item> History { get; private set; } = [];

    public Task OnGet() => Load();

    public async Task<IActionResult> OnPostAdmit()
    {
        await Load();
        Require(TypedText.Seen(Name ?? "").Length > 0, nameof(Name), "name-missing");
        Require(IsNumber(Agb), nameof(Agb), "number-wrong");
        Require(IsNumber(Kvk), nameof(Kvk), "number-wrong");
        Require(TypedText.Seen(Phone ?? "").Length > 0, nameof(Phone), "phone-missing");
        if (!ModelState.IsValid)
        {
            return Again();
        }

        var admitted = await admit.Do(Me, FormKey, new(Agb!, Kvk!, Name!, Phone!));
        if (admitted.IsRefused)
        {
            return Refused(admitted.Refusal!, nameof(Kvk));
        }

        Tell("admitted");
        return LocalRedirect("/beheer/huisartsen");
    }

    public async Task<IActionResult> OnPostEnd(string? practice)
    {
        if (!Guid.TryParseExact(practice, "D", out var id))
        {
            return NotFound();
        }

        var ended = await end.Do(Me, FormKey, new(new ProviderId(id)));
        if (ended.IsRefused)
        {
            await Load();
            return Refused(ended.Refusal!);
        }

        Tell("ended", ended.Value);
        return LocalRedirect("/beheer/huisartsen");
    }

    private async Task Load() => (Practices, History) = (await doctors.All(Me), await history.Of(Me, AdmitDoctor.What));

    private static bool IsNumber(string? text) => text is { Length: 8 } && text.All(char.IsAsciiDigit);
}
