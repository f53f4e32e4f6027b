using Budget.Core;
using Budget.Core.Decisions;
using Microsoft.AspNetCore.Mvc;
using Portal.TagHelpers;
using Portal.Text;

namespace Portal.Pages.Caseworker;

/// <summary>
/// A decision that opens no budget: nothing is granted, a budget ends, or what was had by wrong data is to be paid back. "Check" shows what it does to the money, by doing it
/// and taking it back; what the ledger changed since then is shown again before it is recorded.
/// </summary>
public sealed class DecideOtherwiseModel(RequestToDecide requests, RefuseApplication refuse, WithdrawProvision withdraw, RecoverCosts recover) : DecisionForm
{
    private static readonly DecisionKind[] Kinds = [DecisionKind.Refuse, DecisionKind.Withdraw, DecisionKind.Recovery];

    public sealed record DecisionPreview(EndedBudget? Effect = null, Money? Amount = null, DateOnly? PayBy = null);

    public DecisionPreview? Preview { get; private set; }

    public DecisionKind Kind { get; private set; }

    [BindProperty(SupportsGet = true)] public string? Soort { get; set; }
    [BindProperty] public string? AppliedOn { get; set; }
    [BindProperty] public string? Earlier { get; set; }
    [BindProperty] public string? EndedOn { get; set; }
    [BindProperty] public string? Amount { get; set; }
    [BindProperty] public string? OnPurpose { get; set; }
    [BindProperty] public string? Ground { get; set; }
    [BindProperty] public string? Reasons { get; set; }

    public IReadOnlyList<Choice> Budgets => [.. Answer.About(Kind).Select(budget => new Choice(
        budget.Number, BudgetLine.Of(budget, Culture), Text("budget-until", (budget.EndedOn ?? budget.EndsOn).InWords(Culture), budget.Balance.Spent, budget.Reserved, budget.Available)))];

    public IReadOnlyList<Choice> Grounds => Kind == DecisionKind.Withdraw
        ? [.. Enum.GetNames<WithdrawalGround>().Select(name => new Choice(name, Text($"ground-{name}")))]
        : [.. Enum.GetNames<RefusalGround>().Select(name => new Choice(name, Text($"ground-{name}")))];

    public IReadOnlyList<Choice> YesOrNo => [new("ja", Text("yes")), new("nee", Text("no"))];

    public async Task<IActionResult> OnGet(string number)
    {
        if (!await Load(number))
        {
            return NotFound();
        }

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
            DecisionKind.Refuse => ReadRefusal(number) is { } entry
                ? await Finish(record, () => refuse.Draft(Me, entry), () => refuse.Do(Me, FormKey, entry), _ => Show(new()), TellOf)
                : Again(),
            DecisionKind.Withdraw => ReadWithdrawal(number) is { } entry
                ? await Finish(record, () => withdraw.Draft(Me, entry), () => withdraw.Do(Me, FormKey, entry), answer => Show(new(answer.Effect)), (answer, before) => TellOf(answer.DecisionNumber, before))
                : Again(),
            _ => ReadRecovery(number) is { } entry
                ? await Finish(
                    record, () => recover.Draft(Me, entry), () => recover.Do(Me, FormKey, entry), answer => Show(new(null, answer.Amount, answer.PayBy)),
                    (answer, before) => TellOf(answer.DecisionNumber, before))
                : Again(),
        };
    }

    private DecisionPreview Show(DecisionPreview preview) => Preview = preview;

    private void TellOf(string decision, bool before) => Tell(before ? "decided-before" : "decided", decision);

    protected override IActionResult No(Refusal refusal)
    {
        Preview = null;
        return Told(refusal, FieldOf(refusal));
    }

    private static string FieldOf(Refusal refusal) =>
        refusal.Is(Refusal.ApplicationBeforeReport) ? nameof(AppliedOn)
        : refusal.Is(Refusal.EndsBeforeHelp) || refusal.Is(Refusal.DayOutsideBudget) ? nameof(EndedOn)
        : refusal.Is(Refusal.AmountAboveSpent) ? nameof(Amount)
        : refusal.Is(Refusal.RecoveryNotAllowed) ? nameof(OnPurpose)
        : "";

    private RefuseApplication.Entry? ReadRefusal(string number)
    {
        var appliedOn = Answer.AppliedOn is null || !string.IsNullOrWhiteSpace(AppliedOn) ? Day(AppliedOn, nameof(AppliedOn), "applied-on-missing") : null;
        var ground = Choice.Of<RefusalGround>(Ground);
        Require(ground is not null, nameof(Ground), "ground-missing");
        return HasReasons ? new(number, appliedOn, ground!.Value, Reasons!, KnownCount) : null;
    }

    private WithdrawProvision.Entry? ReadWithdrawal(string number)
    {
        var budget = ReadBudget();
        var endedOn = Day(EndedOn, nameof(EndedOn), "ended-on-missing");
        var ground = Choice.Of<WithdrawalGround>(Ground);
        Require(ground is not null, nameof(Ground), "ground-missing");
        return HasReasons ? new(number, budget!, endedOn!.Value, ground!.Value, Reasons!, KnownCount) : null;
    }

    private RecoverCosts.Entry? ReadRecovery(string number)
    {
        var budget = ReadBudget();
        Require(Money.TryParse(Amount, out var amount) && amount.IsPositive, nameof(Amount), "amount-missing");
        Require(OnPurpose is "ja" or "nee", nameof(OnPurpose), "on-purpose-missing");
        return HasReasons ? new(number, budget!, amount, OnPurpose == "ja", Reasons!, KnownCount) : null;
    }

    private bool HasReasons
    {
        get
        {
            Require(!string.IsNullOrWhiteSpace(Reasons), nameof(Reasons), "reasons-missing");
            return ModelState.IsValid;
        }
    }

    private string? ReadBudget()
    {
        var number = Answer.Budgets.FirstOrDefault(one => one.Number == Earlier)?.Number;
        Require(number is not null, nameof(Earlier), "budget-missing");
        return number;
    }

    private async Task<bool> Load(string number)
    {
        Kind = Choice.Of<DecisionKind>(Soort) ?? DecisionKind.Refuse;
        if (!Kinds.Contains(Kind) || await requests.Of(Me, number) is not { } answer || (!answer.IsReadyToDecide && Kind == DecisionKind.Refuse))
        {
            return false;
        }

        Answer = answer;
        return true;
    }
}
