using Budget.Core;
using Budget.Core.Decisions;
using Budget.Core.Ledger;
using Budget.Core.Providers;
using Microsoft.AspNetCore.Mvc;
using Portal.TagHelpers;
using Portal.Text;

namespace Portal.Pages.Caseworker;

/// <summary>Help goes on in the other form from a day on. "Check" shows what it grants and what it does to the old budget, by doing it and taking it back.</summary>
public sealed class ChangeFormModel(RequestToDecide requests, ProductRates rates, ChangeForm change, TimeProvider time) : DecisionForm
{
    private IReadOnlyList<ProductRates.Item> all = [];

    /// <param name="EndsOn">The last day in the new form: the same as in the old one.</param>
    public sealed record FormPreview(bool BecomesHeld, DateOnly FirstOn, DateOnly EndsOn, Money Amount, Quantity Total, string Unit, Money Rate, EndedBudget Effect);

    public FormPreview? Preview { get; private set; }

    [BindProperty] public string? Earlier { get; set; }
    [BindProperty] public string? FirstOn { get; set; }
    [BindProperty] public string? Ground { get; set; }
    [BindProperty] public string? Rate { get; set; }
    [BindProperty] public string? HeldBy { get; set; }
    [BindProperty] public string? Representative { get; set; }
    [BindProperty] public string? Motivation { get; set; }
    [BindProperty] public string? Quality { get; set; }
    [BindProperty] public string? Plan { get; set; }
    [BindProperty] public string? Reasons { get; set; }

    public IReadOnlyList<Choice> Budgets => [.. Answer.OfOtherForm.Select(budget => new Choice(
        budget.Number, BudgetLine.Of(budget, Culture),
        Text(budget.IsPersonHeld ? "becomes-following" : "becomes-held", budget.EndsOn.InWords(Culture), budget.Balance.Spent, budget.Reserved, budget.Available)))];

    /// <summary>Whether one of them becomes a PGB, of which the conditions are asked.</summary>
    public bool AsksConditions => Answer.OfOtherForm.Any(budget => !budget.IsPersonHeld);

    /// <summary>A PGB is there at the resident's wish only.</summary>
    public IReadOnlyList<Choice> Grounds =>
        [.. Enum.GetNames<FormGround>().Where(name => name == nameof(FormGround.FormAsked) || Answer.OfOtherForm.Any(budget => budget.IsPersonHeld)).Select(name => new Choice(name, Text($"ground-{name}")))];

    public IReadOnlyList<Choice> Holders => [.. Enum.GetNames<HeldBy>().Select(name => new Choice(name, Text($"held-by-{name}")))];

    /// <summary>The first day in the other form once it was filled in: its rate is held against the by-law of that day.</summary>
    public DateOnly RatesOn => DayText.TryParse(FirstOn, out var day) ? day : time.Today();

    /// <summary>What the by-law pays at most for this help on <see cref="RatesOn"/>, each kind of helper.</summary>
    public IReadOnlyList<string> Rates =>
    [
        .. from product in all
           where Answer.OfOtherForm.Any(budget => budget.ProductCode == product.Code)
           from kind in Enum.GetValues<RateKind>()
           where product.On(RatesOn, kind) is not null
           select Text($"rate-of-{kind}", PostingText.Product(product.NameNl, product.NameEn, Culture), product.On(RatesOn, kind)),
    ];

    public async Task<IActionResult> OnGet(string number)
    {
        if (!await Load(number))
        {
            return NotFound();
        }

        // Of one there is nothing to choose.
        Earlier = Answer.OfOtherForm is [var only] ? only.Number : null;
        Know();
        return Page();
    }

    public async Task<IActionResult> OnPostCheck(string number) => await Send(number, record: false);

    public async Task<IActionResult> OnPost(string number) => await Send(number, record: true);

    private async Task<IActionResult> Send(string number, bool record)
    {
        if (!await Load(number))
        {
            return NotFound();
        }

        // Also one that changed by an earlier click: the deed knows its key.
        var budget = Answer.Budgets.FirstOrDefault(one => one.Number == Earlier);
        return Read(number, budget) is { } entry
            ? await Finish(
                record, () => change.Draft(Me, entry), () => change.Do(Me, FormKey, entry),
                answer => Preview = new FormPreview(!budget!.IsPersonHeld, entry.FirstOn, budget.EndsOn, answer.Granted, answer.Total, budget.Unit, entry.Rate, answer.Effect),
                (answer, before) => Tell(before ? "decided-before" : "decided", answer.DecisionNumber, answer.Granted, answer.BudgetNumber))
            : Again();
    }

    private ChangeForm.Entry? Read(string number, RequestToDecide.Budget? budget)
    {
        Require(budget is not null, nameof(Earlier), "budget-missing");
        var firstOn = Day(FirstOn, nameof(FirstOn), "first-on-missing");
        var ground = Choice.Of<FormGround>(Ground);
        Require(ground is not null, nameof(Ground), "ground-missing");
        Require(Money.TryParse(Rate, out var rate) && rate.IsPositive, nameof(Rate), "rate-missing");
        var held = budget is { IsPersonHeld: false } ? ReadConditions() : null;
        Require(!string.IsNullOrWhiteSpace(Reasons), nameof(Reasons), "reasons-missing");
        return ModelState.IsValid ? new(number, budget!.Number, firstOn!.Value, ground!.Value, rate, Reasons!, held, KnownCount) : null;
    }

    private HeldConditions? ReadConditions()
    {
        var by = Choice.Of<HeldBy>(HeldBy);
        Require(by is not null, nameof(HeldBy), "held-by-missing");
        Require(by != Budget.Core.Decisions.HeldBy.Representative || !string.IsNullOrWhiteSpace(Representative), nameof(Representative), "representative-missing");
        Require(!string.IsNullOrWhiteSpace(Motivation), nameof(Motivation), "motivation-missing");
        Require(!string.IsNullOrWhiteSpace(Quality), nameof(Quality), "quality-missing");
        Require(!string.IsNullOrWhiteSpace(Plan), nameof(Plan), "plan-missing");
        return ModelState.IsValid ? new(by!.Value, Representative ?? "", Motivation!, Quality!, Plan!) : null;
    }

    protected override IActionResult No(Refusal refusal)
    {
        Preview = null;
        return Told(refusal, FieldOf(refusal));
    }

    private static string FieldOf(Refusal refusal) =>
        refusal.Is(Refusal.RateAboveByLaw) ? nameof(Rate)
        : refusal.Is(Refusal.FormFromTomorrow) || refusal.Is(Refusal.EndsBeforeHelp) || refusal.Is(Refusal.DayOutsideBudget) ? nameof(FirstOn)
        : refusal.Is(Refusal.HeldOnlyWhenAsked) ? nameof(Ground)
        : refusal.Is(Refusal.SameProductOtherForm) || refusal.Is(Refusal.TemporaryKeepsForm) || refusal.Is(Refusal.BudgetEnded) ? nameof(Earlier)
        : "";

    private async Task<bool> Load(string number)
    {
        if (await requests.Of(Me, number) is not { } answer)
        {
            return false;
        }

        Answer = answer;
        all = await rates.All(Me);
        return true;
    }
}
