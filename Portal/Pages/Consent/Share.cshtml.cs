using Budget.Core;
using Budget.Core.Consent;
using Budget.Core.Residents;
using Budget.Core.SupportRequests;
using Microsoft.AspNetCore.Mvc;
using Portal.TagHelpers;
using Portal.Text;

namespace Portal.Pages.Consent;

/// <summary>Which parts of life one provider may read about, and until when.</summary>
public sealed class ShareModel(MyPeople people, ConsentsOfResident consents, GiveConsent give, TimeProvider time) : PersonPage(people)
{
    [BindProperty]
    public IList<string> Domains { get; set; } = [];

    [BindProperty]
    public string? Until { get; set; }

    public ConsentsOfResident.Item Provider { get; private set; } = null!;

    public IReadOnlyList<Choice> Choices { get; private set; } = [];

    public async Task<IActionResult> OnGet(Guid id)
    {
        if (!await Load(id))
        {
            return NotFound();
        }

        Domains = [.. Provider.Domains.Select(domain => domain.ToString())];
        Until = (Provider.EndsOn ?? GiveConsent.LastDay(time.Today(), Provider.SupportEndsOn)).InDigits();
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
            var last = GiveConsent.LastDay(today, Provider.SupportEndsOn);
            Require(until <= last, nameof(Until), "until-far", last.InDigits());
        }

        if (!ModelState.IsValid)
        {
            return Again();
        }

        var given = await give.Do(Me, FormKey, new(Person.ResidentId, Provider.ProviderId, domains, until));
        if (given.IsRefused)
        {
            return Refused(given.Refusal!);
        }

        Tell("given", Provider.Name, until.InWords(Culture));
        return LocalRedirect($"/machtigingen?voor={PersonId}");
    }

    private async Task<bool> Load(Guid id)
    {
        if (await FindPerson() is not null || await consents.Of(Me, Person.ResidentId) is not { } answer)
        {
            return false;
        }

        if (answer.Providers.FirstOrDefault(one => one.ProviderId.Value == id) is not { } provider)
        {
            return false;
        }

        (Provider, Choices) = (provider, [.. answer.Domains.Select(domain => new Choice(domain.ToString(), Text($"domain-{domain}")))]);
        return true;
    }
}
