using System.Globalization;
using Budget.Core;
using Budget.Core.Decisions;
using Budget.Core.Ledger;
using Budget.Core.Providers;
using Microsoft.AspNetCore.Mvc;
using Portal.TagHelpers;
using Portal.Text;

namespace Portal.Pages.Caseworker;

/// <summary>A grant in steps: learning to do it oneself again, with less support in each step. "Check" shows what it comes to; only what was shown is recorded.</summary>
public sealed class DecideReablementModel(RequestToDecide requests, ProductRates rates, GrantProvision grant, TimeProvider time) : DecisionForm
{
    /// <summary>How many steps the form has room for.</summary>
    public const int Rows = ReablementRoute.MostSteps;

    private IReadOnlyList<ProductRates.Item> products = [];

    public sealed record RoutePreview(Money Amount, Quantity Total, string Unit, Period Days);

    public RoutePreview? Preview { get; private set; }

    [BindProperty] public string? AppliedOn { get; set; }
    [BindProperty] public string? Product { get; set; }
    [BindProperty] public IList<string?> Weeks { get; set; } = [];
    [BindProperty] public IList<string?> Volumes { get; set; } = [];
    [BindProperty] public string? Rate { get; set; }
    [BindProperty] public string? StartsOn { get; set; }
    [BindProperty] public string? FundingForm { get; set; }
    [BindProperty] public string? Reasons { get; set; }

    public IReadOnlyList<Choice> Products => [.. products.Select(product => new Choice(
        product.Code, Text("product-line", PostingText.Product(product.NameNl, product.NameEn, Culture), product.Code, product.On(time.Today(), RateKind.Professional) ?? Money.Zero, PostingText.Unit(product.Unit, new Quantity(1), Culture))))];

    public IReadOnlyList<Choice> Forms => [.. Enum.GetNames<Budget.Core.Decisions.FundingForm>().Select(name => new Choice(name, Text($"form-{name}")))];

    public async Task<IActionResult> OnGet(string number)
    {
        if (!await Load(number))
        {
            return NotFound();
        }

        Know();
        return Page();
    }

    public Task<IActionResult> OnPostCheck(string number) => Send(number, record: false);

    public Task<IActionResult> OnPost(string number) => Send(number, record: true);

    private async Task<IActionResult> Send(string number, bool record)
    {
        if (!await Load(number))
        {
            return NotFound();
        }

        if (Read(number) is not { } entry)
        {
            return Again();
        }

        if (!record || Preview!.ToString() != Seen)
        {
            var drafted = await grant.Draft(Me, entry);
            if (drafted.IsRefused && (!record || Seen is not { Length: > 0 }))
            {
                return No(drafted.Refusal!);
            }

            if (!drafted.IsRefused)
            {
                ModelState.Remove(nameof(Seen));
                return Page();
            }
        }

        var decided = await grant.Do(Me, FormKey, entry);
        if (decided.IsRefused)
        {
            return No(decided.Refusal!);
        }

        Tell("granted", decided.Value.DecisionNumber, decided.Value.Granted, decided.Value.BudgetNumber);
        return LocalRedirect($"/consulent/hulpvraag/{number}/plan-op-een-rij");
    }

    protected override IActionResult No(Refusal refusal)
    {
        Preview = null;
        return Told(refusal);
    }

    private GrantProvision.Entry? Read(string number)
    {
        DateOnly? appliedOn = DayText.TryParse(AppliedOn, out var day) ? day : null;
        Require(Answer.AppliedOn is not null || appliedOn is not null, nameof(AppliedOn), "applied-on-missing");
        var product = products.FirstOrDefault(one => one.Code == Product);
        Require(product is not null, nameof(Product), "product-missing");
        var steps = Steps();
        Require(steps is not null && ReablementRoute.IsRoute(steps), "Weeks[0]", "steps-missing");
        Require(Money.TryParse(Rate, out var rate) && rate.IsPositive, nameof(Rate), "rate-missing");
        var hasStart = DayText.TryParse(StartsOn, out var startsOn);
        Require(hasStart, nameof(StartsOn), "starts-on-missing");
        var most = product?.On(hasStart ? startsOn : time.Today(), RateKind.Professional);
        Require(most is null || rate <= most, nameof(Rate), "rate-above", most);
        var form = Choice.Of<Budget.Core.Decisions.FundingForm>(FundingForm);
        Require(form is not null, nameof(FundingForm), "form-missing");
        Require(!string.IsNullOrWhiteSpace(Reasons), nameof(Reasons), "reasons-missing");
        if (!ModelState.IsValid)
        {
            return null;
        }

        var (days, total) = (ReablementRoute.Days(startsOn, steps!), ReablementRoute.Total(steps!));
        Preview = new RoutePreview(Money.Of(rate, total), total, product!.Unit, days);
        return new(
            number, appliedOn, product.Code, total, Frequency.Total, rate, days, form!.Value, Reasons!,
            Seen: KnownCount)
        {
            Steps = steps!,
        };
    }

    /// <summary>The rows that hold something; none when one of them holds no numbers.</summary>
    private List<ReablementStep>? Steps()
    {
        List<ReablementStep> steps = [];
        foreach (var (weeks, volume) in Weeks.Zip(Volumes).Where(row => !string.IsNullOrWhiteSpace(row.First) || !string.IsNullOrWhiteSpace(row.Second)))
        {
            if (!int.TryParse((weeks ?? "").Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count > ReablementRoute.MostWeeks || !Quantity.TryParse(volume, out var weekly) || weekly.Value > 10_000)
            {
                return null;
            }

            steps.Add(new ReablementStep(count, weekly));
        }

        return steps;
    }

    private static List<string?> Padded(IList<string?> typed) => [.. typed.Concat(Enumerable.Repeat<string?>(null, Rows)).Take(Rows)];

    private async Task<bool> Load(string number)
    {
        if (await requests.Of(Me, number) is not { IsReadyToDecide: true } answer)
        {
            return false;
        }

        Answer = answer;
        // The form has room for all steps, however many were sent.
        (Weeks, Volumes) = (Padded(Weeks), Padded(Volumes));
        products = [.. (await rates.All(Me)).Where(product => product.EndedOn is null)];
        return true;
    }
}
