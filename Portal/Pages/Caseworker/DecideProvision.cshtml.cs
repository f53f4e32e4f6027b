using Budget.Core;
using Budget.Core.Decisions;
using Budget.Core.Ledger;
using Budget.Core.Providers;
using Microsoft.AspNetCore.Mvc;
using Portal.TagHelpers;
using Portal.Text;
using HowOften = Budget.Core.Decisions.Frequency;
using HeldOrFollowing = Budget.Core.Decisions.FundingForm;

namespace Portal.Pages.Caseworker;

/// <summary>
/// A decision that opens a budget: which provision, how much, at which rate, for how long, in which form; what an extension or a revision follows. "Check" shows what it
/// comes to, and what it does to the budget before it, by doing it and taking it back.
/// </summary>
public sealed class DecideProvisionModel(
    RequestToDecide requests, ProductRates rates, GrantProvision grant, HelpAtOnce help, ExtendProvision extend, ReviseProvision revise, TimeProvider time) : DecisionForm
{
    private static readonly DecisionKind[] Kinds = [DecisionKind.Grant, DecisionKind.PartlyGrant, DecisionKind.Temporary, DecisionKind.Extend, DecisionKind.Revise];

    /// <summary>All there are: a budget that is followed may be of one that is granted no more.</summary>
    private IReadOnlyList<ProductRates.Item> all = [];

    private IEnumerable<ProductRates.Item> Granted => all.Where(product => product.EndedOn is null);

    /// <param name="Total">The volume over the whole period.</param>
    /// <param name="Effect">On the budget that it ends; none when it ends none.</param>
    public sealed record GrantPreview(Money Amount, Quantity Total, string Unit, Money Rate, EndedBudget? Effect);

    public GrantPreview? Preview { get; private set; }

    public DecisionKind Kind { get; private set; }

    [BindProperty(SupportsGet = true)] public string? Soort { get; set; }
    [BindProperty] public string? AppliedOn { get; set; }
    [BindProperty] public string? Earlier { get; set; }
    [BindProperty] public string? EndedOn { get; set; }
    [BindProperty] public string? Ground { get; set; }
    [BindProperty] public string? Product { get; set; }
    [BindProperty] public string? Volume { get; set; }
    [BindProperty] public string? Frequency { get; set; }
    [BindProperty] public string? Rate { get; set; }
    [BindProperty] public string? StartsOn { get; set; }
    [BindProperty] public string? EndsOn { get; set; }
    [BindProperty] public string? FundingForm { get; set; }
    [BindProperty] public string? Reasons { get; set; }

    /// <summary>A budget that is followed keeps its form, unless it is temporary help.</summary>
    public bool AsksForm => !Follows || Answer.About(Kind).Any(budget => budget.IsTemporary);

    public bool Follows => Kind is DecisionKind.Extend or DecisionKind.Revise;

    public IReadOnlyList<Choice> Products => [.. Granted.Select(product => new Choice(
        product.Code,
        Text("product-line", PostingText.Product(product.NameNl, product.NameEn, Culture), product.Code, product.On(time.Today(), RateKind.Professional) ?? Money.Zero, PostingText.Unit(product.Unit, new Quantity(1), Culture))))];

    /// <summary>What the by-law pays at most to others than organisations, for who decides on a PGB.</summary>
    public IReadOnlyList<string> OtherRates =>
    [
        .. from product in Granted
           from kind in new[] { RateKind.Freelancer, RateKind.Network }
           where product.On(time.Today(), kind) is not null
           select Text($"rate-of-{kind}", PostingText.Product(product.NameNl, product.NameEn, Culture), product.On(time.Today(), kind)),
    ];

    public IReadOnlyList<Choice> Budgets => [.. Answer.About(Kind).Select(budget => new Choice(
        budget.Number, BudgetLine.Of(budget, Culture), Text("budget-until", budget.EndsOn.InWords(Culture), budget.Balance.Spent, budget.Reserved, budget.Available)))];

    public IReadOnlyList<Choice> Frequencies => [.. Enum.GetNames<HowOften>().Select(name => new Choice(name, Text($"frequency-{name}")))];

    public IReadOnlyList<Choice> Forms => [.. Enum.GetNames<HeldOrFollowing>().Select(name => new Choice(name, Text($"form-{name}"), Text($"form-{name}-hint")))];

    public IReadOnlyList<Choice> Grounds => Kind == DecisionKind.Revise
        ? [new Choice("asked", Text("ground-asked")), .. Enum.GetNames<WithdrawalGround>().Select(name => new Choice(name, Text($"ground-{name}")))]
        : [.. Enum.GetNames<RefusalGround>().Select(name => new Choice(name, Text($"ground-{name}")))];

    public async Task<IActionResult> OnGet(string number)
    {
        if (!await Load(number))
        {
            return NotFound();
        }

        FundingForm = Answer.WishedForm switch
        {
            "personfollowing" => nameof(HeldOrFollowing.PersonFollowing),
            "personheld" => nameof(HeldOrFollowing.PersonHeld),
            _ => null,
        };
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

        return Kind switch
        {
            DecisionKind.Extend => ReadExtension(number) is { } entry
                ? await Finish(record, () => extend.Draft(Me, entry), () => extend.Do(Me, FormKey, entry), _ => Show(effect: null), TellOfGrant)
                : Again(),
            DecisionKind.Revise => ReadRevision(number) is { } entry
                ? await Finish(
                    record, () => revise.Draft(Me, entry), () => revise.Do(Me, FormKey, entry), answer => Show(answer.Effect),
                    (answer, before) => TellOf(answer.DecisionNumber, answer.BudgetNumber, answer.Granted, before))
                : Again(),
            DecisionKind.Temporary => ReadTerms(isForGood: false) is { } terms
                ? await Finish(record, () => help.Draft(Me, Temporary(number, terms)), () => help.Do(Me, FormKey, Temporary(number, terms)), _ => Show(effect: null), TellOfGrant)
                : Again(),
            _ => ReadGrant(number) is { } entry
                ? await Finish(record, () => grant.Draft(Me, entry), () => grant.Do(Me, FormKey, entry), _ => Show(effect: null), TellOfGrant)
                : Again(),
        };
    }

    private GrantPreview Show(EndedBudget? effect) => Preview = Preview! with { Effect = effect };

    private void TellOfGrant(GrantProvision.Answer answer, bool before) => TellOf(answer.DecisionNumber, answer.BudgetNumber, answer.Granted, before);

    private void TellOf(string decision, string budget, Money granted, bool before) => Tell(before ? "granted-before" : "granted", decision, granted, budget);

    protected override IActionResult No(Refusal refusal)
    {
        Preview = null;
        return Told(refusal, FieldOf(refusal));
    }

    private string FieldOf(Refusal refusal) =>
        refusal.Is(Refusal.RateAboveByLaw) ? nameof(Rate)
        : refusal.Is(Refusal.PeriodInvalid) || refusal.Is(Refusal.TemporaryTooLong) ? nameof(EndsOn)
        : refusal.Is(Refusal.TemporaryNotNow) ? nameof(StartsOn)
        : refusal.Is(Refusal.TemporaryNotExtended) ? nameof(Earlier)
        : refusal.Is(Refusal.SameProductOtherForm) && Kind != DecisionKind.Extend ? nameof(FundingForm)
        : refusal.Is(Refusal.ApplicationBeforeReport) ? nameof(AppliedOn)
        : refusal.Is(Refusal.EndsBeforeHelp) || refusal.Is(Refusal.DayOutsideBudget) ? nameof(EndedOn)
        : "";

    private GrantProvision.Entry? ReadGrant(string number)
    {
        // Also read when there is an application by now: a second click must say the same as the first, which made it.
        var appliedOn = Answer.AppliedOn is null || !string.IsNullOrWhiteSpace(AppliedOn) ? Day(AppliedOn, nameof(AppliedOn), "applied-on-missing") : null;
        var ground = Kind == DecisionKind.PartlyGrant ? Choice.Of<RefusalGround>(Ground) : null;
        Require(Kind == DecisionKind.Grant || ground is not null, nameof(Ground), "ground-missing");
        return ReadTerms(isForGood: true) is { } terms
            ? new(number, appliedOn, terms.ProductCode, terms.Volume, terms.Frequency, terms.Rate, terms.Period, terms.FundingForm, Reasons!, ground, KnownCount)
            : null;
    }

    private HelpAtOnce.Entry Temporary(string number, ProvisionTerms terms) =>
        new(number, terms.ProductCode, terms.Volume, terms.Frequency, terms.Rate, terms.Period, terms.FundingForm, Reasons!, KnownCount);

    private ExtendProvision.Entry? ReadExtension(string number)
    {
        var budget = ReadBudget();
        return ReadTerms(isForGood: true, budget, budget?.EndsOn.AddDays(1)) is { } terms
            ? new(number, budget!.Number, terms.Volume, terms.Frequency, terms.Rate, terms.Period.EndsOn, Reasons!, KnownCount)
            : null;
    }

    private ReviseProvision.Entry? ReadRevision(string number)
    {
        var budget = ReadBudget();
        var endedOn = Day(EndedOn, nameof(EndedOn), "ended-on-missing");
        var ground = Choice.Of<WithdrawalGround>(Ground);
        Require(ground is not null || Ground == "asked", nameof(Ground), "ground-missing");
        return ReadTerms(isForGood: true, budget, endedOn?.AddDays(1)) is { } terms
            ? new(number, budget!.Number, endedOn!.Value, ground, terms.Volume, terms.Frequency, terms.Rate, terms.Period.EndsOn, terms.FundingForm, Reasons!, KnownCount)
            : null;
    }

    private RequestToDecide.Budget? ReadBudget()
    {
        var budget = Answer.Budgets.FirstOrDefault(one => one.Number == Earlier);
        Require(budget is not null, nameof(Earlier), "budget-missing");
        return budget;
    }

    /// <summary>What was typed as terms; none when a field is wrong, with the message at the field.</summary>
    /// <param name="follows">The budget that it follows: then product and form are those of that, the form not of temporary help.</param>
    /// <param name="from">The first day when it follows another; none to read it.</param>
    private ProvisionTerms? ReadTerms(bool isForGood, RequestToDecide.Budget? follows = null, DateOnly? from = null)
    {
        var code = Follows ? follows?.ProductCode : Product;
        var product = (Follows ? all : Granted).FirstOrDefault(one => one.Code == code);
        Require(product is not null || Follows, nameof(Product), "product-missing");
        Require(Quantity.TryParse(Volume, out var volume) && volume.Value > 0, nameof(Volume), "volume-missing");
        var chosen = Choice.Of<HowOften>(Frequency);
        var frequency = chosen.GetValueOrDefault();
        Require(chosen is not null, nameof(Frequency), "frequency-missing");
        Require(Money.TryParse(Rate, out var rate) && rate.IsPositive, nameof(Rate), "rate-missing");
        var startsOn = Follows ? from : Day(StartsOn, nameof(StartsOn), "starts-on-missing");
        var endsOn = Day(EndsOn, nameof(EndsOn), "ends-on-missing");
        Require(startsOn is null || endsOn is null || endsOn >= startsOn, nameof(EndsOn), "ends-before-start");
        // Only of temporary help the form is decided on when it goes on.
        var form = Follows && follows is { IsTemporary: false } ? StoredForm(follows) : Choice.Of<HeldOrFollowing>(FundingForm);
        Require(form is not null || (Follows && follows is null), nameof(FundingForm), "form-missing");
        // Bounded before anything is multiplied.
        var most = product?.On(startsOn ?? time.Today(), RateKind.Professional);
        Require(most is null || rate <= most, nameof(Rate), "rate-above", most);
        var period = startsOn <= endsOn ? new Period(startsOn.Value, endsOn.Value) : (Period?)null;
        Require(period is null || GrantProvision.IsPlausible(period.Value, time.Today()), nameof(EndsOn), "period-too-long");
        Require(period is null || isForGood || period.Value.Days <= Answer.Terms.TemporaryWeeks * 7, nameof(EndsOn), "too-many-weeks", Answer.Terms.TemporaryWeeks);
        Require(product is null || period is null || GrantedVolume.Fits(product.Unit, volume, frequency, period.Value), nameof(Volume), "volume-implausible");
        Require(!string.IsNullOrWhiteSpace(Reasons), nameof(Reasons), "reasons-missing");
        if (!ModelState.IsValid)
        {
            return null;
        }

        var terms = new ProvisionTerms(product!.Code, volume, frequency, rate, period!.Value, form!.Value);
        Preview = new GrantPreview(terms.Amount, GrantedVolume.Over(period.Value, volume, frequency), product.Unit, rate, Effect: null);
        return terms;
    }

    private static HeldOrFollowing StoredForm(RequestToDecide.Budget budget) =>
        budget.IsPersonHeld ? HeldOrFollowing.PersonHeld : HeldOrFollowing.PersonFollowing;

    private async Task<bool> Load(string number)
    {
        Kind = Choice.Of<DecisionKind>(Soort) ?? DecisionKind.Grant;
        if (!Kinds.Contains(Kind) || await requests.Of(Me, number) is not { } answer || (!answer.IsReadyToDecide && Kind is DecisionKind.Grant or DecisionKind.PartlyGrant))
        {
            return false;
        }

        Answer = answer;
        all = await rates.All(Me);
        return true;
    }
}
