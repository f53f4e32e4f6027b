using System.Globalization;
using Budget.Core;
using Budget.Core.Delivery;
using Budget.Core.Ledger;
using Budget.Core.Providers;
using Microsoft.AspNetCore.Mvc;
using Portal.TagHelpers;
using Portal.Text;

namespace Portal.Pages.Administration;

/// <summary>A contract with a provider that is there, found by its number at the chamber of commerce, or with one that is admitted with it; perhaps because a resident proposed it.</summary>
public sealed class NewContractModel(ProviderByKvk providers, ProductRates rates, WelcomeProviders welcome, SignContract sign, TimeProvider time) : PortalPage
{
    private IReadOnlyList<ProductRates.Item> products = [];

    /// <summary>The one with that number, when it is there already; its data stay as they are.</summary>
    public ProviderByKvk.Answer? Known { get; private set; }

    /// <summary>The provider that a resident proposed; none when the contract is for nobody in particular.</summary>
    public WelcomeProviders.Item? Wanted { get; private set; }

    public bool HasNumber { get; private set; }

    [BindProperty(SupportsGet = true)] public string? Kvk { get; set; }

    /// <summary>The id of the proposal.</summary>
    [BindProperty(SupportsGet = true)] public string? Voorstel { get; set; }

    /// <summary>Whether there was none with that number when the form was shown.</summary>
    [BindProperty] public bool IsNew { get; set; }

    [BindProperty] public string? Name { get; set; }
    [BindProperty] public string? Agb { get; set; }
    [BindProperty] public string? Phone { get; set; }
    [BindProperty] public string? AboutNl { get; set; }
    [BindProperty] public string? AboutEn { get; set; }
    [BindProperty] public string? Product { get; set; }
    [BindProperty] public string? Rate { get; set; }
    [BindProperty] public string? StartsOn { get; set; }
    [BindProperty] public string? EndsOn { get; set; }
    [BindProperty] public string? OptionYears { get; set; }
    [BindProperty] public string? NoticeDays { get; set; }

    /// <summary>"ja" when it is an initiative of residents.</summary>
    [BindProperty] public IList<string> Light { get; set; } = [];

    public IReadOnlyList<Choice> Products => [.. products.Select(one => new Choice(one.Code, $"{PostingText.Product(one.NameNl, one.NameEn, Culture)} ({one.Code})"))];

    public IReadOnlyList<Choice> LightChoice => [new("ja", Text("light-yes"), Text("light-hint"))];

    public async Task<IActionResult> OnGet()
    {
        await Load();
        if (!string.IsNullOrEmpty(Voorstel) && Wanted is null)
        {
            return NotFound();
        }

        (IsNew, Product) = (Known is null, Wanted?.ProductCode);
        Require(HasNumber || Kvk is null, nameof(Kvk), "kvk-wrong");
        return ModelState.IsValid ? Page() : Again();
    }

    public async Task<IActionResult> OnPost()
    {
        await Load();
        Require(HasNumber, nameof(Kvk), "kvk-wrong");
        if (!HasNumber)
        {
            return Again();
        }

        if (!IsNew && Known is null)
        {
            return NotFound();
        }

        if (IsNew)
        {
            Require(TypedText.Seen(Name ?? "") is { Length: > 0 and <= AdmitProvider.LongestName }, nameof(Name), "name-missing");
            Require(AdmitProvider.IsNumber((Agb ?? "").Trim()), nameof(Agb), "agb-wrong");
            Require(TypedText.Seen(Phone ?? "") is { Length: > 0 and <= AdmitProvider.LongestPhone }, nameof(Phone), "phone-missing");
            Require(TypedText.Seen(AboutNl ?? "") is { Length: > 0 and <= AdmitProvider.LongestAbout }, nameof(AboutNl), "about-missing");
            Require(TypedText.Seen(AboutEn ?? "") is { Length: > 0 and <= AdmitProvider.LongestAbout }, nameof(AboutEn), "about-missing");
        }

        Require(products.Any(one => one.Code == Product), nameof(Product), "product-missing");
        Require(Money.TryParse(Rate, out var rate) && rate.IsPositive, nameof(Rate), "rate-missing");
        var (startsOn, endsOn) = (Day(StartsOn, nameof(StartsOn), "day-missing"), Day(EndsOn, nameof(EndsOn), "day-missing"));
        Require(startsOn is null || endsOn is null || startsOn <= endsOn, nameof(EndsOn), "ends-before-start");
        Require(endsOn is null || (endsOn >= time.Today() && endsOn <= time.Today().AddYears(SignContract.MostYears)), nameof(EndsOn), "ends-on-wrong", SignContract.MostYears);
        var (optionYears, noticeDays) = (Number(OptionYears, SignContract.MostOptionYears), Number(NoticeDays, SignContract.MostNoticeDays));
        Require(optionYears is not null, nameof(OptionYears), "number-wrong", SignContract.MostOptionYears);
        Require(noticeDays is not null, nameof(NoticeDays), "number-wrong", SignContract.MostNoticeDays);
        if (!ModelState.IsValid)
        {
            return Again();
        }

        var newcomer = IsNew ? new AdmitProvider.Entry((Agb ?? "").Trim(), Kvk!, Name!, AboutNl!, AboutEn!, Phone!) : null;
        var signed = await sign.Do(Me, FormKey, new(
            newcomer is null ? Known!.Id : null, Me.MunicipalityCode, Product!, rate, new Period(startsOn!.Value, endsOn!.Value), noticeDays!.Value, optionYears!.Value,
            newcomer, Light.Contains("ja", StringComparer.Ordinal), Guid.TryParseExact(Voorstel, "D", out var proposal) ? proposal : null));
        if (signed.IsRefused)
        {
            // Somebody else admitted it meanwhile: then its data are shown.
            return signed.Refusal!.Is(Refusal.ProviderAlreadyAdmitted)
                ? RefusedAt($"/beheer/contracten/nieuw?kvk={Kvk}{(string.IsNullOrEmpty(Voorstel) ? "" : $"&voorstel={Uri.EscapeDataString(Voorstel)}")}", signed.Refusal)
                : Refused(signed.Refusal, signed.Refusal.Is(Refusal.AgbTaken) ? nameof(Agb) : signed.Refusal.Is(Refusal.ContractRuns) ? nameof(StartsOn) : signed.Refusal.Is(Refusal.PeriodInvalid) ? nameof(EndsOn) : "");
        }

        Tell("signed", startsOn.Value.InWords(Culture));
        return LocalRedirect($"/beheer/contracten/{signed.Value.Value:D}");
    }

    /// <summary>Nothing is none.</summary>
    private static int? Number(string? text, int most) =>
        string.IsNullOrWhiteSpace(text) ? 0 : int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most ? number : null;

    private async Task Load()
    {
        Kvk = Kvk?.Trim();
        HasNumber = Kvk is not null && AdmitProvider.IsNumber(Kvk);
        Known = HasNumber ? await providers.Of(Me, Kvk!) : null;
        Wanted = string.IsNullOrEmpty(Voorstel) ? null : (await welcome.Of(Me)).FirstOrDefault(one => one.Id == Voorstel);
        products = [.. (await rates.All(Me)).Where(one => one.EndedOn is null || one.EndedOn > time.Today())];
    }
}
