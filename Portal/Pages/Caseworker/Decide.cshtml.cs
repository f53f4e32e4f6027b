using Budget.Core;
using Budget.Core.Decisions;
using Budget.Core.Providers;
using Budget.Core.SupportRequests;
using Microsoft.AspNetCore.Mvc;
using Portal.TagHelpers;
using Portal.Text;

namespace Portal.Pages.Caseworker;

/// <summary>The decision: which provision, how much, at which rate, for how long, in which form; "check" shows what it comes to first.</summary>
public sealed class DecideModel(CaseOverview cases, ProductCatalogue catalogue, GrantProvision grant, TimeProvider time) : PortalPage
{
    private IReadOnlyList<Product> products = [];

    public CaseOverview.Answer Answer { get; private set; } = null!;

    /// <param name="Total">The volume over the whole period.</param>
    public sealed record GrantPreview(Money Amount, Quantity Total, string Unit, Money Rate);

    public GrantPreview? Preview { get; private set; }

    [BindProperty] public string? AppliedOn { get; set; }
    [BindProperty] public string? Product { get; set; }
    [BindProperty] public string? Volume { get; set; }
    [BindProperty] public string? Frequency { get; set; }
    [BindProperty] public string? Rate { get; set; }
    [BindProperty] public string? StartsOn { get; set; }
    [BindProperty] public string? EndsOn { get; set; }
    [BindProperty] public string? FundingForm { get; set; }
    [BindProperty] public string? Reasons { get; set; }

    /// <summary>What was calculated and looked at, as the form carries it; figures changed since then are shown again before they are recorded.</summary>
    [BindProperty] public string? Seen { get; set; }

    public IReadOnlyList<Choice> Products => [.. products.Select(product => new Choice(
        product.Code,
        Text("product-line", Budget.Core.Ledger.PostingText.Product(product.NameNl, product.NameEn, Culture), product.Code, product.Rate, Budget.Core.Ledger.PostingText.Unit(product.Unit, new Quantity(1), Culture))))];

    public IReadOnlyList<Choice> Frequencies => [.. Enum.GetNames<Frequency>().Select(name => new Choice(name, Text($"frequency-{name}")))];

    public IReadOnlyList<Choice> Forms => [.. Enum.GetNames<FundingForm>().Select(name => new Choice(name, Text($"form-{name}"), Text($"form-{name}-hint")))];

    public async Task<IActionResult> OnGet(string number)
    {
        if (!await Load(number))
        {
            return NotFound();
        }

        FundingForm = Answer.Request.WishedForm switch
        {
            "personfollowing" => nameof(Budget.Core.Decisions.FundingForm.PersonFollowing),
            "personheld" => nameof(Budget.Core.Decisions.FundingForm.PersonHeld),
            _ => null,
        };
        return Page();
    }

    public async Task<IActionResult> OnPostCheck(string number)
    {
        if (!await Load(number))
        {
            return NotFound();
        }

        return Read(number) is null ? Again() : Page();
    }

    public async Task<IActionResult> OnPost(string number)
    {
        if (!await Load(number))
        {
            return NotFound();
        }

        if (Read(number) is not { } entry)
        {
            return Again();
        }

        if (Seen is { Length: > 0 } seen && seen != Preview!.ToString())
        {
            ModelState.Remove(nameof(Seen));
            return Page();
        }

        var granted = await grant.Do(Me, FormKey, entry);
        if (granted.IsRefused)
        {
            return Refused(granted.Refusal!, FieldOf(granted.Refusal!));
        }

        Tell(granted.Replayed ? "granted-before" : "granted", granted.Value.DecisionNumber, granted.Value.Granted, granted.Value.BudgetNumber);
        return LocalRedirect($"/consulent/hulpvraag/{number}");
    }

    private static string FieldOf(Refusal refusal) =>
        refusal.Is(Refusal.RateAboveByLaw) ? nameof(Rate)
        : refusal.Is(Refusal.PeriodInvalid) ? nameof(EndsOn)
        : refusal.Is(Refusal.SameProductOtherForm) ? nameof(FundingForm)
        : refusal.Is(Refusal.ApplicationBeforeReport) ? nameof(AppliedOn)
        : "";

    /// <summary>What was typed as a decision; none when a field is wrong, with the message at the field.</summary>
    private GrantProvision.Entry? Read(string number)
    {
        // Also read when there is an application by now: a second click must say the same as the first, which made it.
        var appliedOn = Answer.Application is null || !string.IsNullOrWhiteSpace(AppliedOn)
            ? Day(AppliedOn, nameof(AppliedOn), "applied-on-missing")
            : null;

        var product = products.FirstOrDefault(one => one.Code == Product);
        Require(product is not null, nameof(Product), "product-missing");
        Require(Quantity.TryParse(Volume, out var volume) && volume.Value > 0, nameof(Volume), "volume-missing");
        var chosen = Choice.Of<Frequency>(Frequency);
        var frequency = chosen.GetValueOrDefault();
        Require(chosen is not null, nameof(Frequency), "frequency-missing");
        Require(Money.TryParse(Rate, out var rate) && rate.IsPositive, nameof(Rate), "rate-missing");
        var startsOn = Day(StartsOn, nameof(StartsOn), "starts-on-missing");
        var endsOn = Day(EndsOn, nameof(EndsOn), "ends-on-missing");
        Require(startsOn is null || endsOn is null || endsOn >= startsOn, nameof(EndsOn), "ends-before-start");
        var form = Choice.Of<FundingForm>(FundingForm);
        Require(form is not null, nameof(FundingForm), "form-missing");
        // Bounded before anything is multiplied.
        Require(product is null || rate <= product.Rate, nameof(Rate), "rate-above", product?.Rate);
        var period = startsOn <= endsOn ? new Period(startsOn.Value, endsOn.Value) : (Period?)null;
        Require(period is null || GrantProvision.IsPlausible(period.Value, time.Today()), nameof(EndsOn), "period-too-long");
        Require(product is null || period is null || GrantedVolume.Fits(product.Unit, volume, frequency, period.Value), nameof(Volume), "volume-implausible");
        Require(!string.IsNullOrWhiteSpace(Reasons), nameof(Reasons), "reasons-missing");
        if (!ModelState.IsValid)
        {
            return null;
        }

        Preview = new GrantPreview(
            GrantedVolume.Amount(period!.Value, volume, frequency, rate), GrantedVolume.Over(period.Value, volume, frequency), product!.Unit, rate);
        return new GrantProvision.Entry(number, appliedOn, product.Code, volume, frequency, rate, period.Value, form!.Value, Reasons!);
    }

    private DateOnly? Day(string? text, string field, string message)
    {
        var read = DayText.TryParse(text, out var day);
        Require(read, field, message);
        return read ? day : null;
    }

    private async Task<bool> Load(string number)
    {
        // A report, or an application of a resident who did not get one in time.
        if (await cases.Of(Me, number) is not { } answer || answer is { Report: null, Application: null })
        {
            return false;
        }

        Answer = answer;
        products = await catalogue.Of(Me.MunicipalityCode);
        return true;
    }
}
