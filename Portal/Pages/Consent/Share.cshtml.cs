using Budget.Core;
using Budget.Core.Consent;
using Budget.Core.Residents;
using Budget.Core.SupportRequests;
using Microsoft.AspNetCore.Mvc;
using Portal.TagHelpers;
using Portal.Text;

namespace Portal.Pages.Consent;

/// <summary>Which parts of life one provider may read about, and until when.</summary>
public sealed class ShareModel(MyPeople people, ConsentsOfResident consents, GiveConsent give, TimeProvider time) : PortalPage
{
    /// <summary>Whose file.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Voor { get; set; }

    [BindProperty]
    public IList<string> Domains { get; set; } = [];

    [BindProperty]
    public string? Until { get; set; }

    public ConsentsOfResident.Item Provider { get; private set; } = null!;

    public IReadOnlyList<Choice> Choices { get; private set; } = [];

    private ResidentId Resident { get; set; }

    public async Task<IActionResult> OnGet(Guid id)
    {
        if (!await Load(id))
        {
            return NotFound();
        }

        Domains = [.. Provider.Domains.Select(domain => domain.ToString())];
        var longest = time.Today().AddDays(GiveConsent.LongestDays);
        Until = (Provider.EndsOn ?? (Provider.SupportEndsOn < longest ? Provider.SupportEndsOn : longest)).InDigits();
        return Page();
    }

    public async Task<IActionResult> OnPost(Guid id)
    {
        if (!await Load(id))
        {
            return NotFound();
        }

        var (today, domains) = (time.Today(), Choices.Where(choice => Domains.Contains(choice.Value)).Select(choice => Enum.Parse<LifeDomain>(choice.Value)).ToList());
        Require(domains.Count > 0, nameof(Domains), "domains-missing");
        var isDay = DayText.TryParse(Until ?? "", out var until);
        Require(isDay, nameof(Until), "until-missing");
        if (isDay)
        {
            Require(until >= today, nameof(Until), "until-past");
            Require(until <= today.AddDays(GiveConsent.LongestDays), nameof(Until), "until-far", today.AddDays(GiveConsent.LongestDays).InDigits());
        }

        if (!ModelState.IsValid)
        {
            return Again();
        }

        var given = await give.Do(Me, FormKey, new(Resident, Provider.ProviderId, domains, until));
        if (given.IsRefused)
        {
            return Refused(given.Refusal!);
        }

        Tell("given", Provider.Name, until.InWords(Culture));
        return LocalRedirect($"/machtigingen?voor={Resident.Value:D}");
    }

    private async Task<bool> Load(Guid id)
    {
        var all = await people.Of(Me);
        if (all.FirstOrDefault(person => Voor is null || person.ResidentId.Value.ToString("D") == Voor) is not { } whose)
        {
            return false;
        }

        Resident = whose.ResidentId;
        var answer = await consents.Of(Me, Resident);
        if (answer.Providers.FirstOrDefault(one => one.ProviderId.Value == id) is not { } provider)
        {
            return false;
        }

        (Provider, Choices) = (provider, [.. answer.Domains.Select(domain => new Choice(domain.ToString(), Text($"domain-{domain}")))]);
        return true;
    }
}
