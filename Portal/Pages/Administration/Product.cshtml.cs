using Budget.Core;
using Budget.Core.Configuration;
using Budget.Core.Ledger;
using Budget.Core.Providers;
using Microsoft.AspNetCore.Mvc;
using Portal.TagHelpers;
using Portal.Text;

namespace Portal.Pages.Administration;

/// <summary>One provision: a new one, or one that stands, with its rates from day to day, whether it is granted, and what was changed of it.</summary>
public sealed class ProductModel(ProductRates rates, DescribeProduct describe, SetProductRate setRate, ConfigurationHistory history) : PortalPage
{
    public ProductRates.Item? Stands { get; private set; }

    public IReadOnlyList<ConfigurationHistory.Item> History { get; private set; } = [];

    /// <summary>Of the one that stands; empty or typed for a new one.</summary>
    [BindProperty(SupportsGet = true)] public string? Code { get; set; }

    /// <summary>How many changes of it were seen.</summary>
    [BindProperty] public string? Seen { get; set; }

    [BindProperty] public bool IsNew { get; set; }
    [BindProperty] public string? Category { get; set; }
    [BindProperty] public string? Unit { get; set; }
    [BindProperty] public string? NameNl { get; set; }
    [BindProperty] public string? NameEn { get; set; }

    /// <summary>"ja" or "nee".</summary>
    [BindProperty] public string? Granted { get; set; }

    [BindProperty] public string? Kind { get; set; }
    [BindProperty] public string? Rate { get; set; }
    [BindProperty] public string? StartsOn { get; set; }

    public IReadOnlyList<Choice> Kinds => [.. Enum.GetNames<RateKind>().Select(name => new Choice(name, Text($"kind-{name.ToLowerInvariant()}")))];

    public IReadOnlyList<Choice> Units => [.. CareUnit.All.Select(unit => new Choice(unit, PostingText.Unit(unit, new Quantity(1), Culture)))];

    public IReadOnlyList<Choice> GrantedOrNot => [new("ja", Text("granted-yes")), new("nee", Text("granted-no"), Text("granted-no-hint"))];

    public async Task<IActionResult> OnGet()
    {
        if (!await Load(Code ?? ""))
        {
            return NotFound();
        }

        if (Stands is { } stands)
        {
            (NameNl, NameEn, Granted, Seen) = (stands.NameNl, stands.NameEn, stands.EndedOn is null ? "ja" : "nee", stands.Seen);
        }

        return Page();
    }

    public async Task<IActionResult> OnPost()
    {
        if (!await Load(IsNew ? "" : Code ?? ""))
        {
            return NotFound();
        }

        Money? first = null;
        if (IsNew)
        {
            Require((Code ?? "").Trim() is { Length: > 0 and <= DescribeProduct.LongestCode } code && code.All(char.IsAsciiLetterOrDigit), nameof(Code), "code-wrong");
            Require(Category is { Length: 2 } && Category.All(char.IsAsciiDigit), nameof(Category), "category-wrong");
            Require(CareUnit.All.Contains(Unit), nameof(Unit), "unit-missing");
            first = Amount();
        }

        Require(!string.IsNullOrWhiteSpace(NameNl), nameof(NameNl), "name-missing");
        Require(!string.IsNullOrWhiteSpace(NameEn), nameof(NameEn), "name-missing");
        if (!ModelState.IsValid)
        {
            return Again();
        }

        var described = await describe.Do(Me, FormKey, new((Code ?? "").Trim(), Category ?? "", Unit ?? "", NameNl!, NameEn!, first, IsEnded: Granted == "nee", Seen ?? "", IsNew));
        if (described.IsRefused)
        {
            return Refused(described.Refusal!, described.Refusal!.Is(Refusal.CodeTaken) ? nameof(Code) : described.Refusal.Is(Refusal.ProductGranted) ? nameof(NameNl) : "");
        }

        Tell("saved", NameNl!.Trim());
        return LocalRedirect("/beheer/voorzieningen");
    }

    public async Task<IActionResult> OnPostRate()
    {
        if (!await Load(Code ?? "") || Stands is not { } stands)
        {
            return NotFound();
        }

        (NameNl, NameEn, Granted) = (stands.NameNl, stands.NameEn, stands.EndedOn is null ? "ja" : "nee");
        var kind = Choice.Of<RateKind>(Kind);
        Require(kind is not null, nameof(Kind), "kind-missing");
        var amount = Amount();
        Require(DayText.TryParse(StartsOn, out var startsOn), nameof(StartsOn), "from-missing");
        if (!ModelState.IsValid)
        {
            return Again();
        }

        var set = await setRate.Do(Me, FormKey, new(stands.Code, kind!.Value, startsOn, amount!.Value, Seen ?? ""));
        if (set.IsRefused)
        {
            return Refused(set.Refusal!, set.Refusal!.Is(Refusal.RateOfThePast) ? nameof(StartsOn) : set.Refusal.Is(Refusal.RateTooHigh) ? nameof(Rate) : "");
        }

        Tell("rate-saved", amount.Value, startsOn.InWords(Culture));
        return LocalRedirect($"/beheer/voorzieningen/voorziening?code={Uri.EscapeDataString(stands.Code)}");
    }

    private Money? Amount()
    {
        var isAmount = Money.TryParse(Rate, out var rate) && rate.IsPositive;
        Require(isAmount, nameof(Rate), "amount-missing");
        return isAmount ? rate : null;
    }

    private async Task<bool> Load(string code)
    {
        Stands = code.Length == 0 ? null : (await rates.All(Me)).FirstOrDefault(one => one.Code == code);
        History = Stands is null ? [] : await history.Of(Me, DescribeProduct.What, code);
        return code.Length == 0 || Stands is not null;
    }
}
