using System.Globalization;
using Budget.Core;
using Budget.Core.Neighbourhoods;
using Budget.Core.OpenOffer;
using Budget.Core.SupportRequests;
using Microsoft.AspNetCore.Mvc;
using Portal.TagHelpers;
using Portal.Text;

namespace Portal.Pages.Administration;

/// <summary>One offer for everybody: a new one, or one that stands and is changed or taken off the list.</summary>
public sealed class OfferModel(OneProvision provisions, NeighbourhoodList neighbourhoods, SaveGeneralProvision save, EndGeneralProvision end) : PortalPage
{
    private const string Here = "here";
    private const string Elsewhere = "elsewhere";

    /// <summary>The id of the one that stands; empty for a new one.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Aanbod { get; set; }

    /// <summary>How many changes of it were seen.</summary>
    [BindProperty]
    public string? Seen { get; set; }

    [BindProperty]
    public string? Kind { get; set; }

    [BindProperty]
    public string? NameNl { get; set; }

    [BindProperty]
    public string? NameEn { get; set; }

    [BindProperty]
    public string? AboutNl { get; set; }

    [BindProperty]
    public string? AboutEn { get; set; }

    [BindProperty]
    public IList<string> Domains { get; set; } = [];

    [BindProperty]
    public string? Location { get; set; }

    [BindProperty]
    public string? Address { get; set; }

    [BindProperty]
    public string? Neighbourhood { get; set; }

    [BindProperty]
    public string? WhenNl { get; set; }

    [BindProperty]
    public string? WhenEn { get; set; }

    [BindProperty]
    public string? CostsNl { get; set; }

    [BindProperty]
    public string? CostsEn { get; set; }

    [BindProperty]
    public string? Phone { get; set; }

    [BindProperty]
    public string? Email { get; set; }

    [BindProperty]
    public string? Website { get; set; }

    [BindProperty]
    public IList<string> Facts { get; set; } = [];

    [BindProperty]
    public string? SignUp { get; set; }

    [BindProperty]
    public string? Places { get; set; }

    [BindProperty]
    public string? StartsOn { get; set; }

    [BindProperty]
    public string? EndsOn { get; set; }

    [BindProperty]
    public IList<string> Serves { get; set; } = [];

    public OneProvision.Answer? Stands { get; private set; }

    public IReadOnlyList<Choice> Kinds => [.. Enum.GetNames<OfferKind>().Select(name => new Choice(name, Text($"offer-{name}")))];

    public IReadOnlyList<Choice> DomainChoices => [.. Enum.GetNames<LifeDomain>().Select(name => new Choice(name, Text($"domain-{name}")))];

    public IReadOnlyList<Choice> FactChoices => [.. Enum.GetNames<AccessFact>().Select(name => new Choice(name, Text($"fact-{name}")))];

    public IReadOnlyList<Choice> SignUpChoices => [new(Here, Text("sign-up-here")), new(Elsewhere, Text("sign-up-elsewhere"))];

    public IReadOnlyList<Choice> NeighbourhoodChoices { get; private set; } = [];

    public async Task<IActionResult> OnGet()
    {
        if (!await Load())
        {
            return NotFound();
        }

        if (Stands is { Provision: var what })
        {
            (Seen, Kind, NameNl, NameEn, AboutNl, AboutEn) = (Stands.Seen, what.Kind.ToString(), what.NameNl, what.NameEn, what.AboutNl, what.AboutEn);
            (Location, Address, Neighbourhood, WhenNl, WhenEn, CostsNl, CostsEn) = (what.Location, what.Address, what.Neighbourhood, what.WhenNl, what.WhenEn, what.CostsNl, what.CostsEn);
            (Phone, Email, Website, SignUp) = (what.Phone, what.Email, what.Website, what.SignsUpHere ? Here : Elsewhere);
            (Places, StartsOn, EndsOn) = (what.Places?.ToString(CultureInfo.InvariantCulture), what.StartsOn?.InDigits(), what.EndsOn?.InDigits());
            (Domains, Facts, Serves) = ([.. what.Domains.Select(domain => domain.ToString())], [.. what.Facts.Select(fact => fact.ToString())], [.. what.Serves]);
        }

        return Page();
    }

    public async Task<IActionResult> OnPost()
    {
        if (!await Load())
        {
            return NotFound();
        }

        if (Typed() is not { } provision)
        {
            return Again();
        }

        var saved = await save.Do(Me, FormKey, new(Stands?.Id, provision, Seen ?? ""));
        if (saved.IsRefused)
        {
            return Refused(saved.Refusal!, saved.Refusal!.Is(Refusal.WebsiteInvalid) ? nameof(Website) : saved.Refusal.Is(Refusal.PhoneInvalid) ? nameof(Phone) : saved.Refusal.Is(Refusal.AddressInvalid) ? nameof(Email) : saved.Refusal.Is(Refusal.PeriodInvalid) ? nameof(EndsOn) : "");
        }

        Tell("saved", provision.NameNl);
        return LocalRedirect("/beheer/aanbod");
    }

    public async Task<IActionResult> OnPostEnd()
    {
        if (!await Load() || Stands is not { } stands)
        {
            return NotFound();
        }

        var ended = await end.Do(Me, FormKey, new(stands.Id, Seen ?? ""));
        if (ended.IsRefused)
        {
            return RefusedAt("/beheer/aanbod", ended.Refusal!);
        }

        Tell("ended-done", stands.Provision.NameNl);
        return LocalRedirect("/beheer/aanbod");
    }

    /// <summary>What the form says; none when something is missing or cannot be read, with its message at the field.</summary>
    private GeneralProvision? Typed()
    {
        var kind = Choice.Of<OfferKind>(Kind);
        Require(kind is not null, nameof(Kind), "kind-missing");
        Require(TypedText.Seen(NameNl ?? "").Length > 0, nameof(NameNl), "name-missing");
        Require(TypedText.Seen(AboutNl ?? "").Length > 0, nameof(AboutNl), "about-missing");
        Require(Domains.Any(name => Choice.Of<LifeDomain>(name) is not null), nameof(Domains), "domains-missing");
        Require(new[] { Phone, Email, Website }.Any(reach => !string.IsNullOrWhiteSpace(reach)), nameof(Phone), "reach-missing");
        Require(SignUp is Here or Elsewhere, nameof(SignUp), "sign-up-missing");
        long? places = string.IsNullOrWhiteSpace(Places) ? null
            : long.TryParse(Places.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= GeneralProvision.MostPlaces ? number : -1;
        Require(places != -1, nameof(Places), "places-wrong");
        var (startsOn, endsOn) = (Day(StartsOn, nameof(StartsOn)), Day(EndsOn, nameof(EndsOn)));
        return !ModelState.IsValid ? null : new GeneralProvision(
            kind!.Value, NameNl!, NameEn ?? "", AboutNl!, AboutEn ?? "", [.. Domains.Select(Choice.Of<LifeDomain>).OfType<LifeDomain>()],
            Location ?? "", Address ?? "", Neighbourhood ?? "", WhenNl ?? "", WhenEn ?? "", CostsNl ?? "", CostsEn ?? "", Phone ?? "", Email ?? "", (Website ?? "").Trim(),
            [.. Facts.Select(Choice.Of<AccessFact>).OfType<AccessFact>()], SignUp == Here, SignUp == Here ? places : null, startsOn, endsOn, [.. Serves.Where(code => !string.IsNullOrEmpty(code))]);
    }

    private DateOnly? Day(string? typed, string field)
    {
        if (string.IsNullOrWhiteSpace(typed))
        {
            return null;
        }

        var isDay = DayText.TryParse(typed, out var day);
        Require(isDay, field, "day-missing");
        return isDay ? day : null;
    }

    private async Task<bool> Load()
    {
        NeighbourhoodChoices = [.. (await neighbourhoods.All(Me)).Select(one => new Choice(one.Code, one.Name))];
        if (string.IsNullOrEmpty(Aanbod))
        {
            return true;
        }

        Stands = Guid.TryParseExact(Aanbod, "D", out var id) && await provisions.Of(new GeneralProvisionId(id), Me) is { } found && found.MunicipalityCode == Me.MunicipalityCode ? found : null;
        return Stands is not null;
    }
}
